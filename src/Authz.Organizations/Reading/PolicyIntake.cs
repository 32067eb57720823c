using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Limits;

namespace Authz.Organizations.Reading;

/// <summary>Reads every policy of an organization, wherever it stands.</summary>
/// <param name="limits">How large policies may be.</param>
/// <param name="kept">Takes the policies that were read without error, for whoever looks at them again; null: nobody does.</param>
internal sealed class PolicyIntake(PolicyLimits limits, ICollection<ReadPolicy>? kept)
{
    private readonly PolicyTerms _terms = new();

    public PolicyLimits Limits { get; } = limits;

    /// <summary>Reads a policy; null when it has an error, which is reported.</summary>
    public PolicyDocument? Read(JsonNode node, SourceText source, PolicyKind kind, DiagnosticList diagnostics)
    {
        PolicyDocument? document = PolicyReader.Read(node, source, kind, diagnostics, _terms);
        if (document is not null) kept?.Add(new ReadPolicy(document, node, source));
        return document;
    }

    /// <summary>Reports a policy that is too long for its kind.</summary>
    public void CheckSize(JsonNode node, FileText text, PolicyKind kind)
    {
        if (node.Kind == JsonKind.Object) PolicySize.Check(node, text.Source, kind, Limits, text.Diagnostics);
    }
}
