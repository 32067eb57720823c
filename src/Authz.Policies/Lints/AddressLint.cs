using Authz.Policies.Conditions;

namespace Authz.Policies.Lints;

/// <summary><c>aws:SourceIp</c> is the public address of a caller (section 6.3); a private range is rarely what is meant.</summary>
internal static class AddressLint
{
    // RFC 1918, RFC 4193, RFC 3927, RFC 4291 and loopback
    private static readonly IpRange[] Private =
    [
        Range("10.0.0.0/8"), Range("172.16.0.0/12"), Range("192.168.0.0/16"), Range("127.0.0.0/8"), Range("169.254.0.0/16"),
        Range("fc00::/7"), Range("fe80::/10"), Range("::1"),
    ];

    public static void Check(LintedStatement statement)
    {
        foreach (LintedCondition condition in statement.ConditionsOn("aws:sourceip"))
        {
            foreach ((ConditionValue value, Json.JsonNode node) in condition.Condition.Values.Zip(condition.Values))
            {
                if (value is ConditionValue.Ip { Value: var range } && Array.Exists(Private, p => p.Contains(range)))
                    statement.Report(LintRules.PrivateAddress, node.Offset, $"no public caller has an address of `{node.Text}`");
            }
        }
    }

    private static IpRange Range(string text) =>
        IpRange.TryParseRange(text, out IpRange range) ? range : throw new InvalidOperationException($"{text} is no range");
}
