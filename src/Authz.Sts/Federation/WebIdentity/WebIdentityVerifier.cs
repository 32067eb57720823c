using Authz.Organizations.Accounts;
using Authz.Organizations.Providers;
using Authz.Sts.Federation.Issuers;

namespace Authz.Sts.Federation.WebIdentity;

/// <summary>
/// Verifies tokens of OpenID Connect issuers in the order of STS section 5.4. Algorithms are a closed list and keys come from the provider
/// alone. Thread-safe; waits only for an issuer whose keys are not known.
/// </summary>
/// <param name="keys">The issuers' keys.</param>
/// <param name="maxAge">How old a token may be.</param>
/// <param name="time">The clock.</param>
public sealed class WebIdentityVerifier(IssuerKeys keys, TimeSpan maxAge, TimeProvider time)
{
    /// <summary>Verifies a token for a role of an account.</summary>
    /// <param name="token">Any text.</param>
    /// <param name="account">The role's account; null when there is none: then no issuer is known.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    internal async ValueTask<WebIdentityResult> VerifyAsync(string token, Account? account, CancellationToken cancellation)
    {
        // 1, 2
        if (WebToken.Read(token, out var fault) is not { } read) return WebIdentityResult.Invalid(fault);
        // 3
        if (FindProvider(account, ClaimValues.TextOf(read.Claims.Find("iss"))) is not { } provider)
            return WebIdentityResult.Invalid("the role's account has no OpenID Connect provider for its issuer");
        // 4
        KeyLookup found = await keys.FindAsync(provider, read.Header, cancellation).ConfigureAwait(false);
        if (found.Key is not { } key) return new WebIdentityResult(null, found.Error);
        // 5
        if (!key.Verify(read.Header.Algorithm, read.Signed, read.Signature)) return WebIdentityResult.Invalid("its signature is not its issuer's");
        // 6
        if (WebIdentityTimes.Check(read.Claims, time.GetUtcNow(), maxAge) is { IsError: true } error) return new WebIdentityResult(null, error);
        // 7
        return WebIdentityClaims.Read(provider, read.Claims);
    }

    private static OidcProvider? FindProvider(Account? account, string? issuer) => issuer is null
        ? null
        : account?.OidcProviders.FirstOrDefault(p => string.Equals(p.Url, issuer, StringComparison.Ordinal));
}
