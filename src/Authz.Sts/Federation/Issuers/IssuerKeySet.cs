using Authz.Sts.Federation.WebIdentity;

namespace Authz.Sts.Federation.Issuers;

/// <summary>The keys of an issuer that can be used here. Immutable.</summary>
/// <param name="Keys">The keys, at most <see cref="KeySetReader.MaximumKeys"/>.</param>
internal sealed record IssuerKeySet(IReadOnlyList<IssuerKey> Keys)
{
    /// <summary>The key that a token says to be signed with; null when there is none, or when it does not say which of several.</summary>
    public IssuerKey? Find(WebTokenHeader header)
    {
        IssuerKey? found = null;
        foreach (IssuerKey key in Keys)
        {
            if (!key.Fits(header.Algorithm) || (header.KeyId is not null && key.KeyId != header.KeyId)) continue;
            // which of two keys is meant must not be found by trying
            if (found is not null) return null;
            found = key;
        }

        return found;
    }
}
