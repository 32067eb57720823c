using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;
using CsCheck;

namespace Authz.Sts.Tests.Authorization;

/// <summary>Theorems: what narrows a session never widens it.</summary>
public sealed class NarrowingTests : IDisposable
{
    private static readonly string[] Actions = ["s3:GetObject", "s3:PutObject", "s3:ListBucket", "ec2:RunInstances", "sts:AssumeRole"];
    private static readonly string[] Patterns = ["*", "s3:*", "s3:Get*", "s3:*Object", "s3:PutObject", "ec2:*", "sts:AssumeRole"];
    private static readonly string[] Resources = ["*", "arn:aws:s3:::a/*", "arn:aws:s3:::a/b", "arn:aws:s3:::*"];
    private static readonly string[] Asked = ["*", "arn:aws:s3:::a/b", "arn:aws:s3:::c/d"];
    private static readonly string[] Regions = ["eu-west-1", "eu-west-2", "eu-west-3", "us-east-1", "us-west-2"];

    private static readonly Gen<string> Statement = Gen.Select(
        Gen.Bool, Gen.Int[0, Patterns.Length - 1], Gen.Int[0, Resources.Length - 1],
        static (isAllow, action, resource) =>
            isAllow ? PolicyText.Allow(Patterns[action], Resources[resource]) : PolicyText.Deny(Patterns[action], Resources[resource]));

    private static readonly Gen<string> Policy = Statement.Array[1, 4].Select(static s => PolicyText.Document(s));

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_session_policy_never_widens()
    {
        var allowed = 0;
        var narrowed = 0;
        Gen.Select(Policy, Policy).Sample(
            (role, session) =>
            {
                using var world = new World(_world.Ring).With(World.Deploy with { Policy = role });
                Identity alice = world.Alice();
                IssuedSession plain = world.Take(alice, World.Request());
                IssuedSession limited = world.Take(alice, World.Request() with { Policy = session });
                return Actions.All(action => Asked.All(resource =>
                {
                    var with = world.Ask(limited, action, resource).IsAllowed;
                    var without = world.Ask(plain, action, resource).IsAllowed;
                    if (with) Interlocked.Increment(ref allowed);
                    if (without && !with) Interlocked.Increment(ref narrowed);
                    return without || !with;
                }));
            },
            iter: 150);
        // else the theorem was proved of nothing
        Assert.True(allowed > 0 && narrowed > 0);
    }

    [Fact]
    public void A_region_scope_never_widens_along_a_chain()
    {
        _world.With(World.Deploy with { Trust = PolicyText.Trust("*"), Policy = PolicyText.Document(PolicyText.Allow("*")) });
        Identity alice = _world.Alice();
        Gen.Int[0, Regions.Length - 1].Array[0, 4].Array[1, 5].Sample(
            scopes =>
            {
                Identity caller = alice;
                string[] reach = Regions;
                foreach (var scope in scopes)
                {
                    string[] asked = [.. scope.Select(static i => Regions[i])];
                    IssueResult result = _world.Assume(caller, World.Request() with { RegionScope = asked });
                    if (result.Session is not { } session) return !asked.Intersect(reach).Any();
                    string[] valid = [.. Regions.Where(r => _world.Identifier.FromToken(session.SessionToken, _world.Pinned, r).IsIdentified)];
                    string[] expected = [.. reach.Where(r => asked.Length == 0 || asked.Contains(r, StringComparer.Ordinal))];
                    if (!valid.SequenceEqual(expected)) return false;
                    reach = valid;
                    caller = _world.Session(session, reach[0]);
                }

                return true;
            },
            iter: 200);
    }
}
