using Authz.Client.Tests.Sidecar;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Client.Tests;

public sealed class AuthzClientTests
{
    private static readonly AuthorizeRequest Question = new() { SessionToken = "t", Action = "orders:GetOrder", Resource = "*" };

    [Fact]
    public async Task The_decision_comes_over_tcp()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { Authorize = Decide });
        using var client = AuthzClient.Connect(sidecar.Endpoint);

        Assert.Equal(Decision.Allow, (await client.AuthorizeAsync(Question)).Decision);
        Assert.Equal(Decision.Deny, (await client.AuthorizeAsync(new AuthorizeRequest { Action = "orders:Other" })).Decision);
    }

    [Theory]
    [InlineData("unix:")]
    [InlineData("unix://")]
    public async Task The_decision_comes_over_a_unix_socket(string scheme)
    {
        var directory = Directory.CreateTempSubdirectory("authz-client-");
        try
        {
            var path = Path.Combine(directory.FullName, "s");
            var authority = "";
            await using var sidecar = await ScriptedSidecar.OverSocketAsync(new Script
            {
                Authorize = (request, context) =>
                {
                    authority = context.Host;
                    return Decide(request, context);
                },
            }, path);
            using var client = AuthzClient.Connect(scheme + path);

            Assert.Equal(Decision.Allow, (await client.AuthorizeAsync(Question)).Decision);
            Assert.Equal("localhost", authority);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Who_made_a_proof_is_answered_or_refused()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script
        {
            AuthenticateCaller = static r => r.ExpectedAudience == "me"
                ? new AuthenticateCallerResponse { Arn = r.PresignedUrl } : throw new RpcException(new Status(StatusCode.Unauthenticated, "no")),
        });
        using var client = AuthzClient.Connect(sidecar.Endpoint);

        var request = new AuthenticateCallerRequest { PresignedUrl = "https://sts", ExpectedAudience = "me" };
        Assert.Equal("https://sts", (await client.AuthenticateCallerAsync(request)).Arn);
        request.ExpectedAudience = "other";
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<AuthzException>(() => client.AuthenticateCallerAsync(request))).Status);
    }

    [Fact]
    public async Task An_unreachable_sidecar_is_an_error_and_not_a_decision()
    {
        var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { Authorize = Decide });
        var endpoint = sidecar.Endpoint;
        await sidecar.DisposeAsync();
        using var client = AuthzClient.Connect(endpoint);

        var exception = await Assert.ThrowsAsync<AuthzException>(() => client.AuthorizeAsync(Question));

        Assert.Equal(StatusCode.Unavailable, exception.Status);
        Assert.Equal("", exception.Code);
    }

    [Fact]
    public async Task A_missing_socket_is_an_error_and_not_a_decision()
    {
        using var client = AuthzClient.Connect("unix:/nowhere/authz.sock");

        var exception = await Assert.ThrowsAsync<AuthzException>(() => client.AuthorizeAsync(Question));

        Assert.Equal(StatusCode.Unavailable, exception.Status);
    }

    [Fact]
    public async Task A_slow_sidecar_is_an_error_after_the_deadline()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { Authorize = DecideNever });
        using var client = AuthzClient.Connect(sidecar.Endpoint, new AuthzClientOptions { Deadline = TimeSpan.FromMilliseconds(200) });

        var exception = await Assert.ThrowsAsync<AuthzException>(() => client.AuthorizeAsync(Question));

        Assert.Equal(StatusCode.DeadlineExceeded, exception.Status);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled()
    {
        using var cancellation = new CancellationTokenSource();
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script
        {
            Authorize = async (request, context) =>
            {
                await cancellation.CancelAsync();
                return await DecideNever(request, context);
            },
        });
        using var client = AuthzClient.Connect(sidecar.Endpoint, new AuthzClientOptions { Deadline = TimeSpan.FromMinutes(1) });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.AuthorizeAsync(Question, cancellation.Token));
    }

    [Fact]
    public async Task A_batch_is_answered_request_by_request()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script { Batch = AnswerAll });
        using var client = AuthzClient.Connect(sidecar.Endpoint);

        var response = await client.AuthorizeBatchAsync(new AuthorizeBatchRequest { Requests = { Question, Question } });

        Assert.Equal(2, response.Responses.Count);
    }

    [Fact]
    public async Task A_batch_with_an_answer_too_few_is_an_error()
    {
        await using var sidecar = await ScriptedSidecar.OverTcpAsync(new Script
        {
            Batch = request =>
            {
                var answer = AnswerAll(request);
                answer.Responses.RemoveAt(0);
                return answer;
            },
        });
        using var client = AuthzClient.Connect(sidecar.Endpoint);

        var exception = await Assert.ThrowsAsync<AuthzException>(
            () => client.AuthorizeBatchAsync(new AuthorizeBatchRequest { Requests = { Question, Question } }));

        Assert.Equal(StatusCode.Internal, exception.Status);
    }

    private static Task<AuthorizeResponse> Decide(AuthorizeRequest request, ServerCallContext context) =>
        Task.FromResult(new AuthorizeResponse { Decision = request.Action == Question.Action ? Decision.Allow : Decision.Deny });

    private static async Task<AuthorizeResponse> DecideNever(AuthorizeRequest request, ServerCallContext context)
    {
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return new AuthorizeResponse { Decision = Decision.Allow };
    }

    private static AuthorizeBatchResponse AnswerAll(AuthorizeBatchRequest request)
    {
        var answer = new AuthorizeBatchResponse();
        answer.Responses.AddRange(request.Requests.Select(_ => new AuthorizeResponse { Decision = Decision.Allow }));
        return answer;
    }
}
