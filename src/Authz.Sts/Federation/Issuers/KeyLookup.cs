using Authz.Sts.Errors;

namespace Authz.Sts.Federation.Issuers;

/// <summary>A key of an issuer, or why there is none to verify with.</summary>
internal readonly record struct KeyLookup(IssuerKey? Key, StsError Error)
{
    public static KeyLookup Of(IssuerKey? key) => key is not null
        ? new KeyLookup(key, default)
        : new KeyLookup(null, new StsError(
            StsErrorCode.InvalidIdentityToken, "the web identity token is signed with a key that its issuer does not show: ask the issuer for a new token"));

    /// <summary>The answer when an issuer's keys did not come.</summary>
    public static KeyLookup Of(FetchOutcome outcome) => outcome is FetchOutcome.Unreachable or FetchOutcome.None
        ? NotReached
        : new KeyLookup(null, new StsError(
            StsErrorCode.InvalidIdentityToken, "the keys of the web identity token's issuer cannot be had: its documents are not as they should be; the sidecar's log says why"));

    public static KeyLookup NotReached { get; } = new(null, new StsError(
        StsErrorCode.IDPCommunicationError, "the web identity token's issuer did not answer with its keys: ask again"));
}
