using Authz.Policies.Names;

namespace Authz.Organizations.Reading;

/// <summary>
/// The resources whose ARNs name no account, and which account speaks for them. Two accounts that spoke for one resource would each decide
/// for the other: whose policy counted would hang on the order of their numbers.
/// </summary>
internal sealed class ResourceClaims
{
    private readonly Dictionary<AccountId, List<Arn>> _claims = [];

    /// <summary>Claims what a pattern names for an account.</summary>
    /// <returns>The pattern of another account that names a resource that this one names too, and that account; null when there is none.</returns>
    public (Arn Pattern, AccountId Account)? Claim(Arn pattern, AccountId account)
    {
        // an ARN that names its account belongs to that account, whoever has entries that match it
        if (!pattern.AccountId.IsNone) return null;
        foreach ((AccountId other, List<Arn> patterns) in _claims)
        {
            if (other != account && patterns.Find(p => Overlaps(p, pattern)) is { } rival) return (rival, other);
        }

        if (!_claims.TryGetValue(account, out List<Arn>? own)) _claims[account] = own = [];
        own.Add(pattern);
        return null;
    }

    private static bool Overlaps(Arn one, Arn other) =>
        Overlaps(one.Resource, other.Resource) && Overlaps(one.Service, other.Service) && Overlaps(one.Region, other.Region)
        && Overlaps(one.Account, other.Account) && Overlaps(one.Partition, other.Partition);

    /// <summary>Whether some text matches both patterns; the time is at most the product of both lengths.</summary>
    internal static bool Overlaps(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        while (!one.IsEmpty && !other.IsEmpty && one[0] != '*' && other[0] != '*')
        {
            if (one[0] != other[0] && one[0] != '?' && other[0] != '?') return false;
            one = one[1..];
            other = other[1..];
        }

        // met[j]: the part of `one` read so far and the first j characters of `other` have a text in common
        var met = new bool[other.Length + 1];
        met[0] = true;
        for (var j = 0; j < other.Length && other[j] == '*'; j++) met[j + 1] = true;
        foreach (var character in one)
        {
            var before = met[0];
            met[0] = before && character == '*';
            for (var j = 1; j <= other.Length; j++)
            {
                var (above, corner) = (met[j], before);
                before = above;
                met[j] = character == '*' || other[j - 1] == '*'
                    ? above || met[j - 1]
                    : corner && (character == other[j - 1] || character == '?' || other[j - 1] == '?');
            }
        }

        return met[other.Length];
    }
}
