using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;

namespace Authz.Tokens.Tests.Sessions;

public sealed class SessionShapeTests
{
    private static readonly ProviderClaims Provider =
        new("arn:aws:iam::444455556666:oidc-provider/idp.example", "https://idp.example", "ana", "authz");

    private readonly KeyRing _ring = KeyRing.Ephemeral();

    public static TheoryData<SessionKind> Kinds => [SessionKind.AssumedRole, SessionKind.User, SessionKind.Root, SessionKind.FederatedUser];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_session_of_each_kind_reads_back_as_it_was_written(SessionKind kind)
    {
        SessionClaims claims = Of(kind);
        SessionTokenResult result = Verify(claims);
        Assert.Equal(SessionTokenStatus.Valid, result.Status);
        Assert.Equal(
            claims with { RegionScope = [], PolicyArns = [], Tags = [], TransitiveTagKeys = [], Chain = [] },
            result.Claims! with { RegionScope = [], PolicyArns = [], Tags = [], TransitiveTagKeys = [], Chain = [] });
    }

    [Fact]
    public void Who_may_be_revoked_is_the_role_the_user_or_the_account_of_a_root()
    {
        Assert.Equal("AROAEXAMPLEDEPLOYROLE", Of(SessionKind.AssumedRole).PrincipalId);
        Assert.Equal("AIDAEXAMPLEALICE00001", Of(SessionKind.User).PrincipalId);
        Assert.Equal("444455556666", Of(SessionKind.Root).PrincipalId);
        Assert.Equal("AIDAEXAMPLEALICE00001", Of(SessionKind.FederatedUser).PrincipalId);
    }

    [Fact]
    public void A_federated_user_may_have_been_named_by_a_root() =>
        Assert.Equal(SessionTokenStatus.Valid, Verify(Of(SessionKind.FederatedUser) with { UserId = null, UserArn = null }).Status);

    [Fact]
    public void A_role_may_have_been_taken_by_a_subject_of_a_provider()
    {
        SessionClaims claims = Of(SessionKind.AssumedRole) with { Provider = Provider };
        Assert.Equal(Provider, Verify(claims).Claims!.Provider);
        ProviderClaims detailed = Provider with { Details = ["pwd", "mfa"] };
        Assert.Equal(detailed, Verify(claims with { Provider = detailed }).Claims!.Provider);
        Assert.NotEqual(Provider, detailed);
        Expect(claims with { Provider = Provider with { Subject = "" } });
        Expect(claims with { Provider = Provider with { ProviderArn = "" } });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_claim_that_is_missing_or_does_not_belong_refuses_the_token(SessionKind kind)
    {
        SessionClaims good = Of(kind);
        var isRole = kind == SessionKind.AssumedRole;
        var hasName = isRole || kind == SessionKind.FederatedUser;
        Expect(good with { SessionName = hasName ? null : "name" });
        Expect(good with { ParentKeyId = isRole ? "AKIAQNZGKIQY56JQ7WML" : null });
        Expect(good with { RoleId = isRole ? null : "AROAEXAMPLEDEPLOYROLE" });
        Expect(good with { RoleArn = isRole ? null : "arn:aws:iam::444455556666:role/app/Deploy" });
        Expect(good with { RoleName = isRole ? null : "Deploy" });
        // one without the other
        Expect(good with { UserId = good.UserId is null ? "AIDAEXAMPLEALICE00001" : null });
        Expect(good with { UserArn = good.UserArn is null ? "arn:aws:iam::444455556666:user/alice" : null });
        if (hasName) Expect(good with { MfaTime = SampleClaims.IssuedAt });
        if (isRole) return;
        Expect(good with { Provider = Provider });
        Expect(good with { SourceIdentity = "ana" });
        Expect(good with { Chain = [new ChainLink("AROA", "AAAAAAAAAAAAAAAAAAAAAA", 1)] });
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Only_roles_and_federated_users_have_policies_and_tags_of_their_own(SessionKind kind)
    {
        var mayHave = kind is SessionKind.AssumedRole or SessionKind.FederatedUser;
        SessionTokenStatus expected = mayHave ? SessionTokenStatus.Valid : SessionTokenStatus.InvalidClaim;
        Assert.Equal(expected, Verify(Of(kind) with { Policy = "{}" }).Status);
        Assert.Equal(expected, Verify(Of(kind) with { PolicyArns = ["arn:aws:iam::aws:policy/A"] }).Status);
        Assert.Equal(expected, Verify(Of(kind) with { Tags = [new("team", "blue")] }).Status);
    }

    private static SessionClaims Of(SessionKind kind) => kind switch
    {
        SessionKind.User => OfKey(kind) with
        {
            UserId = "AIDAEXAMPLEALICE00001",
            UserArn = "arn:aws:iam::444455556666:user/alice",
            MfaTime = DateTimeOffset.FromUnixTimeSeconds(1767323045),
        },
        SessionKind.Root => OfKey(kind),
        SessionKind.FederatedUser => OfKey(kind) with
        {
            UserId = "AIDAEXAMPLEALICE00001",
            UserArn = "arn:aws:iam::444455556666:user/alice",
            SessionName = "bob",
        },
        _ => SampleClaims.Plain(),
    };

    private static SessionClaims OfKey(SessionKind kind) => SampleClaims.Plain() with
    {
        Kind = kind,
        RoleId = null,
        RoleArn = null,
        RoleName = null,
        SessionName = null,
        ParentKeyId = "AKIAQNZGKIQY56JQ7WML",
    };

    private void Expect(SessionClaims bad) => Assert.Equal(SessionTokenStatus.InvalidClaim, Verify(bad).Status);

    private SessionTokenResult Verify(SessionClaims claims) =>
        new SessionTokenVerifier(new FixedClock(SampleClaims.IssuedAt), SampleClaims.Issuer).Verify(_ring, SessionTokenSigner.Sign(_ring, claims).Token!);
}
