using Authz.Policies.Patterns;

namespace Authz.Policies.Lints;

/// <summary>A pattern of ARNs whose fields are ready to be compared.</summary>
internal sealed class ArnGlob(ArnPattern pattern)
{
    public ArnPattern Pattern { get; } = pattern;

    public Glob[] Fields { get; } = [.. pattern.Fields.Select(static f => Glob.Of(f))];
}
