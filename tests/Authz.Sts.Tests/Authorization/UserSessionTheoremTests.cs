using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;
using CsCheck;

namespace Authz.Sts.Tests.Authorization;

/// <summary>Theorems: no session of a user allows what its user, boundary, control policies and session policies do not.</summary>
public sealed class UserSessionTheoremTests
{
    private static readonly string[] Actions = ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "ec2:RunInstances"];
    private static readonly string[] Patterns = ["*", "s3:*", "s3:Get*", "s3:*Object", "s3:PutObject", "ec2:*"];
    private static readonly string[] Resources = ["*", "arn:aws:s3:::a/*", "arn:aws:s3:::a/b", "arn:aws:s3:::*"];
    private static readonly string[] Asked = ["*", "arn:aws:s3:::a/b", "arn:aws:s3:::c/d"];

    private static readonly string MayFederate = PolicyText.Allow("sts:GetFederationToken");

    private static readonly Gen<string> Statement = Gen.Select(
        Gen.Int[0, 3], Gen.Int[0, Patterns.Length - 1], Gen.Int[0, Resources.Length - 1],
        static (effect, action, resource) =>
            // never a Deny of everything: it would refuse federation
            effect > 0 ? PolicyText.Allow(Patterns[action], Resources[resource]) : PolicyText.Deny(Patterns[Math.Max(1, action)], Resources[resource]));

    private static readonly Gen<string[]> Statements = Statement.Array[1, 4];

    [Fact]
    public void A_federated_user_may_at_most_what_user_boundary_control_and_session_policy_each_allow()
    {
        int allowed = 0, refused = 0;
        Gen.Select(Statements, Statements, Statements, Statements).Sample(
            (user, boundary, control, session) =>
            {
                using World world = Of(user, boundary, control);
                Identity alice = world.Alice();
                IssuedSession federated = world.Take(alice, UserSessions.Federation with { Policy = PolicyText.Document(session) });
                IssuedSession bare = world.Take(alice, UserSessions.Federation);
                // what the session policy alone allows
                using World open = Of([PolicyText.Allow("*")], [PolicyText.Allow("*")], [PolicyText.Allow("*")]);
                IssuedSession only = open.Take(open.Alice(), UserSessions.Federation with { Policy = PolicyText.Document(session) });
                return Everything.All(q =>
                {
                    var may = world.Ask(federated, q.Action, q.Resource).IsAllowed;
                    var expected = world.Ask(alice, Callers.Query("", q.Action, q.Resource)).IsAllowed && open.Ask(only, q.Action, q.Resource).IsAllowed;
                    Interlocked.Increment(ref may ? ref allowed : ref refused);
                    return may == expected && !world.Ask(bare, q.Action, q.Resource).IsAllowed;
                });
            },
            iter: 100);
        Assert.True(allowed > 0 && refused > 0);
    }

    [Fact]
    public void A_users_session_may_just_what_the_user_may()
    {
        var allowed = 0;
        Gen.Select(Statements, Statements, Statements).Sample(
            (user, boundary, control) =>
            {
                using World world = Of(user, boundary, control);
                Identity alice = world.Alice();
                IssuedSession session = world.Take(alice);
                return Everything.All(q =>
                {
                    var may = world.Ask(session, q.Action, q.Resource).IsAllowed;
                    if (may) Interlocked.Increment(ref allowed);
                    return may == world.Ask(alice, Callers.Query("", q.Action, q.Resource)).IsAllowed;
                });
            },
            iter: 100);
        Assert.True(allowed > 0);
    }

    private static IEnumerable<(string Action, string Resource)> Everything =>
        Actions.SelectMany(static a => Asked.Select(r => (a, r)));

    // so that federation itself is never what is refused, every layer allows it
    private static World Of(string[] user, string[] boundary, string[] control) => new World()
        .With($"accounts/{World.A}/policies/Limit.json", PolicyText.Document([MayFederate, .. boundary]))
        .With("policies/service-control/Control.json", PolicyText.Document([MayFederate, .. control]))
        .WithAccount(World.A, """, "ServiceControlPolicies": ["Control"] """)
        .With(World.Alice with { Policy = PolicyText.Document([MayFederate, .. user]), Boundary = $"arn:aws:iam::{World.A}:policy/Limit" });
}
