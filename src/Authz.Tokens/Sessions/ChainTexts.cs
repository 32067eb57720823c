using System.Globalization;
using Authz.Tokens.Identifiers;

namespace Authz.Tokens.Sessions;

/// <summary>
/// The chain of a session as claims: <c>chain</c> has three texts for each ancestor, <c>chain_of</c> one: the account and, of a federated
/// one, the issuer and the subject on lines of their own. Tokens without <c>chain_of</c> are read too.
/// </summary>
internal static class ChainTexts
{
    private const char Separator = '\n';

    public static IEnumerable<string> WriteLinks(IReadOnlyList<ChainLink> chain) => chain.SelectMany(
        static link => (string[])[link.RoleId, link.TokenId, link.IssuedAtMs.ToString(CultureInfo.InvariantCulture)]);

    public static IEnumerable<string> WriteOwners(IReadOnlyList<ChainLink> chain) => chain.All(static link => link.AccountId.Length == 0)
        ? []
        : chain.Select(static link => link.Subject is null ? link.AccountId : string.Join(Separator, link.AccountId, link.Issuer, link.Subject));

    public static bool TryRead(IReadOnlyList<string> links, IReadOnlyList<string> owners, out IReadOnlyList<ChainLink> chain)
    {
        var read = new List<ChainLink>();
        chain = read;
        if (links.Count % 3 != 0 || links.Count / 3 > SessionClaims.MaximumChain || (owners.Count != 0 && owners.Count != links.Count / 3))
            return false;
        for (var i = 0; i < links.Count; i += 3)
        {
            if (links[i].Length == 0 || !TokenId.TryDecode(links[i + 1], out _)
                || !long.TryParse(links[i + 2], NumberStyles.None, CultureInfo.InvariantCulture, out var issuedAtMs))
            {
                return false;
            }

            var link = new ChainLink(links[i], links[i + 1], issuedAtMs);
            if (owners.Count > 0 && !TryReadOwner(owners[i / 3], ref link))
                return false;
            read.Add(link);
        }

        return true;
    }

    private static bool TryReadOwner(string owner, ref ChainLink link)
    {
        var parts = owner.Split(Separator, 3);
        if (parts.Length == 2 || (parts[0].Length > 0 && !AccountText.IsValid(parts[0])))
            return false;
        link = link with { AccountId = parts[0] };
        if (parts.Length == 3)
            link = link with { Issuer = parts[1], Subject = parts[2] };
        return true;
    }
}
