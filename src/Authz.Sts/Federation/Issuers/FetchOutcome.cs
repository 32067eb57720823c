namespace Authz.Sts.Federation.Issuers;

/// <summary>How asking an issuer for its keys ended.</summary>
public enum FetchOutcome
{
    /// <summary>Not asked; the value of an unset result.</summary>
    None = 0,

    /// <summary>The keys came.</summary>
    Fetched,

    /// <summary>Nobody answered in time, or with a failure of its own: asking again may help.</summary>
    Unreachable,

    /// <summary>The answer is no document: another status, a redirect elsewhere, compressed, or too large.</summary>
    Refused,

    /// <summary>The address is not public and not allowed; nothing was connected to.</summary>
    Forbidden,

    /// <summary>The document is not what it should be, or of somebody else.</summary>
    Invalid,
}

/// <summary>That an issuer was asked for its keys, for those who watch.</summary>
/// <param name="Issuer">The issuer, as the provider's <c>Url</c>.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">What went wrong; empty when nothing did. Holds nothing of any token.</param>
/// <param name="Duration">How long it took.</param>
public sealed record FetchReport(string Issuer, FetchOutcome Outcome, string Detail, TimeSpan Duration);

/// <summary>A document, or why there is none.</summary>
internal readonly record struct FetchedDocument(FetchOutcome Outcome, ReadOnlyMemory<byte> Content, string Detail)
{
    public static FetchedDocument Failed(FetchOutcome outcome, string detail) => new(outcome, default, detail);
}

/// <summary>The keys of an issuer, or why there are none.</summary>
internal readonly record struct FetchedKeys(FetchOutcome Outcome, IssuerKeySet? Keys, string Detail)
{
    /// <summary>Bytes of the document.</summary>
    public int Size { get; init; }

    public static FetchedKeys Failed(FetchOutcome outcome, string detail) => new(outcome, null, detail);
}
