using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Tokens.Signatures;

namespace Authz.Sts.Proofs;

/// <summary>
/// A presigned <c>GetCallerIdentity</c> as a proof of who made it, for one audience (STS section 7.6). Method, headers and operation are what
/// the verifier says, not what the bearer says: a URL that was presigned for anything else proves nothing here. Immutable.
/// </summary>
public sealed class PresignedProof
{
    /// <summary>The header that binds a proof to its audience. Its maker signs it, whoever verifies adds it.</summary>
    public const string AudienceHeader = "x-authz-audience";

    /// <summary>Longest audience, in characters.</summary>
    public const int LongestAudience = 256;

    /// <summary>How long a proof counts at most.</summary>
    public static readonly TimeSpan LongestExpiry = TimeSpan.FromMinutes(15);

    // how far the clock of who made it may be ahead
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private readonly SignableRequest _request;

    private PresignedProof(string host, SignableRequest request, ParsedSignature signature) => (Host, _request, Signature) = (host, request, signature);

    /// <summary>The host that the URL names, with its port if it has one.</summary>
    public string Host { get; }

    /// <summary>What the URL says of its signature; nothing of it is proven.</summary>
    public ParsedSignature Signature { get; }

    /// <summary>When the proof ends.</summary>
    public DateTimeOffset Expiration => Signature.SignedAt + Signature.Expiry!.Value;

    /// <summary>Reads a proof.</summary>
    /// <param name="url">The URL; any text.</param>
    /// <param name="audience">The only audience that counts: who asks.</param>
    /// <param name="proof">The proof when no error is returned.</param>
    public static StsError Read(string url, string audience, out PresignedProof? proof)
    {
        proof = null;
        if (!IsAudience(audience))
            return new StsError(StsErrorCode.ValidationError, $"`expected_audience` must have 1 to {LongestAudience} visible ASCII characters and no spaces");
        if (url.Length == 0) return new StsError(StsErrorCode.MissingAuthenticationToken, "there is no proof: send a presigned GetCallerIdentity");
        if (!ProofUrl.TryRead(url, out ProofUrl read)) return Refuse($"is no `https` or `http` URL with the path `/`, at most {ProofUrl.MaxLength} characters");
        if (read.FindFault() is { } fault) return Refuse(fault);
        // the method is GET and there is no body, whatever the bearer would like
        var request = new SignableRequest("GET", "/", read.Query, [new("host", read.Host), new(AudienceHeader, audience)], []);
        SignatureParseResult parsed = SignatureV4.Parse(request.Headers, request.Query);
        if (parsed.Signature is not { } signature) return IdentityErrors.ErrorOf(new IdentityResult(CallerIdentifier.StatusOf(parsed.Status), null));
        if (signature.Expiry > LongestExpiry) return Refuse($"expires later than {(int)LongestExpiry.TotalSeconds} seconds after it was signed");
        if (!signature.SignedHeaders.Contains(AudienceHeader, StringComparer.Ordinal)) return Refuse($"is for no audience: sign the header `{AudienceHeader}`");
        proof = new PresignedProof(read.Host, request, signature);
        return default;
    }

    /// <summary>The call whose signature proves who made it.</summary>
    /// <param name="isRegionAllowed">Which regions of the credential scope count.</param>
    public SignedCall ToCall(Func<string, bool> isRegionAllowed) =>
        new(_request, new SignatureTerms(SignedCall.Sts, isRegionAllowed) { Window = Skew, LongestExpiry = LongestExpiry });

    /// <summary>Says that a proof is none for who asks.</summary>
    public static StsError Refuse(string why) => new(StsErrorCode.InvalidIdentityToken, $"the proof {why}");

    /// <summary>Whether a text can be an audience: what signing makes of spaces would let one stand for another.</summary>
    public static bool IsAudience(string text) => text.Length is > 0 and <= LongestAudience && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
