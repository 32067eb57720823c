using Authz.Cli.Tests.Sidecar;
using Authz.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Authz.Cli.Tests.Commands;

public sealed class TokenIssueCommandTests
{
    private const string Method = "authz.v1.TokenService/IssueToken";
    private const string Role = "arn:aws:iam::111122223333:role/OrderReader";

    [Fact]
    public async Task The_request_is_signed_and_carries_every_option()
    {
        IssueTokenRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(Answering(r => seen = r));
        using var scratch = new Scratch();
        var policy = scratch.Write("policy.json", """{"Version":"2012-10-17","Statement":[]}""");

        Outcome outcome = await Tool.WithKeys("parent-token").RunAsync(
            "token", "issue", "--role-arn", Role, "--role-session-name", "me", "--duration-seconds", "900", "--external-id", "x1",
            "--policy", policy, "--policy-arn", "arn:aws:iam::aws:policy/A", "--policy-arn", "arn:aws:iam::aws:policy/B", "--tag", "team=a=b",
            "--tag", "empty=", "--transitive-tag-key", "team", "--source-identity", "ana", "--serial-number", "arn:aws:iam::1:mfa/ana",
            "--token-code", "123456", "--region", "eu-west-1", "--region-scope", "eu-west-1", "--region-scope", "eu-north-1",
            "--credential-use", "sigv4", "--endpoint", sidecar.Endpoint);

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Signed.AssertIs(seen!, seen!.Caller, Method, new Uri(sidecar.Endpoint).Authority, "eu-west-1");
        Assert.Equal("parent-token", seen.Caller.SignedRequest.Headers["x-amz-security-token"]);
        Assert.Equal(
            new AssumeRoleGrant
            {
                RoleArn = Role,
                RoleSessionName = "me",
                DurationSeconds = 900,
                ExternalId = "x1",
                Policy = File.ReadAllText(policy),
                PolicyArns = { "arn:aws:iam::aws:policy/A", "arn:aws:iam::aws:policy/B" },
                Tags = { new Tag { Key = "team", Value = "a=b" }, new Tag { Key = "empty" } },
                TransitiveTagKeys = { "team" },
                SourceIdentity = "ana",
                SerialNumber = "arn:aws:iam::1:mfa/ana",
                TokenCode = "123456",
            },
            seen.AssumeRole);
        Assert.Equal(("eu-west-1", CredentialUse.Sigv4), (seen.Region, seen.CredentialUse));
        Assert.Equal(["eu-west-1", "eu-north-1"], seen.RegionScope);
    }

    [Fact]
    public async Task A_session_of_ones_own_is_asked_for_with_mfa()
    {
        IssueTokenRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(Answering(r => seen = r));

        Outcome outcome = await Tool.WithKeys().RunAsync(
            "token", "issue", "--get-session-token", "--duration-seconds", "900", "--serial-number", "arn:aws:iam::1:mfa/ana", "--token-code", "123456",
            "--endpoint", sidecar.Endpoint);

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Signed.AssertIs(seen!, seen!.Caller, Method, new Uri(sidecar.Endpoint).Authority, "us-east-1");
        Assert.Equal(
            new GetSessionTokenGrant { DurationSeconds = 900, SerialNumber = "arn:aws:iam::1:mfa/ana", TokenCode = "123456" }, seen.GetSessionToken);
    }

    [Fact]
    public async Task A_federated_user_is_asked_for_with_policies_and_tags()
    {
        IssueTokenRequest? seen = null;
        using var scratch = new Scratch();
        var policy = scratch.Write("p.json", "{}");
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(Answering(r => seen = r));

        Outcome outcome = await Tool.WithKeys().RunAsync(
            "token", "issue", "--get-federation-token", "bob", "--policy", policy, "--policy-arn", "arn:aws:iam::aws:policy/A", "--tag", "team=a",
            "--endpoint", sidecar.Endpoint);

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Signed.AssertIs(seen!, seen!.Caller, Method, new Uri(sidecar.Endpoint).Authority, "us-east-1");
        Assert.Equal(
            new GetFederationTokenGrant { Name = "bob", Policy = "{}", PolicyArns = { "arn:aws:iam::aws:policy/A" }, Tags = { new Tag { Key = "team", Value = "a" } } },
            seen.GetFederationToken);
    }

    [Theory]
    [InlineData("`--role-arn` is missing")]
    [InlineData("two grants", "--get-session-token", "--get-federation-token", "bob")]
    [InlineData("`--role-arn` does not go with `--get-session-token`", "--get-session-token", "--role-arn", Role)]
    [InlineData("`--policy-arn` does not go with `--get-session-token`", "--get-session-token", "--policy-arn", "arn:aws:iam::aws:policy/A")]
    [InlineData("`--tag` does not go with `--get-session-token`", "--get-session-token", "--tag", "a=b")]
    [InlineData("`--serial-number` does not go with `--get-federation-token`", "--get-federation-token", "bob", "--serial-number", "arn:aws:iam::1:mfa/ana")]
    [InlineData("`--external-id` does not go with `--get-federation-token`", "--get-federation-token", "bob", "--external-id", "x1")]
    public async Task Options_of_one_grant_do_not_go_with_another(string fault, params string[] options)
    {
        Outcome outcome = await Tool.WithKeys().RunAsync(["token", "issue", .. options]);
        Assert.Equal(2, outcome.Status);
        Assert.Contains(fault, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_a_unix_socket_the_host_is_localhost_and_the_default_region_is_signed()
    {
        IssueTokenRequest? seen = null;
        using var scratch = new Scratch();
        await using var sidecar = await ScriptedSidecar.OverSocketAsync(Answering(r => seen = r), Path.Combine(scratch.Path, "s"));

        Outcome outcome = await IssueAsync(Tool.WithKeys(), sidecar.Endpoint);

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Signed.AssertIs(seen!, seen!.Caller, Method, "localhost", "us-east-1");
        Assert.DoesNotContain("x-amz-security-token", seen.Caller.SignedRequest.Headers.Keys);
        Assert.False(seen.AssumeRole.HasPolicy);
        Assert.False(seen.AssumeRole.HasDurationSeconds);
    }

    [Fact]
    public async Task A_session_token_alone_is_sent_as_it_is()
    {
        IssueTokenRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(Answering(r => seen = r));

        Outcome outcome = await IssueAsync(new Tool { Environment = { ["AWS_SESSION_TOKEN"] = "bearer" } }, sidecar.Endpoint);

        Assert.Equal(0, outcome.Status);
        Assert.Equal(new Caller { SessionToken = "bearer" }, seen!.Caller);
    }

    [Fact]
    public async Task Identity_providers_need_no_credentials()
    {
        IssueTokenRequest? seen = null;
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(Answering(r => seen = r));
        using var scratch = new Scratch();

        Outcome web = await IssueAsync(new Tool(), sidecar.Endpoint, "--web-identity-token-file", scratch.Write("t", "a.b.c\n"));

        Assert.Equal((0, ""), (web.Status, web.Error));
        Assert.Equal(new AssumeRoleWithWebIdentityGrant { RoleArn = Role, RoleSessionName = "me", WebIdentityToken = "a.b.c" }, seen!.AssumeRoleWithWebIdentity);
        Assert.Null(seen.Caller);

        Outcome saml = await new Tool().RunAsync("token", "issue", "--role-arn", Role, "--principal-arn", "arn:aws:iam::111122223333:saml-provider/corp",
            "--saml-assertion-file", scratch.Write("s", "PHNhbWw+\n"), "--endpoint", sidecar.Endpoint);

        Assert.Equal((0, ""), (saml.Status, saml.Error));
        Assert.Equal("PHNhbWw+", seen.AssumeRoleWithSaml.SamlAssertion);
        Assert.Equal("arn:aws:iam::111122223333:saml-provider/corp", seen.AssumeRoleWithSaml.PrincipalArn);
        Assert.Null(seen.Caller);
    }

    [Fact]
    public async Task Json_is_the_format_of_credential_processes()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(Answering(_ => { }));

        Outcome outcome = await IssueAsync(Tool.WithKeys(), sidecar.Endpoint, "--output", "json");

        Assert.Equal(
            """
            {
              "Version": 1,
              "AccessKeyId": "ASIAEXAMPLE",
              "SecretAccessKey": "it's+secret/",
              "SessionToken": "a.b.c",
              "Expiration": "2026-01-02T04:04:05Z"
            }

            """, outcome.Output);
    }

    [Fact]
    public async Task Env_is_quoted_for_a_shell()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(Answering(_ => { }));

        Outcome outcome = await IssueAsync(Tool.WithKeys(), sidecar.Endpoint, "--output", "env");

        Assert.Equal(
            """
            export AWS_ACCESS_KEY_ID='ASIAEXAMPLE'
            export AWS_SECRET_ACCESS_KEY='it'\''s+secret/'
            export AWS_SESSION_TOKEN='a.b.c'
            export AWS_CREDENTIAL_EXPIRATION='2026-01-02T04:04:05Z'

            """, outcome.Output);
    }

    [Fact]
    public async Task Text_tells_version_scope_and_role()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(Answering(_ => { }));

        Outcome outcome = await IssueAsync(Tool.WithKeys(), sidecar.Endpoint);

        Assert.Equal(
            """
            assumed role:       arn:aws:sts::111122223333:assumed-role/OrderReader/me
            assumed role id:    AROAEXAMPLE:me
            access key id:      ASIAEXAMPLE
            secret access key:  it's+secret/
            session token:      a.b.c
            expiration:         2026-01-02T04:04:05Z
            token version:      2 (valid in every enabled region)
            region scope:       eu-north-1, eu-west-1
            credential use:     bearer (the token authenticates alone)
            packed policy size: 7 %

            """, outcome.Output);
    }

    [Fact]
    public async Task A_refusal_is_status_1_with_the_code_of_aws()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script
        {
            IssueToken = _ => throw Script.Refusal(Google.Rpc.Code.PermissionDenied, "AccessDenied", "ana may not take the role\u001b[2J"),
        });

        Outcome outcome = await IssueAsync(Tool.WithKeys(), sidecar.Endpoint);

        Assert.Equal((1, "", "AccessDenied: ana may not take the role\\u001B[2J\n"), (outcome.Status, outcome.Output, outcome.Error));
    }

    [Fact]
    public async Task An_unreachable_sidecar_is_status_2()
    {
        var sidecar = await ScriptedSidecar.OverTcpAsync(new Script());
        await sidecar.DisposeAsync();

        Outcome outcome = await IssueAsync(Tool.WithKeys(), sidecar.Endpoint);

        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.StartsWith("Unavailable: ", outcome.Error);
        Assert.EndsWith("name another one with `--endpoint`)\n", outcome.Error);
    }

    [Theory]
    [InlineData("there are no credentials")]
    [InlineData("`AWS_SECRET_ACCESS_KEY` is set and `AWS_ACCESS_KEY_ID` is not", "AWS_SECRET_ACCESS_KEY")]
    [InlineData("`AWS_ACCESS_KEY_ID` is set and `AWS_SECRET_ACCESS_KEY` is not", "AWS_ACCESS_KEY_ID")]
    public async Task Half_a_pair_of_keys_is_refused_without_showing_it(string message, params string[] set)
    {
        Outcome outcome = await IssueAsync(new Tool { Environment = set.ToDictionary(s => s, _ => "hidden") }, "http://127.0.0.1:1");

        Assert.Equal(2, outcome.Status);
        Assert.Contains(message, outcome.Error);
        Assert.DoesNotContain("hidden", outcome.Error);
    }

    [Theory]
    [InlineData("`--external-id` needs the caller's own credentials", "--web-identity-token-file", "f", "--role-session-name", "me", "--external-id", "x1")]
    [InlineData("give one", "--web-identity-token-file", "f", "--saml-assertion-file", "f")]
    [InlineData("`--principal-arn` is missing", "--saml-assertion-file", "f")]
    [InlineData("`--role-session-name` comes from the SAML assertion", "--saml-assertion-file", "f", "--principal-arn", "p", "--role-session-name", "me")]
    [InlineData("`--principal-arn` goes with `--saml-assertion-file` only", "--principal-arn", "p", "--role-session-name", "me")]
    [InlineData("`--role-session-name` is missing")]
    [InlineData("`--tag =v` has no key", "--role-session-name", "me", "--tag", "=v")]
    [InlineData("`no-such-file` cannot be read: there is no such file", "--role-session-name", "me", "--policy", "no-such-file")]
    [InlineData("the endpoint `ftp://x` is not understood", "--role-session-name", "me", "--endpoint", "ftp://x")]
    [InlineData("or set `--insecure-remote`", "--role-session-name", "me", "--endpoint", "http://192.0.2.1:7420")]
    public async Task Options_that_make_no_sense_together_are_usage_errors(string message, params string[] options)
    {
        Outcome outcome = await Tool.WithKeys().RunAsync(["token", "issue", "--role-arn", Role, .. options]);

        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.Contains(message, outcome.Error);
    }

    private static Task<Outcome> IssueAsync(Tool tool, string endpoint, params string[] more) =>
        tool.RunAsync(["token", "issue", "--role-arn", Role, "--role-session-name", "me", "--endpoint", endpoint, .. more]);

    private static Script Answering(Action<IssueTokenRequest> see) => new()
    {
        IssueToken = request =>
        {
            see(request);
            return new IssueTokenResponse
            {
                Credentials = new Protocol.V1.Credentials
                {
                    AccessKeyId = "ASIAEXAMPLE",
                    SecretAccessKey = "it's+secret/",
                    SessionToken = "a.b.c",
                    Expiration = Timestamp.FromDateTimeOffset(Tool.Now.AddHours(1)),
                },
                AssumedRoleUser = new AssumedRoleUser { AssumedRoleId = "AROAEXAMPLE:me", Arn = "arn:aws:sts::111122223333:assumed-role/OrderReader/me" },
                TokenVersion = 2,
                RegionScope = { "eu-north-1", "eu-west-1" },
                CredentialUse = CredentialUse.Bearer,
                PackedPolicySize = 7,
            };
        },
    };
}
