using Authz.Sts.AssumeRole;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Regions;
using Authz.Sts.Tests.Worlds;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Tests.Regions;

public sealed class TokenRegionsTests : IDisposable
{
    private const string OptedIn = $"\"OptInRegions\": [ \"{World.OptIn}\" ]";

    private static readonly RoleSketch Next =
        new("Next", PolicyText.Trust(World.B)) { Policy = PolicyText.Document(PolicyText.Allow("s3:*")) };

    private readonly World _world = new World()
        .With(Next)
        .With(World.Deploy with { Policy = PolicyText.Document(PolicyText.Allow("*")) });

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("v1Token", true, 1, "us-west-2", true)]
    [InlineData("v1Token", true, 1, World.OptIn, false)]
    [InlineData("v2Token", true, 2, World.OptIn, true)]
    [InlineData("v1Token", false, 2, World.OptIn, true)]
    public void R01_R02_R03_R04_The_version_of_a_token_decides_where_it_counts(
        string preference, bool isGlobal, int version, string region, bool isValid)
    {
        _world.WithAccount(World.B, $", \"GlobalEndpointTokenVersion\": \"{preference}\", {OptedIn}");
        IssuedSession session = _world.Take(_world.Alice(), At(isGlobal ? new StsEndpoint(true, "us-east-1") : new StsEndpoint(false, World.Region)));
        Assert.Equal(version, session.Claims.TokenVersion);
        Expect(isValid, session, region);
    }

    [Fact]
    public void R05_A_version_1_token_stays_one_when_the_preference_changes()
    {
        _world.WithAccount(World.B, $", \"GlobalEndpointTokenVersion\": \"v1Token\", {OptedIn}");
        IssuedSession session = _world.Take(_world.Alice(), At(new StsEndpoint(true, "us-east-1")));
        _world.WithAccount(World.B, $", \"GlobalEndpointTokenVersion\": \"v2Token\", {OptedIn}");
        Expect(false, session, World.OptIn);
        Expect(true, session, "us-west-2");
    }

    [Theory]
    [InlineData(World.OptIn)]
    [InlineData("mars-east-1")]
    [InlineData("EU-WEST-1")]
    [InlineData("")]
    public void R06_A_region_that_the_account_does_not_use_takes_no_token(string region) =>
        Expect(false, _world.Take(_world.Alice(), World.Request()), region);

    [Fact]
    public void R07_STS_that_is_deactivated_for_the_account_of_the_role_issues_nothing()
    {
        _world.WithAccount(World.B, """, "DeactivatedStsRegions": [ "eu-west-1" ]""");
        _world.Refuse(StsErrorCode.RegionDisabledException, _world.Alice(), World.Request());
        _world.Take(_world.Alice(), At(new StsEndpoint(false, "eu-west-2")));
        _world.Take(_world.Alice(), At(new StsEndpoint(true, "us-east-1")));
    }

    [Fact]
    public void R07_A_region_that_the_account_of_the_role_does_not_use_issues_nothing()
    {
        _world.WithAccount(World.A, $", {OptedIn}");
        _world.Refuse(StsErrorCode.RegionDisabledException, _world.Alice(), At(new StsEndpoint(false, World.OptIn)));
        _world.WithAccount(World.B, $", {OptedIn}");
        _world.Take(_world.Alice(), At(new StsEndpoint(false, World.OptIn)));
    }

    [Fact]
    public void R08_STS_that_is_deactivated_for_the_account_of_the_caller_does_not_matter()
    {
        _world.WithAccount(World.A, """, "DeactivatedStsRegions": [ "eu-west-1" ]""");
        _world.Take(_world.Alice(), World.Request());
    }

    [Fact]
    public void R12_A_narrowed_session_counts_in_its_regions_only()
    {
        IssuedSession session = _world.Take(_world.Alice(), Scoped("eu-west-1"));
        Expect(true, session, "eu-west-1");
        Expect(false, session, "eu-central-1");
    }

    [Theory]
    [InlineData(new string[0], new[] { "eu-west-1", "eu-west-2" })]
    [InlineData(new[] { "eu-west-1", "us-east-1" }, new[] { "eu-west-1" })]
    [InlineData(new[] { "eu-west-2" }, new[] { "eu-west-2" })]
    [InlineData(new[] { "eu-west-2", "eu-west-1", "eu-west-1" }, new[] { "eu-west-2", "eu-west-1" })]
    public void R13_A_chain_narrows_and_never_widens(string[] asked, string[] given)
    {
        Identity first = _world.Session(_world.Take(_world.Alice(), Scoped("eu-west-1", "eu-west-2")));
        Assert.Equal(given, _world.Take(first, World.Request(Next.Arn) with { RegionScope = asked }).Claims.RegionScope);
    }

    [Fact]
    public void R13_A_scope_that_would_be_empty_is_refused_and_not_everything()
    {
        Identity first = _world.Session(_world.Take(_world.Alice(), Scoped("eu-west-1")));
        _world.Refuse(StsErrorCode.ValidationError, first, World.Request(Next.Arn) with { RegionScope = ["eu-west-2"] });
    }

    [Fact]
    public void A_scope_names_regions_that_the_account_uses()
    {
        _world.Refuse(StsErrorCode.ValidationError, _world.Alice(), Scoped("mars-east-1"));
        _world.Refuse(StsErrorCode.ValidationError, _world.Alice(), Scoped(World.OptIn));
    }

    [Fact]
    public void A_chained_session_gets_the_version_of_its_own_endpoint()
    {
        _world.WithAccount(World.B, $", \"GlobalEndpointTokenVersion\": \"v1Token\", {OptedIn}");
        Identity first = _world.Session(_world.Take(_world.Alice(), At(new StsEndpoint(true, "us-east-1"))));
        Assert.Equal(2, _world.Take(first, World.Request(Next.Arn)).Claims.TokenVersion);
    }

    [Fact]
    public void R14_Long_term_keys_count_in_every_region_that_their_account_uses()
    {
        Assert.Equal(IdentityStatus.NotValidInRegion, _world.Sign(World.Alice.AccessKeyId, World.Alice.Secret, null, World.OptIn).Status);
        _world.WithAccount(World.A, $", \"GlobalEndpointTokenVersion\": \"v1Token\", {OptedIn}");
        Assert.True(_world.Sign(World.Alice.AccessKeyId, World.Alice.Secret, null, World.OptIn).IsIdentified);
    }

    [Fact]
    public void A_refusal_says_how_to_mend_it()
    {
        _world.WithAccount(World.B, $", \"GlobalEndpointTokenVersion\": \"v1Token\", {OptedIn}");
        IssuedSession session = _world.Take(_world.Alice(), At(new StsEndpoint(true, "us-east-1")));
        AuthorizationAnswer answer = _world.Ask(session, "s3:GetObject", region: World.OptIn);
        Assert.Contains("version 1", answer.Message, StringComparison.Ordinal);
        Assert.Contains(World.OptIn, answer.Message, StringComparison.Ordinal);
        Assert.Contains("GlobalEndpointTokenVersion", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unset_validity_is_not_valid() => Assert.NotEqual(RegionValidity.Valid, default);

    private static AssumeRoleRequest At(StsEndpoint endpoint) => World.Request() with { Endpoint = endpoint };

    private static AssumeRoleRequest Scoped(params string[] regions) => World.Request() with { RegionScope = regions };

    private void Expect(bool isValid, IssuedSession session, string region)
    {
        IdentityResult result = _world.Identifier.FromToken(session.SessionToken, _world.Pinned, region);
        Assert.Equal(isValid ? IdentityStatus.Identified : IdentityStatus.NotValidInRegion, result.Status);
        Assert.Equal(isValid ? StsErrorCode.None : StsErrorCode.InvalidClientTokenId, IdentityErrors.ErrorOf(result).Code);
        Assert.Equal(
            isValid ? AuthorizationReason.Allowed : AuthorizationReason.TokenNotValidInRegion,
            _world.Ask(session, "s3:GetObject", region: region).Reason);
        if (session.Claims.Use != CredentialUse.Bearer) return;
        IdentityResult signed = _world.Sign(session.Claims.AccessKeyId, session.SecretAccessKey, session.SessionToken, region);
        Assert.Equal(result.Status, signed.Status);
    }
}
