using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Policies.Documents;
using Authz.Sts.Identities;

namespace Authz.Sts.Authorization;

/// <summary>Says in one sentence why, in the words of AWS' denial messages (reference section 5.10).</summary>
internal static class AuthorizationMessage
{
    public static string Of(Decision decision, Explanation explanation, AuthorizationQuery query, Identity identity)
    {
        var what = $"{identity.Arn} to perform {query.Action} on {query.Resource} in {query.Region}";
        return decision.Outcome switch
        {
            DecisionOutcome.Allowed => $"{NameOf(explanation)} allows {what}",
            DecisionOutcome.ExplicitDeny => $"{NameOf(explanation)} explicitly denies {what}",
            _ => $"no {KindOf(decision.Layer)} allows {what}",
        };
    }

    private static string NameOf(Explanation explanation)
    {
        if (explanation.MatchedStatements is not [{ } any, ..]) return "the account's root user right";
        // control policies, boundaries and session policies limit; what grants is the caller's policy or the resource's
        StatementOrigin first = explanation.MatchedStatements.FirstOrDefault(
            static s => s is { Effect: Effect.Allow, Layer: PolicyLayer.Identity or PolicyLayer.Resource }) ?? any;
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
