namespace Authz.Engine.Programs;

/// <summary>An ARN pattern, compiled by <c>LayerCompiler.Compile</c>. Immutable.</summary>
public sealed class ResourcePattern
{
    internal ResourcePattern()
    {
    }

    /// <summary>Whether it matches everything, also a request without a resource (W10).</summary>
    internal bool IsAny { get; init; }

    /// <summary>The literal fields with which it begins, each with its colon: they align by themselves.</summary>
    internal string Head { get; init; } = "";

    /// <summary>The fields behind the head that do not match everything.</summary>
    internal FieldPattern[] Fields { get; init; } = [];

    /// <summary>Whether a field has variables.</summary>
    internal bool HasVariables { get; init; }

    /// <summary>Whether missing fields match everything (W9).</summary>
    internal bool IsOpen { get; init; }

    /// <summary>The literal characters with which the part behind the fifth colon begins; null when there is no such part, or its place depends on variables.</summary>
    internal string? Beginning { get; init; }

    /// <summary>The pattern for the wide reading (W7, W8); null where it cannot differ from the narrow one, or is not asked for.</summary>
    internal FreePattern? Wide { get; init; }

    /// <summary>The pattern when its fields are known only with the values of its variables; then nothing else is set. Else null.</summary>
    internal FreePattern? Late { get; init; }
}

/// <summary>A field of a <see cref="ResourcePattern"/>.</summary>
/// <param name="Index">Its index, 0 to 5.</param>
/// <param name="Pattern">Its pattern.</param>
internal readonly record struct FieldPattern(int Index, TextPattern Pattern);

/// <summary>Whether a wildcard also matches colons.</summary>
internal enum ColonCrossing
{
    /// <summary>It stays in its field.</summary>
    Never = 0,

    /// <summary>It matches whatever comes.</summary>
    Always,

    /// <summary>It does so behind the fifth colon of the text that the variables make, and as the last character (W9).</summary>
    BehindFifthColon,
}

/// <summary>A piece of a <see cref="FreePattern"/>.</summary>
/// <param name="Token">The token.</param>
/// <param name="Crossing">For wildcards, whether colons are matched too.</param>
internal readonly record struct FreeToken(PatternToken Token, ColonCrossing Crossing);

/// <summary>An ARN pattern that is not cut into fields beforehand.</summary>
internal sealed record FreePattern(FreeToken[] Tokens);
