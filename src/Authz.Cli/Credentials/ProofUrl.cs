using Authz.Sts.Identities;
using Authz.Sts.Proofs;
using Authz.Tokens.Signatures;

namespace Authz.Cli.Credentials;

/// <summary>Presigns a GetCallerIdentity for an audience: the rule of <c>protos/README.md</c>. Nothing is sent.</summary>
internal static class ProofUrl
{
    private const string Query = "Action=GetCallerIdentity&Version=2011-06-15";

    /// <summary>The URL.</summary>
    /// <param name="credentials">Who proves itself.</param>
    /// <param name="audience">To whom.</param>
    /// <param name="host">The STS host that it names.</param>
    /// <param name="region">The region of its scope.</param>
    /// <param name="expiry">How long it counts.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="UsageException">The credentials cannot sign.</exception>
    public static string Make(CallerCredentials credentials, string audience, string host, string region, TimeSpan expiry, TimeProvider time)
    {
        if (credentials.SecretAccessKey is not { } secret)
            throw new UsageException($"a bearer token makes no proof: set `{CallerCredentials.AccessKeyIdVariable}` and `{CallerCredentials.SecretAccessKeyVariable}` too");
        var request = new SignableRequest("GET", "/", Query, [new("host", host), new(PresignedProof.AudienceHeader, audience)], []);
        var query = SignatureV4.Presign(
            request, credentials.AccessKeyId, secret, credentials.SessionToken, region, SignedCall.Sts, time.GetUtcNow(), expiry);
        return $"https://{host}/?{query}";
    }
}
