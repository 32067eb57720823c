using Authz.Client;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Functional.Tests.Query;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Story;

/// <summary>A caller proves itself to a service by a presigned GetCallerIdentity (STS section 7.6).</summary>
public sealed class ProofTests(SharedSidecars sidecars)
{
    private static readonly ProofSketch Sketch = new();

    [Theory, ClassData(typeof(Transports))]
    public async Task A_user_proves_itself(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        AuthenticateCallerResponse who = await AskAsync(sidecar, Sketch.Sign(AccessKeyPair.Ana, sidecar.Clock.GetUtcNow()));
        Assert.Equal(("111122223333", "arn:aws:iam::111122223333:user/ana", PrincipalKind.User), (who.Account, who.Arn, who.PrincipalKind));
        Assert.StartsWith("AIDA", who.UserId, StringComparison.Ordinal);
        Assert.Equal(AccessKeyPair.Ana.Id, who.AccessKeyId);
        Assert.Null(who.Session);
        DateTimeOffset now = sidecar.Clock.GetUtcNow();
        Assert.Equal(now.ToUnixTimeSeconds() + 900, who.Expiration.Seconds);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_session_proves_itself_and_its_end_is_the_proofs(Transport transport)
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        AccessKeyPair key = AccessKeyPair.Of(session.Credentials);
        AuthenticateCallerResponse who = await AskAsync(sidecar, Sketch.Sign(key, sidecar.Clock.GetUtcNow()));
        Assert.Equal(session.AssumedRoleUser.Arn, who.Arn);
        Assert.Equal((session.AssumedRoleUser.AssumedRoleId, PrincipalKind.AssumedRole, key.Id), (who.UserId, who.PrincipalKind, who.AccessKeyId));
        Assert.Equal((SidecarCalls.Ec2Operator, "test", ""), (who.Session.RoleArn, who.Session.SessionName, who.Session.SourceIdentity));
        Assert.Equal(session.Credentials.Expiration, who.Session.Expiration);
        Assert.True(who.Expiration.Seconds < who.Session.Expiration.Seconds);

        sidecar.Clock.Advance(TimeSpan.FromMinutes(50));
        var late = Sketch.Sign(key, sidecar.Clock.GetUtcNow());
        Assert.Equal(session.Credentials.Expiration, (await AskAsync(sidecar, late)).Expiration);
        sidecar.Clock.Advance(TimeSpan.FromMinutes(11));
        await RefusedAsync(sidecar, "ExpiredToken", late);
        await RefusedAsync(sidecar, "ExpiredToken", Sketch.Sign(key, sidecar.Clock.GetUtcNow()));
    }

    [Fact]
    public async Task Sessions_of_users_say_what_they_are_V29()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp);
        DateTimeOffset now = sidecar.Clock.GetUtcNow();
        var grant = new GetSessionTokenGrant { SerialNumber = MfaDevice.SerialNumber, TokenCode = MfaDevice.CodeAt(now) };
        AuthenticateCallerResponse user = await AskAsync(sidecar, Sketch.Sign(await IssueAsync(sidecar, AccessKeyPair.Ana, new IssueTokenRequest { GetSessionToken = grant }), now));
        Assert.Equal(("arn:aws:iam::111122223333:user/ana", PrincipalKind.User), (user.Arn, user.PrincipalKind));
        Assert.Equal(("", "", now.ToUnixTimeSeconds()), (user.Session.RoleArn, user.Session.SessionName, user.Session.MfaTime.Seconds));

        var federation = new GetFederationTokenGrant { Name = "bob", Tags = { new Tag { Key = "team", Value = "orders" } } };
        AccessKeyPair key = await IssueAsync(sidecar, AccessKeyPair.Admin, new IssueTokenRequest { GetFederationToken = federation });
        AuthenticateCallerResponse federated = await AskAsync(sidecar, Sketch.Sign(key, now));
        Assert.Equal(($"arn:aws:sts::{federated.Account}:federated-user/bob", $"{federated.Account}:bob", PrincipalKind.FederatedUser), (federated.Arn, federated.UserId, federated.PrincipalKind));
        Assert.Equal((("team", "orders"), "bob"), ((Assert.Single(federated.Session.Tags).Key, federated.Session.Tags[0].Value), federated.Session.SessionName));
        Assert.Null(federated.Session.MfaTime);
    }

    [Fact]
    public async Task A_proof_of_another_audience_is_none_V28()
    {
        TestSidecar sidecar = sidecars.Over(Transport.Tcp);
        DateTimeOffset now = sidecar.Clock.GetUtcNow();
        await RefusedAsync(sidecar, "InvalidIdentityToken", (Sketch with { Headers = [] }).Sign(AccessKeyPair.Ana, now));
        await RefusedAsync(sidecar, "SignatureDoesNotMatch", (Sketch with { Headers = [new("x-authz-audience", "other")] }).Sign(AccessKeyPair.Ana, now));
        await RefusedAsync(sidecar, "InvalidIdentityToken", (Sketch with { Headers = [new("x-k8s-aws-id", ProofSketch.Audience)] }).Sign(AccessKeyPair.Ana, now));
        // signed, and beside it what nobody sees
        await RefusedAsync(sidecar, "SignatureDoesNotMatch", (Sketch with { Headers = [.. Sketch.Headers, new("x-custom", "a")] }).Sign(AccessKeyPair.Ana, now));
        // the audience is said to be signed, and is not
        var unsigned = (Sketch with { Headers = [] }).Sign(AccessKeyPair.Ana, now);
        await RefusedAsync(sidecar, "SignatureDoesNotMatch", unsigned.Replace("SignedHeaders=host", "SignedHeaders=host%3Bx-authz-audience", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("svc\n")]
    public async Task An_audience_is_one_word(string audience) => await SidecarCalls.RefusedAsync(
        StatusCode.InvalidArgument, "ValidationError",
        sidecars.Over(Transport.Tcp).Client.AuthenticateCallerAsync(new AuthenticateCallerRequest { PresignedUrl = "x", ExpectedAudience = audience }));

    [Fact]
    public async Task What_was_presigned_for_another_purpose_proves_nothing()
    {
        TestSidecar sidecar = sidecars.Over(Transport.Tcp);
        DateTimeOffset now = sidecar.Clock.GetUtcNow();
        (string Code, ProofSketch Other)[] others =
        [
            ("InvalidIdentityToken", Sketch with { Query = QueryCaller.FormOf("AssumeRole", ("RoleArn", SidecarCalls.Ec2Operator), ("RoleSessionName", "s")) }),
            ("InvalidIdentityToken", Sketch with { Query = "Action=GetSessionToken&Version=2011-06-15" }),
            ("InvalidIdentityToken", Sketch with { Query = "Action=getcalleridentity&Version=2011-06-15" }),
            ("InvalidIdentityToken", Sketch with { Query = "Action=GetCallerIdentity&Version=2010-01-01" }),
            ("InvalidIdentityToken", Sketch with { Query = Sketch.Query + "&Extra=1" }),
            ("InvalidIdentityToken", Sketch with { Query = Sketch.Query + "&action=AssumeRole" }),
            ("InvalidIdentityToken", Sketch with { Query = Sketch.Query + "&Action=GetCallerIdentity" }),
            ("InvalidIdentityToken", Sketch with { Path = "/x" }),
            ("InvalidIdentityToken", Sketch with { Host = "sts.example.com" }),
            ("InvalidIdentityToken", Sketch with { Host = "sts.nowhere-1.amazonaws.com" }),
            ("InvalidIdentityToken", Sketch with { Host = "sts.amazonaws.com.example.com" }),
            ("InvalidIdentityToken", Sketch with { Expiry = 901 }),
            ("SignatureDoesNotMatch", Sketch with { Method = "POST" }),
            ("SignatureDoesNotMatch", Sketch with { Service = "orders" }),
            ("SignatureDoesNotMatch", Sketch with { Region = "eu-central-1" }), // of another endpoint than the host's
        ];
        foreach ((var code, ProofSketch other) in others) await RefusedAsync(sidecar, code, other.Sign(AccessKeyPair.Ana, now));
    }

    [Fact]
    public async Task A_proof_cannot_be_changed_V26_V27()
    {
        TestSidecar sidecar = sidecars.Over(Transport.Tcp);
        var url = Sketch.Sign(AccessKeyPair.Ana, sidecar.Clock.GetUtcNow());
        (string Code, string Url)[] changed =
        [
            ("InvalidIdentityToken", $"{url}&x-amz-credential=AKIAEXAMPLEADMIN0001%2F20260102%2Feu-west-1%2Fsts%2Faws4_request"), // CVE-2022-2385
            ("InvalidIdentityToken", $"{url}&X-Amz-Credential=AKIAEXAMPLEADMIN0001%2F20260102%2Feu-west-1%2Fsts%2Faws4_request"),
            ("InvalidIdentityToken", $"{url}&X%2DAmz-Credential=AKIA"),
            ("InvalidIdentityToken", $"{url}&"),
            ("InvalidIdentityToken", $"{url}#x"),
            ("InvalidIdentityToken", url.Replace("https://", "https://user@", StringComparison.Ordinal)),
            ("InvalidIdentityToken", url.Replace("https://", "ftp://", StringComparison.Ordinal)),
            ("InvalidIdentityToken", $"POST {url}"),
            ("InvalidIdentityToken", url + new string('x', 16_384)),
            ("SignatureDoesNotMatch", url.Replace("sts.eu-west-1.", "sts.EU-west-1.", StringComparison.Ordinal)),
            ("SignatureDoesNotMatch", url.Replace("Expires=900", "Expires=899", StringComparison.Ordinal)),
            ("InvalidClientTokenId", url + "&X-Amz-Security-Token="), // V10
            ("IncompleteSignature", url.Replace("X-Amz-Expires=900&", "", StringComparison.Ordinal)),
            ("MissingAuthenticationToken", url.Replace("X-Amz-Algorithm=AWS4-HMAC-SHA256&", "", StringComparison.Ordinal)),
            ("MissingAuthenticationToken", ""),
        ];
        foreach ((var code, var other) in changed)
        {
            Assert.NotEqual(url, other);
            await RefusedAsync(sidecar, code, other);
        }
    }

    [Fact]
    public async Task Keys_secrets_and_tokens_belong_together_V08_V10_V11_V12()
    {
        TestSidecar sidecar = sidecars.Over(Transport.Tcp);
        DateTimeOffset now = sidecar.Clock.GetUtcNow();
        AccessKeyPair one = AccessKeyPair.Of((await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator)).Credentials);
        AccessKeyPair two = AccessKeyPair.Of((await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator)).Credentials);
        await RefusedAsync(sidecar, "SignatureDoesNotMatch", Sketch.Sign(AccessKeyPair.Ana with { Secret = "wrong" }, now));
        await RefusedAsync(sidecar, "InvalidClientTokenId", Sketch.Sign(AccessKeyPair.Ana with { Id = "AKIAEXAMPLENOBODY001" }, now));
        await RefusedAsync(sidecar, "InvalidClientTokenId", Sketch.Sign(one with { SessionToken = null }, now));
        await RefusedAsync(sidecar, "InvalidClientTokenId", Sketch.Sign(one with { SessionToken = two.SessionToken }, now));
        await RefusedAsync(sidecar, "SignatureDoesNotMatch", Sketch.Sign(one with { Secret = two.Secret }, now));
    }

    [Fact]
    public async Task A_proof_counts_until_it_expires_V24()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp);
        // what a proof says of its time has no fractions
        sidecar.Clock.Advance(TimeSpan.FromTicks(TimeSpan.TicksPerSecond - sidecar.Clock.GetUtcNow().Ticks % TimeSpan.TicksPerSecond));
        (int Expiry, int Age, bool Counts)[] cases = [(900, 900, true), (900, 901, false), (60, 60, true), (60, 61, false), (900, -300, true), (900, -301, false)];
        foreach (var (expiry, age, counts) in cases)
        {
            var url = (Sketch with { Expiry = expiry }).Sign(AccessKeyPair.Ana, sidecar.Clock.GetUtcNow().AddSeconds(-age));
            if (counts) await AskAsync(sidecar, url);
            else await RefusedAsync(sidecar, "SignatureDoesNotMatch", url);
        }
    }

    [Fact]
    public async Task A_proof_counts_once_where_that_is_asked_for()
    {
        TestSidecar sidecar = sidecars.Over(Transport.Unix);
        var url = Sketch.Sign(AccessKeyPair.Leo, sidecar.Clock.GetUtcNow());
        await AskAsync(sidecar, url);
        await AskAsync(sidecar, url);
        // what is no proof uses nothing up
        await RefusedAsync(sidecar, "SignatureDoesNotMatch", url.Replace("Expires=900", "Expires=899", StringComparison.Ordinal), isOnce: true);
        await AskAsync(sidecar, url, isOnce: true);
        await RefusedAsync(sidecar, "InvalidIdentityToken", url, isOnce: true);
        // the same proof, written otherwise
        await RefusedAsync(sidecar, "InvalidIdentityToken", url.Replace("Action=GetCallerIdentity&Version=2011-06-15", "Version=2011-06-15&Action=GetCallerIdentity", StringComparison.Ordinal), isOnce: true);
        var accepted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => IsAcceptedAsync(sidecar, Sketch.Sign(AccessKeyPair.Admin, sidecar.Clock.GetUtcNow()))));
        Assert.Single(accepted, static a => a);
    }

    [Fact]
    public async Task A_revoked_session_proves_nothing_and_policies_are_not_asked_V30_V31()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp);
        AccessKeyPair key = AccessKeyPair.Of((await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator)).Credentials);
        var url = Sketch.Sign(key, sidecar.Clock.GetUtcNow());
        await AskAsync(sidecar, url);
        await sidecar.RevokeAsync(AccessKeyPair.Admin, SidecarCalls.Ec2Operator);
        await RefusedAsync(sidecar, "ExpiredToken", url);
    }

    [Fact]
    public async Task Hosts_of_ones_own_count_when_they_are_named()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(
            Transport.Tcp, null, null, "--Authz:Sts:HostSuffix=example.internal", "--Authz:Sts:ProofHosts=127.0.0.1:7421,sts-proxy");
        DateTimeOffset now = sidecar.Clock.GetUtcNow();
        foreach (var host in new[] { "127.0.0.1:7421", "sts-proxy", "sts.eu-west-1.example.internal", "sts.eu-west-1.example.internal:8443" })
            await AskAsync(sidecar, (Sketch with { Host = host }).Sign(AccessKeyPair.Ana, now));
        foreach (var host in new[] { "127.0.0.1", "127.0.0.1:7422", "sts-proxy:80", "sts.eu-west-1.example.com", "x.example.internal" })
            await RefusedAsync(sidecar, "InvalidIdentityToken", (Sketch with { Host = host }).Sign(AccessKeyPair.Ana, now));
        // a region that is not enabled there
        await RefusedAsync(sidecar, "InvalidClientTokenId", (Sketch with { Host = "sts-proxy", Region = "ap-east-1" }).Sign(AccessKeyPair.Ana, now));
        await RefusedAsync(sidecar, "SignatureDoesNotMatch", (Sketch with { Host = "sts-proxy", Region = "my-site-1" }).Sign(AccessKeyPair.Ana, now));
    }

    private static async Task<AuthenticateCallerResponse> AskAsync(TestSidecar sidecar, string url, bool isOnce = false) => await sidecar.Client.AuthenticateCallerAsync(
        new AuthenticateCallerRequest { PresignedUrl = url, ExpectedAudience = ProofSketch.Audience, SingleUse = isOnce });

    private static async Task<AccessKeyPair> IssueAsync(TestSidecar sidecar, AccessKeyPair caller, IssueTokenRequest request)
    {
        request.Caller = caller.Sign(request, "TokenService/IssueToken", sidecar.Clock.GetUtcNow());
        return AccessKeyPair.Of((await sidecar.Client.IssueTokenAsync(request)).Credentials);
    }

    private static async Task<bool> IsAcceptedAsync(TestSidecar sidecar, string url)
    {
        try
        {
            await AskAsync(sidecar, url, isOnce: true);
            return true;
        }
        catch (AuthzException refusal) when (refusal.Code == "InvalidIdentityToken")
        {
            return false;
        }
    }

    private static async Task RefusedAsync(TestSidecar sidecar, string code, string url, bool isOnce = false)
    {
        AuthzException refusal = await Assert.ThrowsAsync<AuthzException>(() => AskAsync(sidecar, url, isOnce));
        Assert.True((StatusCode.Unauthenticated, code) == (refusal.Status, refusal.Code), $"{refusal.Status} {refusal.Code} and not {code}: {refusal.Message} {url}");
    }
}
