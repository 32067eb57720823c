using Authz.Engine.Requests;
using Authz.Sts.AssumeRole;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Tests.Sessions;

/// <summary>The table of STS section 9.9.</summary>
public sealed class SessionFactsTests : IDisposable
{
    private readonly World _world = new World()
        .With(World.Alice with { Tags = [("team", "orders")] })
        .With(World.Deploy with { Tags = [("stage", "test")], Trust = PolicyText.Trust(World.A, "\"sts:*\"") });

    public void Dispose() => _world.Dispose();

    [Theory] // they are added to a request without a look whether they are there
    [InlineData("aws:RequestedRegion")]
    [InlineData("aws:CurrentTime")]
    [InlineData("aws:EpochTime")]
    [InlineData("aws:ResourceAccount")]
    [InlineData("aws:ResourceOrgID")]
    [InlineData("aws:ResourceOrgPaths")]
    public void Nobody_has_a_key_of_the_request(string key)
    {
        Expect(null, _world.Session(_world.Take(_world.Alice(), World.Request())), key);
        Expect(null, _world.Alice(), key);
    }

    [Theory]
    [InlineData("aws:TokenIssueTime", "2126-01-02T03:04:05.000Z")]
    [InlineData("aws:MultiFactorAuthPresent", "false")]
    [InlineData("aws:MultiFactorAuthAge", null)]
    [InlineData("aws:userid", "AROAEXAMPLEDEPLOYROLE:s-1")]
    [InlineData("aws:username", null)]
    [InlineData("aws:PrincipalArn", "arn:aws:iam::444455556666:role/app/Deploy")]
    [InlineData("aws:PrincipalType", "AssumedRole")]
    [InlineData("aws:PrincipalAccount", "444455556666")]
    [InlineData("aws:PrincipalOrgID", "o-test")]
    [InlineData("aws:PrincipalIsAWSService", "false")]
    [InlineData("aws:PrincipalTag/stage", "test")]
    [InlineData("aws:PrincipalTag/own", "1")]
    [InlineData("aws:PrincipalTag/team", null)]
    [InlineData("aws:SourceIdentity", "ana")]
    [InlineData("aws:FederatedProvider", null)]
    [InlineData("authz:CredentialUse", "bearer")]
    public void A_role_session_has(string key, string? value)
    {
        AssumeRoleRequest request = World.Request() with { SourceIdentity = "ana", Tags = [new("own", "1")] };
        Expect(value, _world.Session(_world.Take(_world.Alice(), request)), key);
    }

    [Fact]
    public void A_session_for_signatures_says_so()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request() with { Use = CredentialUse.Sigv4 });
        Expect("sigv4", _world.Sign(session.Claims.AccessKeyId, session.SecretAccessKey, session.SessionToken).Identity!, "authz:CredentialUse");
    }

    [Fact]
    public void A_session_without_source_identity_has_none() =>
        Expect(null, _world.Session(_world.Take(_world.Alice(), World.Request())), "aws:SourceIdentity");

    [Theory]
    [InlineData("aws:TokenIssueTime", null)]
    [InlineData("aws:MultiFactorAuthPresent", null)]
    [InlineData("aws:MultiFactorAuthAge", null)]
    [InlineData("aws:userid", "AIDAEXAMPLEALICE00001")]
    [InlineData("aws:username", "alice")]
    [InlineData("aws:PrincipalArn", "arn:aws:iam::111122223333:user/alice")]
    [InlineData("aws:PrincipalType", "User")]
    [InlineData("aws:PrincipalTag/team", "orders")]
    [InlineData("aws:SourceIdentity", null)]
    [InlineData("authz:CredentialUse", "sigv4")]
    public void A_long_term_key_has(string key, string? value) => Expect(value, _world.Alice(), key);

    [Theory]
    [InlineData("aws:userid", "111122223333")]
    [InlineData("aws:username", null)]
    [InlineData("aws:PrincipalArn", "arn:aws:iam::111122223333:root")]
    [InlineData("aws:PrincipalType", "Account")]
    [InlineData("aws:TokenIssueTime", null)]
    public void A_root_user_has(string key, string? value)
    {
        _world.WithAccount(World.A, """
            , "RootAccessKeys": [ { "AccessKeyId": "AKIAEXAMPLEROOT00001", "SecretAccessKey": "EXAMPLE-secret", "Status": "Active" } ]
            """);
        Expect(value, _world.Sign("AKIAEXAMPLEROOT00001", "EXAMPLE-secret", null).Identity!, key);
    }

    private static void Expect(string? value, Identity identity, string key) =>
        Assert.Equal(value, identity.Facts.SingleOf(new ContextKey(key)));
}
