using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Sts.Identities;

namespace Authz.Sts.Authorization;

/// <summary>Says in one sentence why not, in the words of AWS' denial messages (reference section 5.10).</summary>
internal static class AuthorizationMessage
{
    public static string Of(Decision decision, Explanation explanation, AuthorizationQuery query, Identity identity)
    {
        var what = $"{identity.Arn} to perform {query.Action} on {query.Resource} in {query.Region}";
        StatementOrigin? denial = explanation.MatchedStatements is [{ } first, ..] ? first : null;
        return decision.Outcome switch
        {
            DecisionOutcome.ExplicitDeny => $"{NameOf(denial) ?? "a policy"} explicitly denies {what}",
            _ => $"no {KindOf(decision.Layer)} allows {what}",
        };
    }

    private static string? NameOf(StatementOrigin? first)
    {
        if (first is null) return null;
        var sid = first.Sid is null ? $"statement {first.StatementIndex}" : $"statement `{first.Sid}`";
        return first.Policy.Length == 0 ? $"{sid} of a {KindOf(first.Layer)}" : $"{sid} of the {KindOf(first.Layer)} `{first.Policy}`";
    }

    private static string KindOf(PolicyLayer layer) => layer switch
    {
        PolicyLayer.ServiceControl => "service control policy",
        PolicyLayer.ResourceControl => "resource control policy",
        PolicyLayer.Resource => "resource-based policy",
        PolicyLayer.Identity => "identity-based policy",
        PolicyLayer.Boundary => "permissions boundary",
        PolicyLayer.Session => "session policy",
        _ => "policy",
    };
}
