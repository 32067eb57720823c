namespace Authz.Engine.Programs;

/// <summary>An ARN pattern, compiled by <c>LayerCompiler.Compile</c>. Immutable.</summary>
public sealed class ResourcePattern
{
    internal ResourcePattern()
    {
    }

    /// <summary>Whether it matches everything, also a request without a resource (W10).</summary>
    internal bool IsAny { get; init; }

    /// <summary>
    /// The pattern as one text, when comparing the text decides: the first five fields are literal, so they align by themselves; or the
    /// fields are known only when variables have values. Else null.
    /// </summary>
    internal TextPattern? Whole { get; init; }

    /// <summary>The fields; empty when <see cref="Whole"/> decides.</summary>
    internal TextPattern[] Fields { get; init; } = [];

    /// <summary>Whether missing fields match everything (W9).</summary>
    internal bool IsOpen { get; init; }

    /// <summary>The pattern as one text for the wide reading (W7, W8); null where it cannot differ from the narrow one.</summary>
    internal WidePattern? Wide { get; init; }
}

/// <summary>A piece of a <see cref="WidePattern"/>.</summary>
/// <param name="Token">The token.</param>
/// <param name="CrossesColons">Whether a wildcard also matches colons.</param>
internal readonly record struct WideToken(PatternToken Token, bool CrossesColons);

/// <summary>
/// The wide reading of an ARN pattern: a <c>*</c> that ends one of the first five fields, and every wildcard of the sixth, also
/// matches colons; other wildcards do not.
/// </summary>
internal sealed record WidePattern(WideToken[] Tokens);
