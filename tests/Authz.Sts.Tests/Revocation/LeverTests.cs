using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Revocation;
using Authz.Sts.Tests.Worlds;
using Authz.Tokens.Identifiers;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Tests.Revocation;

/// <summary>Every lever of section 6.3, on sessions and on those that come from them.</summary>
public sealed class LeverTests : IDisposable
{
    private const string Subject = "repo:example/app";
    private const string OpenId = "https://oidc.example";

    private readonly World _world = new();

    public static TheoryData<RevocationKind> Levers => [.. Enum.GetValues<RevocationKind>().Where(static k => k is not (RevocationKind.None or RevocationKind.SigningKey))];

    public void Dispose() => _world.Dispose();

    [Theory]
    [MemberData(nameof(Levers))]
    public void A_lever_cuts_what_it_names_and_nothing_else(RevocationKind kind)
    {
        SessionClaims claims = Claims();
        Assert.Equal(TargetOf(kind, claims), List(TargetOf(kind, claims), Terms()).FindCut(claims));
        if (kind == RevocationKind.Everything) return;
        Assert.True(List(TargetOf(kind, claims) with { Id = "another" }, Terms()).FindCut(claims).IsNone);
        if (kind == RevocationKind.Subject) Assert.True(List(TargetOf(kind, claims) with { Issuer = "https://other.example" }, Terms()).FindCut(claims).IsNone);
    }

    [Theory]
    [MemberData(nameof(Levers))]
    public void A_lever_cuts_to_the_millisecond_but_one_session_whenever_it_was_issued(RevocationKind kind)
    {
        SessionClaims claims = Claims();
        var isOne = kind == RevocationKind.Session;
        Assert.True(List(TargetOf(kind, claims), Terms(1)).IsRevoked(claims));
        Assert.Equal(isOne, List(TargetOf(kind, claims), Terms(0)).IsRevoked(claims));
        Assert.Equal(isOne, List(TargetOf(kind, claims), Terms(-1)).IsRevoked(claims));
    }

    [Theory]
    [MemberData(nameof(Levers))]
    public void X03_A_cascade_reaches_every_descendant_and_without_it_none(RevocationKind kind)
    {
        SessionClaims claims = Claims();
        RevocationTarget target = TargetOf(kind, claims);
        foreach (SessionClaims descendant in DescendantsOf(claims))
        {
            Assert.Equal(target, List(target, Terms()).FindCut(descendant));
            Assert.True(List(target, Terms() with { Cascade = false }).FindCut(descendant).IsNone);
        }

        Assert.True(List(target, Terms() with { Cascade = false }).IsRevoked(claims));
    }

    [Fact]
    public void A_cut_with_cascade_stays_one_when_a_later_cut_has_none()
    {
        SessionClaims claims = Claims();
        RevocationTarget role = TargetOf(RevocationKind.Role, claims);
        var store = RevocationStore.InMemory(_world.Clock);
        store.TryRevoke(role, Terms(), out _);
        store.TryRevoke(role, Terms(3_600_000) with { Cascade = false }, out _);
        Assert.True(store.Current.IsRevoked(DescendantsOf(claims)[0]));
        Assert.True(store.Current.IsRevoked(claims with { IssuedAt = claims.IssuedAt.AddMinutes(59) }));
        Assert.False(store.Current.IsRevoked(DescendantsOf(claims with { IssuedAt = claims.IssuedAt.AddMinutes(10) })[0]));
    }

    [Fact]
    public void An_ancestor_of_a_token_that_does_not_name_its_account_may_be_of_any()
    {
        SessionClaims claims = Claims() with { Chain = [new ChainLink("AROAGONE", TokenId.New(), World.Start.AddMinutes(-1).ToUnixTimeMilliseconds())] };
        Assert.True(List(new(RevocationKind.Account, World.Management), Terms()).IsRevoked(claims));
        Assert.False(List(new(RevocationKind.Account, World.Management), Terms() with { Cascade = false }).IsRevoked(claims));
    }

    [Fact]
    public void The_skew_cuts_what_is_issued_a_moment_later()
    {
        var store = RevocationStore.InMemory(_world.Clock);
        store.TryRevoke(RevocationTarget.Everything, new RevocationTerms { Skew = TimeSpan.FromSeconds(60) }, out DateTimeOffset before);
        Assert.Equal(World.Start.AddSeconds(60).AddMilliseconds(1), before);
        Assert.True(store.Current.IsRevoked(Claims() with { IssuedAt = World.Start.AddSeconds(60) }));
    }

    [Fact]
    public void X06_One_of_two_sessions_of_one_name_is_cut()
    {
        IssuedSession one = _world.Take(_world.Alice(), World.Request());
        IssuedSession other = _world.Take(_world.Alice(), World.Request());
        Assert.True(_world.Ask(one, "s3:GetObject").IsAllowed);
        Assert.True(_world.Revocations.TryRevoke(RevocationTarget.OfSession(one.Claims.TokenId), new RevocationTerms(), out _));
        Assert.Equal(AuthorizationReason.SessionRevoked, _world.Ask(one, "s3:GetObject").Reason);
        Assert.True(_world.Ask(other, "s3:GetObject").IsAllowed);
    }

    [Fact]
    public void V31_A_cut_session_is_no_credential_by_token_or_signature()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request());
        _world.Revocations.TryRevoke(RevocationTarget.Everything, new RevocationTerms(), out _);
        foreach (IdentityResult result in (IdentityResult[])
            [
                _world.Identifier.FromToken(session.SessionToken, _world.Pinned, World.Region),
                _world.Sign(session.Claims.AccessKeyId, session.SecretAccessKey, session.SessionToken),
            ])
        {
            Assert.Equal(IdentityStatus.SessionRevoked, result.Status);
            Assert.Equal(StsErrorCode.ExpiredToken, IdentityErrors.ErrorOf(result).Code);
        }

        // long-term keys are no sessions
        Assert.Equal("alice", _world.Alice().Caller.Name!.Split('/')[^1]);
    }

    [Fact]
    public void A_users_cut_ends_the_sessions_of_GetSessionToken_and_the_roles_taken_with_them_and_not_the_long_term_key()
    {
        IssuedSession own = _world.Take(_world.Alice());
        IssuedSession role = _world.Take(_world.Session(own), World.Request());
        IssuedSession byKey = _world.Take(_world.Alice(), World.Request());
        _world.Revocations.TryRevoke(new RevocationTarget(RevocationKind.User, World.Alice.Id!), new RevocationTerms(), out _);
        Assert.Equal(AuthorizationReason.SessionRevoked, _world.Ask(own, "s3:GetObject").Reason);
        Assert.Equal(AuthorizationReason.SessionRevoked, _world.Ask(role, "s3:GetObject").Reason);
        Assert.True(_world.Ask(byKey, "s3:GetObject").IsAllowed);
        Assert.Equal("alice", _world.Alice().Caller.Name!.Split('/')[^1]);
    }

    [Fact]
    public void X05_With_revocations_that_are_stale_no_session_counts()
    {
        using var directory = new TemporaryDirectory();
        RevocationStore store = RevocationStore.Open(directory["revocations.json"], _world.Clock).Store!;
        using var world = new World(_world.Ring, store);
        IssuedSession session = world.Take(world.Alice(), World.Request());
        store.RevokeSessionsOf("AROAEXAMPLEOTHERROLE1");
        Assert.True(world.Ask(session, "s3:GetObject").IsAllowed);
        File.WriteAllText(directory["revocations.json"], "garbage");
        Assert.NotNull(store.Refresh());
        Assert.True(world.Ask(session, "s3:GetObject").IsAllowed);
        _world.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.NotNull(store.Refresh());
        Assert.Equal(AuthorizationReason.NotReady, world.Ask(session, "s3:GetObject").Reason);
        Assert.Equal(
            StsErrorCode.ServiceUnavailable,
            IdentityErrors.ErrorOf(world.Identifier.FromToken(session.SessionToken, world.Pinned, World.Region)).Code);
    }

    [Fact]
    public void A_real_chain_of_roles_is_followed_for_every_lever()
    {
        var next = new RoleSketch("Next", PolicyText.Trust("*")) { Account = World.A, Policy = PolicyText.Document(PolicyText.Allow("*")) };
        var last = new RoleSketch("Last", PolicyText.Trust("*")) { Account = World.A, Policy = PolicyText.Document(PolicyText.Allow("s3:*")) };
        _world.With(next).With(last).With(World.Deploy with { Policy = PolicyText.Document(PolicyText.Allow("sts:*")) });
        IssuedSession first = _world.Take(_world.Alice(), World.Request());
        IssuedSession second = _world.Take(_world.Session(first), World.Request(next.Arn));
        IssuedSession third = _world.Take(_world.Session(second), World.Request(last.Arn));
        Assert.True(_world.Ask(third, "s3:GetObject").IsAllowed);
        RevocationTarget[] ofFirst = [RevocationTarget.OfRole(World.Deploy.Id!), new(RevocationKind.Account, World.B), RevocationTarget.OfSession(first.Claims.TokenId)];
        foreach (RevocationTarget target in ofFirst)
        {
            Assert.Equal(target, List(target, new RevocationTerms { IssuedBefore = first.Claims.IssuedAt.AddMilliseconds(1) }).FindCut(ReadBack(third)));
            Assert.True(List(target, new RevocationTerms { Cascade = false }).FindCut(ReadBack(third)).IsNone);
        }
    }

    private SessionClaims ReadBack(IssuedSession session) =>
        new SessionTokenVerifier(_world.Clock, World.Issuer).Verify(_world.Ring, session.SessionToken).Claims!;

    private RevocationList List(RevocationTarget target, RevocationTerms terms)
    {
        var store = RevocationStore.InMemory(_world.Clock);
        Assert.True(store.TryRevoke(target, terms, out _));
        return store.Current;
    }

    private static RevocationTerms Terms(int millisecondsLater = 1) => new() { IssuedBefore = World.Start.AddMilliseconds(millisecondsLater) };

    // sessions taken one from the other, each a second after the one before
    private static List<SessionClaims> DescendantsOf(SessionClaims claims)
    {
        var found = new List<SessionClaims>();
        SessionClaims parent = claims;
        for (var i = 0; i < SessionClaims.MaximumChain; i++)
        {
            parent = Claims() with
            {
                RoleId = $"AROADESCENDANT{i}",
                UserId = null,
                TokenId = TokenId.New(),
                AccountId = World.Management,
                Provider = null,
                IssuedAt = parent.IssuedAt.AddSeconds(1),
                Chain = [.. parent.Chain, ChainLink.Of(parent)],
            };
            found.Add(parent);
        }

        return found;
    }

    private static RevocationTarget TargetOf(RevocationKind kind, SessionClaims claims) => kind switch
    {
        RevocationKind.Everything => RevocationTarget.Everything,
        RevocationKind.Account => new(kind, claims.AccountId),
        RevocationKind.Role or RevocationKind.User => new(kind, claims.PrincipalId),
        RevocationKind.Session => new(kind, claims.TokenId),
        RevocationKind.SourceIdentity => new(kind, claims.SourceIdentity!),
        _ => new(kind, Subject, OpenId),
    };

    private static SessionClaims Claims() => new()
    {
        TokenId = "AAAAAAAAAAAAAAAAAAAAAA",
        AccessKeyId = "ASIAEXAMPLE000000001",
        AccountId = World.B,
        RoleId = World.Deploy.Id,
        RoleArn = World.Deploy.Arn,
        RoleName = "Deploy",
        SessionName = "s-1",
        IssuedAt = World.Start,
        Expiration = World.Start.AddHours(1),
        TokenVersion = 2,
        IssuingEndpoint = World.Region,
        Use = CredentialUse.Bearer,
        SourceIdentity = "ana",
        Provider = new ProviderClaims("arn:aws:iam::444455556666:oidc-provider/oidc.example", OpenId, Subject, "authz"),
        Issuer = World.Issuer,
    };
}
