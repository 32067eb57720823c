using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;

namespace Authz.Policies.Limits;

/// <summary>Counts the characters of policies as AWS does, and reports those that are too long.</summary>
public static class PolicySize
{
    /// <summary>Characters as sent, white space included; comments, which nobody can send, are not counted.</summary>
    public static int AsSent(JsonNode policy, SourceText source) => Count(Slice(policy, source), countsWhiteSpace: true);

    /// <summary>Characters without white space between the tokens; white space inside strings counts.</summary>
    public static int WithoutWhiteSpace(JsonNode policy, SourceText source) => Count(Slice(policy, source), countsWhiteSpace: false);

    /// <summary>
    /// Reports a policy that is too long for its kind. Identity policies and boundaries are measured as managed policies; inline
    /// policies have a quota in total, which their reader checks. Policies of resources and keys have none here: it differs by service.
    /// </summary>
    public static void Check(JsonNode policy, SourceText source, PolicyKind kind, PolicyLimits limits, DiagnosticList diagnostics)
    {
        switch (kind)
        {
            case PolicyKind.Identity or PolicyKind.Boundary:
                Report(LimitRules.ManagedPolicyLong, WithoutWhiteSpace(policy, source), limits.ManagedPolicyCharacters, " without white space");
                break;
            case PolicyKind.Trust:
                var size = WithoutWhiteSpace(policy, source);
                if (!Report(LimitRules.TrustPolicyTooLong, size, limits.TrustPolicyMaximumCharacters, " without white space"))
                    Report(LimitRules.TrustPolicyLong, size, limits.TrustPolicyCharacters, " without white space");
                break;
            case PolicyKind.Session:
                Report(LimitRules.SessionPolicyTooLong, AsSent(policy, source), PolicyLimits.SessionPolicyCharacters, "");
                break;
            case PolicyKind.ServiceControl:
                Report(LimitRules.ControlPolicyTooLong, AsSent(policy, source), limits.ServiceControlPolicyCharacters, "");
                break;
            case PolicyKind.ResourceControl:
                Report(LimitRules.ControlPolicyTooLong, AsSent(policy, source), limits.ResourceControlPolicyCharacters, "");
                break;
        }

        bool Report(DiagnosticRule rule, int characters, int limit, string how)
        {
            if (characters <= limit) return false;
            diagnostics.Add(rule, source, policy.Offset, $"the policy has {characters} characters{how}, the limit is {limit}");
            return true;
        }
    }

    private static ReadOnlySpan<byte> Slice(JsonNode node, SourceText source) => source.Utf8.Span[node.Offset..node.End];

    private static int Count(ReadOnlySpan<byte> utf8, bool countsWhiteSpace)
    {
        var count = 0;
        var inString = false;
        for (var i = 0; i < utf8.Length; i++)
        {
            var unit = utf8[i];
            if (!inString && unit == '/')
            {
                i += CommentLength(utf8[i..]) - 1;
                continue;
            }

            // continuation bytes do not begin a character
            if ((unit & 0xC0) == 0x80 || (!inString && !countsWhiteSpace && unit is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')) continue;
            count++;
            if (unit == '"') inString = !inString;
            if (unit != '\\' || !inString) continue;
            i++;
            count++;
        }

        return count;
    }

    // in JSON that was read without error a slash outside of strings begins a comment
    private static int CommentLength(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> end = utf8.StartsWith("/*"u8) ? "*/"u8 : "\n"u8;
        var length = utf8[1..].IndexOf(end);
        return length < 0 ? utf8.Length : length + 1 + (end.Length == 2 ? 2 : 0);
    }
}
