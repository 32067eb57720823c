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
        const string Bare = " without white space", AsItStands = "";
        // no text has more characters than bytes
        if (policy.End - policy.Offset <= SmallestOf(kind, limits)) return;
        switch (kind)
        {
            case PolicyKind.Identity or PolicyKind.Boundary:
                Report(LimitRules.ManagedPolicyLong, WithoutWhiteSpace(policy, source), limits.ManagedPolicyCharacters, Bare, nameof(limits.ManagedPolicyCharacters));
                break;
            case PolicyKind.Trust:
                var size = WithoutWhiteSpace(policy, source);
                if (!Report(LimitRules.TrustPolicyTooLong, size, limits.TrustPolicyMaximumCharacters, Bare, nameof(limits.TrustPolicyMaximumCharacters)))
                    Report(LimitRules.TrustPolicyLong, size, limits.TrustPolicyCharacters, Bare, nameof(limits.TrustPolicyCharacters));
                break;
            case PolicyKind.Session:
                Report(LimitRules.SessionPolicyTooLong, AsSent(policy, source), PolicyLimits.SessionPolicyCharacters, AsItStands, null);
                break;
            case PolicyKind.ServiceControl:
                ReportControl(limits.ServiceControlPolicyCharacters, nameof(limits.ServiceControlPolicyCharacters));
                break;
            case PolicyKind.ResourceControl:
                ReportControl(limits.ResourceControlPolicyCharacters, nameof(limits.ResourceControlPolicyCharacters));
                break;
        }

        // a file is not what is sent: the AWS console, for one, removes white space when it saves a control policy
        void ReportControl(int limit, string name)
        {
            if (!Report(LimitRules.ControlPolicyTooLong, WithoutWhiteSpace(policy, source), limit, Bare, name))
                Report(LimitRules.ControlPolicyLong, AsSent(policy, source), limit, AsItStands, name);
        }

        bool Report(DiagnosticRule rule, int characters, int limit, string how, string? name)
        {
            if (characters <= limit) return false;
            var which = name is null ? "" : $" `{name}`";
            diagnostics.Add(rule, source, policy.Offset, $"the policy has {characters} characters{how}, the limit{which} is {limit}");
            return true;
        }
    }

    private static int SmallestOf(PolicyKind kind, PolicyLimits limits) => kind switch
    {
        PolicyKind.Identity or PolicyKind.Boundary => limits.ManagedPolicyCharacters,
        PolicyKind.Trust => Math.Min(limits.TrustPolicyCharacters, limits.TrustPolicyMaximumCharacters),
        PolicyKind.Session => PolicyLimits.SessionPolicyCharacters,
        PolicyKind.ServiceControl => limits.ServiceControlPolicyCharacters,
        PolicyKind.ResourceControl => limits.ResourceControlPolicyCharacters,
        _ => int.MaxValue,
    };

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
