namespace Authz.Conformance.Cases;

/// <summary>One case of a corpus file. What is null is not said by the case.</summary>
public sealed record CorpusCase
{
    public required string Id { get; init; }

    /// <summary>File and line.</summary>
    public required string Place { get; init; }

    /// <summary>The whole line, annotations included.</summary>
    public required string Scenario { get; init; }

    public required string Decision { get; init; }
    public required string? Layer { get; init; }
    public required IReadOnlyList<string>? MissingKeys { get; init; }
    public required IReadOnlyList<string>? MatchedSids { get; init; }

    /// <summary>Empty for the cases of <see cref="Corpus.PublicFile"/>.</summary>
    public required IReadOnlyList<string> Rules { get; init; }

    public bool IsPublic => Place.StartsWith(Corpus.PublicFile, StringComparison.Ordinal);
}
