using Authz.Sts.Revocation;
using Authz.Sts.Tests.Worlds;
using Authz.Tokens.Identifiers;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Tests.Revocation;

/// <summary>Random forests of sessions and random cuts, compared with the rule said slowly.</summary>
public sealed class RevocationPropertyTests
{
    private static readonly string[] Accounts = [World.A, World.B];
    private static readonly string[] Roles = ["AROA1", "AROA2", "AROA3"];
    private static readonly string[] Sources = ["ana", "bob"];

    [Fact]
    public void A_session_is_cut_exactly_when_it_or_with_cascade_an_ancestor_is()
    {
        var random = new Random(20260102);
        var (cut, alive) = (0, 0);
        for (var round = 0; round < 400; round++)
        {
            List<Node> forest = Grow(random);
            var store = RevocationStore.InMemory(new SettableClock(World.Start));
            List<(RevocationTarget Target, long Before, bool Cascade)> cuts = [];
            for (var i = random.Next(4); i >= 0; i--)
            {
                RevocationTarget target = Pick(random, forest);
                var (before, cascade) = (World.Start.AddSeconds(random.Next(-300, 1)), random.Next(2) == 0);
                Assert.True(store.TryRevoke(target, new RevocationTerms { IssuedBefore = before, Cascade = cascade }, out _));
                cuts.Add((target, target.Kind == RevocationKind.Session ? long.MaxValue : before.ToUnixTimeMilliseconds(), cascade));
            }

            foreach (Node node in forest)
            {
                var expected = cuts.Exists(c => Names(c, node, node) || (c.Cascade && node.Ancestors().Any(a => Names(c, a, node))));
                Assert.Equal(expected, store.Current.IsRevoked(node.Claims));
                if (expected) cut++;
                else alive++;
            }
        }

        Assert.True(cut > 500 && alive > 500, $"{cut} cut, {alive} alive: the cases say little");
    }

    // the bearer's source identity counts for ancestors too
    private static bool Names((RevocationTarget Target, long Before, bool Cascade) cut, Node node, Node bearer) =>
        node.Claims.IssuedAt.ToUnixTimeMilliseconds() < cut.Before && cut.Target.Kind switch
        {
            RevocationKind.Everything => true,
            RevocationKind.Account => node.Claims.AccountId == cut.Target.Id,
            RevocationKind.Role => node.Claims.RoleId == cut.Target.Id,
            RevocationKind.Session => node.Claims.TokenId == cut.Target.Id,
            RevocationKind.SourceIdentity => bearer.Claims.SourceIdentity == cut.Target.Id,
            _ => node.Claims.Provider is { } provider && provider.Subject == cut.Target.Id && provider.Issuer == cut.Target.Issuer,
        };

    private static RevocationTarget Pick(Random random, List<Node> forest) => random.Next(20) switch
    {
        0 => RevocationTarget.Everything,
        < 4 => new(RevocationKind.Account, Accounts[random.Next(Accounts.Length)]),
        < 10 => RevocationTarget.OfRole(Roles[random.Next(Roles.Length)]),
        < 14 => RevocationTarget.OfSession(forest[random.Next(forest.Count)].Claims.TokenId),
        < 17 => new(RevocationKind.SourceIdentity, Sources[random.Next(Sources.Length)]),
        _ => new(RevocationKind.Subject, $"sub{random.Next(2)}", "https://issuer.example"),
    };

    private static List<Node> Grow(Random random)
    {
        var forest = new List<Node>();
        for (var i = 0; i < 12; i++)
        {
            Node? parent = random.Next(3) > 0 && forest.Count > 0 ? forest[random.Next(forest.Count)] : null;
            if (parent is { Claims.Chain.Count: SessionClaims.MaximumChain }) parent = null;
            forest.Add(new Node(ClaimsOf(random, parent, i), parent));
        }

        return forest;
    }

    private static SessionClaims ClaimsOf(Random random, Node? parent, int index) => new()
    {
        TokenId = TokenId.New(),
        AccessKeyId = $"ASIA{index:D16}",
        AccountId = Accounts[random.Next(Accounts.Length)],
        RoleId = Roles[random.Next(Roles.Length)],
        IssuedAt = parent?.Claims.IssuedAt.AddSeconds(random.Next(60)) ?? World.Start.AddSeconds(-random.Next(300)),
        Expiration = World.Start.AddHours(1),
        TokenVersion = 2,
        IssuingEndpoint = World.Region,
        Use = CredentialUse.Bearer,
        SourceIdentity = parent?.Claims.SourceIdentity ?? (random.Next(2) == 0 ? Sources[random.Next(Sources.Length)] : null),
        Provider = parent is null && random.Next(3) == 0 ? new ProviderClaims("arn", "https://issuer.example", $"sub{random.Next(2)}", "authz") : null,
        Chain = parent is null ? [] : [.. parent.Claims.Chain, ChainLink.Of(parent.Claims)],
        Issuer = World.Issuer,
    };

    private sealed record Node(SessionClaims Claims, Node? Parent)
    {
        public IEnumerable<Node> Ancestors()
        {
            for (Node? node = Parent; node is not null; node = node.Parent) yield return node;
        }
    }
}
