using System.Collections.Frozen;
using Authz.Policies.Documents;
using Authz.Policies.Limits;
using Authz.Policies.Lints;

namespace Authz.Cli.Validation;

/// <summary>By what a validation measures.</summary>
internal sealed record ValidationRules
{
    /// <summary>The kind of policy files; null: what their folder tells, or else an identity policy.</summary>
    public PolicyKind? Kind { get; init; }

    /// <summary>How large policies may be.</summary>
    public PolicyLimits Limits { get; init; } = PolicyLimits.Aws;

    /// <summary>What is known around single policies; organizations know their accounts themselves.</summary>
    public LintContext Context { get; init; } = LintContext.None;

    /// <summary>Codes of warnings and suggestions that are left out.</summary>
    public FrozenSet<string> Suppressed { get; init; } = [];
}
