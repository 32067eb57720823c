using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using Authz.Tokens.Identifiers;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;

namespace Authz.Cli.Tests.Commands;

public sealed class TokenInspectCommandTests
{
    private static readonly KeyRing Keys = KeyRing.Ephemeral();

    private static readonly SessionClaims Claims = new()
    {
        TokenId = TokenId.New(),
        AccessKeyId = "ASIAEXAMPLE",
        AccountId = "111122223333",
        RoleId = "AROAEXAMPLE",
        RoleArn = "arn:aws:iam::111122223333:role/OrderReader",
        RoleName = "OrderReader",
        SessionName = "me",
        IssuedAt = Tool.Now.AddMinutes(-10).AddMilliseconds(7),
        Expiration = Tool.Now.AddMinutes(50),
        TokenVersion = 2,
        IssuingEndpoint = "eu-west-1",
        Use = CredentialUse.Bearer,
        Issuer = "https://authz.example.internal",
    };

    private static readonly SessionClaims Rich = Claims with
    {
        TokenVersion = 1,
        IssuingEndpoint = "global",
        RegionScope = ["eu-north-1", "eu-west-1"],
        Use = CredentialUse.Sigv4,
        SourceIdentity = "ana",
        Policy = """{"Version":"2012-10-17","Statement":[]}""",
        PolicyArns = ["arn:aws:iam::aws:policy/A"],
        Tags = [new("team", "orders"), new("cost", "1\u001b[2J")],
        TransitiveTagKeys = ["team"],
        Chain = [new ChainLink("AROAPARENT", TokenId.New(), Tool.Now.AddHours(-1).ToUnixTimeMilliseconds())],
    };

    private static readonly SessionClaims Own = Claims with
    {
        Kind = SessionKind.User,
        RoleId = null,
        RoleArn = null,
        RoleName = null,
        SessionName = null,
        UserId = "AIDAEXAMPLE",
        UserArn = "arn:aws:iam::111122223333:user/ana",
        ParentKeyId = "AKIAEXAMPLE",
        MfaTime = Tool.Now.AddMinutes(-10),
    };

    [Fact]
    public async Task A_session_of_a_user_says_whose_and_when_mfa_was_used()
    {
        Outcome outcome = await new Tool().RunAsync("token", "inspect", Sign(Own));

        Assert.StartsWith(
            """
            signature:        NOT verified: what follows may be forged (verify with --jwks FILE)
            kind:             session of a user
            account:          111122223333
            user:             arn:aws:iam::111122223333:user/ana
            user id:          AIDAEXAMPLE
            asked by key:     AKIAEXAMPLE
            mfa:              used 2026-01-02T02:54:05.000Z
            access key id:    ASIAEXAMPLE
            """.ReplaceLineEndings("\n"), outcome.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        outcome = await new Tool().RunAsync("token", "inspect", Sign(Own), "--output", "json");
        foreach (var member in (string[])["\"roleArn\": null", "\"userArn\": \"arn:aws:iam::111122223333:user/ana\"", "\"parentAccessKeyId\": \"AKIAEXAMPLE\"", "\"mfaTime\": \"2026-01-02T02:54:05.000Z\""])
            Assert.Contains(member, outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_federated_user_and_a_subject_of_a_provider_are_named()
    {
        Outcome outcome = await new Tool().RunAsync("token", "inspect", Sign(Own with { Kind = SessionKind.FederatedUser, SessionName = "bob", MfaTime = null }));
        Assert.Contains("kind:             session of a federated user\n", outcome.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("federated user:   bob\n", outcome.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var provider = new ProviderClaims("arn:aws:iam::111122223333:oidc-provider/idp.example", "https://idp.example", "pod", "authz");
        outcome = await new Tool().RunAsync("token", "inspect", Sign(Claims with { Provider = provider }));
        Assert.Contains("vouched for by:   arn:aws:iam::111122223333:oidc-provider/idp.example\n", outcome.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("subject:          pod of https://idp.example\n", outcome.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_a_token_says_is_explained_and_said_to_be_unproven()
    {
        Outcome outcome = await new Tool().RunAsync("token", "inspect", Sign(Rich));

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.Equal(
            $$"""
            signature:        NOT verified: what follows may be forged (verify with --jwks FILE)
            kind:             role session
            account:          111122223333
            role:             arn:aws:iam::111122223333:role/OrderReader
            role id:          AROAEXAMPLE
            session name:     me
            source identity:  ana
            access key id:    ASIAEXAMPLE
            token id:         {{Rich.TokenId}}
            issuer:           https://authz.example.internal
            key id:           {{Keys.Active!.KeyId}}
            issued:           2026-01-02T02:54:05.007Z
            expiration:       2026-01-02T03:54:05.000Z (0:50:00 left)
            version:          1 (valid only in regions that are enabled by default)
            issuing endpoint: global
            region scope:     eu-north-1, eu-west-1
            use:              sigv4 (only with a signature made with the secret access key)
            tags:             team=orders (transitive)
                              cost=1\u001B[2J
            chained from:     AROAPARENT, issued 2026-01-02T02:04:05.000Z
            policy arns:      arn:aws:iam::aws:policy/A
            session policy:   {
                                "Version": "2012-10-17",
                                "Statement": []
                              }

            """, outcome.Output);
    }

    [Fact]
    public async Task A_plain_token_comes_from_the_standard_input_and_may_be_expired()
    {
        var input = Encoding.ASCII.GetBytes(Sign(Claims with { Expiration = Tool.Now }) + "\n");

        Outcome outcome = await new Tool { Input = input }.RunAsync("token", "inspect", "-");

        Assert.Equal(0, outcome.Status);
        Assert.Contains("expiration:       2026-01-02T03:04:05.000Z (expired)\n", outcome.Output);
        Assert.Contains("version:          2 (valid in every enabled region)\n", outcome.Output);
        Assert.Contains("region scope:     not narrowed\n", outcome.Output);
        Assert.Contains("use:              bearer (the token authenticates alone)\n", outcome.Output);
    }

    [Fact]
    public async Task Json_has_every_claim()
    {
        Outcome outcome = await new Tool().RunAsync("token", "inspect", "--output", "json", Sign(Rich));

        Assert.Equal(
            $$"""
            {
              "signature": "notVerified",
              "kind": "role",
              "account": "111122223333",
              "roleArn": "arn:aws:iam::111122223333:role/OrderReader",
              "roleId": "AROAEXAMPLE",
              "sessionName": "me",
              "sourceIdentity": "ana",
              "accessKeyId": "ASIAEXAMPLE",
              "tokenId": "{{Rich.TokenId}}",
              "issuer": "https://authz.example.internal",
              "keyId": "{{Keys.Active!.KeyId}}",
              "issuedAt": "2026-01-02T02:54:05.007Z",
              "expiration": "2026-01-02T03:54:05.000Z",
              "expired": false,
              "version": 1,
              "issuingEndpoint": "global",
              "regionScope": [
                "eu-north-1",
                "eu-west-1"
              ],
              "use": "sigv4",
              "tags": {
                "team": "orders",
                "cost": "1\u001B[2J"
              },
              "transitiveTagKeys": [
                "team"
              ],
              "chain": [
                {
                  "roleId": "AROAPARENT",
                  "issuedAt": "2026-01-02T02:04:05.000Z"
                }
              ],
              "policyArns": [
                "arn:aws:iam::aws:policy/A"
              ],
              "policy": "{\"Version\":\"2012-10-17\",\"Statement\":[]}"
            }

            """, outcome.Output);
    }

    [Fact]
    public async Task A_key_set_proves_the_token_or_exposes_it()
    {
        using var scratch = new Scratch();
        var (own, other) = (scratch.Write("own.jwks", Keys.ToJwks()), scratch.Write("other.jwks", KeyRing.Ephemeral().ToJwks()));
        var token = Sign(Claims);
        var parts = token.Split('.');
        var forged = $"{parts[0]}.{Sign(Rich).Split('.')[1]}.{parts[2]}";

        Outcome proven = await new Tool().RunAsync("token", "inspect", token, "--jwks", own);
        Outcome wrong = await new Tool().RunAsync("token", "inspect", forged, "--jwks", own);
        Outcome unknown = await new Tool().RunAsync("token", "inspect", token, "--jwks", other);

        Assert.Equal(0, proven.Status);
        Assert.StartsWith("signature:        verified with the key set\n", proven.Output);
        Assert.Equal(1, wrong.Status);
        Assert.StartsWith("signature:        WRONG", wrong.Output);
        Assert.Equal(1, unknown.Status);
        Assert.StartsWith("signature:        NOT verified: the key set has no such key", unknown.Output);
    }

    [Fact]
    public async Task A_token_of_a_later_release_is_explained_as_far_as_it_is_known()
    {
        Outcome outcome = await new Tool().RunAsync("token", "inspect", Compose("\"kind\":\"federation\",\"tv\":3,\"new\":{\"deep\":[1]}"));

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.Contains("kind:             federation (not known to this tool)\n", outcome.Output);
        Assert.Contains("version:          3 (not known to this tool)\n", outcome.Output);
    }

    [Theory]
    [InlineData("its claim `kind` is missing", "\"tv\":2")]
    [InlineData("has a member twice", "\"kind\":\"role\",\"kind\":\"role\",\"tv\":2")]
    [InlineData("its packed part is not base64url", "\"kind\":\"role\",\"tv\":2,\"packed\":\"?\"")]
    [InlineData("its packed part is not compressed", "\"kind\":\"role\",\"tv\":2,\"packed\":\"____\"")]
    public async Task Broken_claims_are_named(string message, string claims)
    {
        Outcome outcome = await new Tool().RunAsync("token", "inspect", Compose(claims));

        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.Contains(message, outcome.Error);
    }

    [Fact]
    public async Task A_packed_part_that_swells_is_refused()
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize)) deflate.Write(new byte[1 << 20]);
        var claims = $"\"kind\":\"role\",\"tv\":2,\"packed\":\"{Base64Url.EncodeToString(packed.ToArray())}\"";

        Outcome outcome = await new Tool().RunAsync("token", "inspect", Compose(claims));

        Assert.Equal(2, outcome.Status);
        Assert.Contains("its packed part has more than 131072 bytes", outcome.Error);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    [InlineData("e30.e30.")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.e30.AAAA")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiYXV0aHotc2Vzc2lvbitqd3QifQ.e30.AAAA")]
    [InlineData("eyJhbGciOiJFUzI1NiIsInR5cCI6ImF1dGh6LXNlc3Npb24rand0In0.e30.AAAA")]
    [InlineData("eyJhbGciOiJFUzI1NiIsInR5cCI6ImF1dGh6LXNlc3Npb24rand0In0.W10.AAAA")]
    public async Task What_is_no_session_token_is_status_2(string text)
    {
        Outcome outcome = await new Tool().RunAsync("token", "inspect", text);

        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.StartsWith("error: this is no session token: ", outcome.Error);
    }

    [Fact]
    public async Task A_wrong_text_is_not_repeated()
    {
        Outcome outcome = await new Tool().RunAsync("token", "inspect", new string('s', 5000));

        Assert.Equal(2, outcome.Status);
        Assert.DoesNotContain("sssss", outcome.Error);
    }

    private static string Compose(string claims)
    {
        var payload = $$"""{"iss":"i","jti":"j","akid":"ASIA","acct":"111122223333","iat_ms":1,"exp":2,"use":"bearer",{{claims}}}""";
        return $"{Encode("""{"alg":"ES256","typ":"authz-session+jwt","kid":"k"}""")}.{Encode(payload)}.AAAA";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Sign(SessionClaims claims) => SessionTokenSigner.Sign(Keys, claims).Token!;
}
