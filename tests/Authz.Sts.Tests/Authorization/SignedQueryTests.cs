using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;
using Authz.Tokens.Sessions;
using Authz.Tokens.Signatures;

namespace Authz.Sts.Tests.Authorization;

/// <summary>Queries about who signed a request (STS section 7.3).</summary>
public sealed class SignedQueryTests : IDisposable
{
    private const string Service = "orders";

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("s3:GetObject", World.Region)]
    [InlineData("ec2:RunInstances", World.Region)]
    [InlineData("s3:GetObject", World.OptIn)]
    public void A_sessions_signature_is_answered_as_its_token_is(string action, string region)
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request());
        AuthorizationAnswer byToken = _world.Ask(session, action, region: region);
        AuthorizationAnswer signed = Ask(session.Claims.AccessKeyId, session.SecretAccessKey, session.SessionToken, action, region);
        Assert.Equal((byToken.Reason, byToken.Layer, byToken.PolicyRevision), (signed.Reason, signed.Layer, signed.PolicyRevision));
        Assert.Equal(byToken.Explanation.MatchedStatements, signed.Explanation.MatchedStatements);
        Assert.Equal(byToken.Identity?.Arn, signed.Identity?.Arn);
        Assert.Equal(region == World.OptIn ? StsErrorCode.InvalidClientTokenId : StsErrorCode.None, signed.ErrorCode);
    }

    [Fact]
    public void A_user_or_root_needs_no_session()
    {
        AuthorizationAnswer alice = Ask(World.Alice.AccessKeyId, World.Alice.Secret, null, "sts:AssumeRole", resource: World.Deploy.Arn.Replace(World.B, World.A, StringComparison.Ordinal));
        Assert.Equal((AuthorizationReason.Allowed, $"arn:aws:iam::{World.A}:user/alice"), (alice.Reason, alice.Identity!.Arn));
        Assert.Equal(AuthorizationReason.ImplicitDeny, Ask(World.Alice.AccessKeyId, World.Alice.Secret, null, "s3:GetObject").Reason);
        _world.Root();
        Assert.Equal($"arn:aws:iam::{World.A}:root", Ask(UserSessions.RootKeyId, "EXAMPLE-secret", null, "s3:GetObject").Identity!.Arn);
    }

    [Fact]
    public void Who_is_not_authenticated_is_told_so_and_denied()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request() with { Use = CredentialUse.Sigv4 });
        (string id, string secret, string token) = (session.Claims.AccessKeyId, session.SecretAccessKey, session.SessionToken);
        AssertRefused(AuthorizationReason.SignatureInvalid, StsErrorCode.InvalidClientTokenId, Ask("AKIAEXAMPLENOBODY001", secret, null));
        AssertRefused(AuthorizationReason.SignatureInvalid, StsErrorCode.InvalidClientTokenId, Ask(id, secret, null));
        AssertRefused(AuthorizationReason.SignatureInvalid, StsErrorCode.InvalidClientTokenId, Ask(id, secret, token + "x"));
        AssertRefused(AuthorizationReason.SignatureInvalid, StsErrorCode.SignatureDoesNotMatch, Ask(id, "wrong", token));
        SignedCall bare = Call(id, secret, token);
        AssertRefused(AuthorizationReason.TokenMissing, StsErrorCode.MissingAuthenticationToken, Ask(bare with { Request = bare.Request.With([bare.Request.Headers[0]]) }));
        AssertRefused(
            AuthorizationReason.SignatureInvalid, StsErrorCode.IncompleteSignature, Ask(bare with { Request = bare.Request.With([.. bare.Request.Headers, bare.Request.Headers[^1]]) }));
        // a signature for another service is none for this one
        AssertRefused(AuthorizationReason.SignatureInvalid, StsErrorCode.SignatureDoesNotMatch, Ask(bare with { Terms = bare.Terms with { Service = "sts" } }));
        SignedCall sts = _world.Signed(id, secret, token);
        AssertRefused(AuthorizationReason.SignatureInvalid, StsErrorCode.SignatureDoesNotMatch, Ask(sts with { Terms = sts.Terms with { Service = Service } }));

        _world.Revocations.RevokeSessionsOf(World.Deploy.Id!);
        AssertRefused(AuthorizationReason.SessionRevoked, StsErrorCode.ExpiredToken, Ask(id, secret, token));
        AssertRefused(AuthorizationReason.SignatureInvalid, StsErrorCode.SignatureDoesNotMatch, Ask(id, "wrong", token));
        _world.Clock.Advance(TimeSpan.FromHours(2));
        AssertRefused(AuthorizationReason.TokenExpired, StsErrorCode.ExpiredToken, Ask(id, secret, token));
    }

    [Fact]
    public void A_role_that_is_gone_signs_for_nobody()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request());
        _world.Without(World.Deploy.File);
        AssertRefused(
            AuthorizationReason.PrincipalNotFound, StsErrorCode.InvalidClientTokenId, Ask(session.Claims.AccessKeyId, session.SecretAccessKey, session.SessionToken));
    }

    [Fact]
    public void A_refused_token_has_no_code() =>
        Assert.Equal(StsErrorCode.None, _world.Authorizer.Authorize(Callers.Query("nothing", "s3:GetObject"), _world.Pinned).ErrorCode);

    private static void AssertRefused(AuthorizationReason reason, StsErrorCode code, AuthorizationAnswer answer)
    {
        Assert.Equal((reason, code), (answer.Reason, answer.ErrorCode));
        Assert.False(answer.IsAllowed);
        Assert.Null(answer.Identity);
        Assert.NotEmpty(answer.Message);
    }

    private AuthorizationAnswer Ask(string keyId, string secret, string? token, string action = "s3:GetObject", string region = World.Region, string resource = "*") =>
        Ask(Call(keyId, secret, token, region), action, region, resource);

    private AuthorizationAnswer Ask(SignedCall call, string action = "s3:GetObject", string region = World.Region, string resource = "*") =>
        _world.Authorizer.Authorize(Callers.Query("", action, resource, region) with { Signed = call }, _world.Pinned);

    private SignedCall Call(string keyId, string secret, string? token, string region = World.Region)
    {
        KeyValuePair<string, string>[] headers = [new("host", "orders.example.internal")];
        SignableRequest request = SignableRequest.Received("GET", "/orders/a%20b?x=1", headers, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([])))
            .Of(PathForm.Service, false);
        IReadOnlyList<KeyValuePair<string, string>> added = SignatureV4.Sign(request, keyId, secret, token, region, Service, _world.Clock.Now);
        return new SignedCall(request.With([.. headers, .. added]), new SignatureTerms(Service, r => r == region) { Window = TimeSpan.FromMinutes(5) });
    }
}
