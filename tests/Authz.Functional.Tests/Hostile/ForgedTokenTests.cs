using System.Buffers.Text;
using System.Text;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Hostile;

public sealed class ForgedTokenTests(SharedSidecars sidecars)
{
    [Theory, ClassData(typeof(Transports))]
    public async Task A_token_with_any_character_changed_is_invalid(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var token = await TokenAsync(sidecar);
        var forged = Enumerable.Range(0, token.Length).Where(i => i % 7 == 0 || i > token.Length - 4 || token[i] == '.')
            .SelectMany(i => new[] { token[i] == 'A' ? 'B' : 'A', '.', '=', ' ' }.Where(c => c != token[i]).Select(c => $"{token[..i]}{c}{token[(i + 1)..]}"))
            .Concat([token + "A", token + ".", token + " ", " " + token, token + "\n", token[..^1], token[1..], token + token, $"{token}.{token}"]);
        await AssertInvalidAsync(sidecar, forged);
        await sidecar.AssertServesAsync();
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_token_with_another_header_is_invalid(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var parts = (await TokenAsync(sidecar)).Split('.');
        var header = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0]));
        var typ = header.Split('"')[Array.IndexOf(header.Split('"'), "typ") + 2];
        (string Old, string New)[] changes =
        [
            ("ES256", "none"), ("ES256", "None"), ("ES256", "HS256"), ("ES256", "ES384"), ("ES256", "RS256"), ("ES256", "es256"),
            (typ, "JWT"), (typ, ""), ("\"kid\":\"", "\"kid\":\"../"), ("\"kid\"", "\"jku\":\"http://127.0.0.1/\",\"kid\""),
            ("\"kid\"", "\"crit\":[\"x\"],\"kid\""), ("\"alg\"", "\"alg\":\"none\",\"alg\""),
        ];
        var forged = changes.Select(c => header.Replace(c.Old, c.New, StringComparison.Ordinal)).Select(h =>
        {
            Assert.NotEqual(header, h);
            return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(h));
        }).SelectMany(h => new[] { $"{h}.{parts[1]}.{parts[2]}", $"{h}.{parts[1]}." });
        await AssertInvalidAsync(sidecar, forged);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task The_token_of_another_sidecar_is_invalid(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        // the same organization and issuer, other keys
        var foreign = await TokenAsync(sidecars.Over(transport == Transport.Tcp ? Transport.Unix : Transport.Tcp));
        await AssertInvalidAsync(sidecar, [foreign]);
        await SidecarCalls.RefusedAsync(
            StatusCode.Unauthenticated, "InvalidClientTokenId",
            sidecar.Client.GetCallerIdentityAsync(new GetCallerIdentityRequest { Caller = new Caller { SessionToken = foreign } }));
    }

    private static async Task<string> TokenAsync(TestSidecar sidecar) =>
        (await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator)).Credentials.SessionToken;

    private static async Task AssertInvalidAsync(TestSidecar sidecar, IEnumerable<string> tokens)
    {
        var batch = new AuthorizeBatchRequest();
        batch.Requests.AddRange(tokens.Select(static t => SidecarCalls.Question(t, "iam:ListUsers")));
        AuthorizeBatchResponse answers = await sidecar.Client.AuthorizeBatchAsync(batch);
        Assert.NotEmpty(answers.Responses);
        Assert.All(answers.Responses, static a => Assert.Equal((Decision.Deny, DecisionReason.TokenInvalid), (a.Decision, a.Reason)));
    }
}
