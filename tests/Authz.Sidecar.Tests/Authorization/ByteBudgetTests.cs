using Authz.Protocol.V1;
using Authz.Sidecar.Authorization;
using Authz.Sidecar.Hosting;
using Authz.Sidecar.Wire;
using Authz.Sts.AssumeRole;
using Authz.Sts.Authorization;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Regions;
using Authz.Tokens.Signatures;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.Sidecar.Tests.Authorization;

/// <summary>
/// What a decision may allocate from the bytes that come to Write: two context keys, four levels of service control policies, five matched
/// statements. Alone, the token is half of it.
/// </summary>
public sealed class ByteBudgetTests : IAsyncLifetime
{
    private const long Budget = 2_900;
    private const long BudgetInBatch = 780;
    private const long BudgetOfSigned = 19_000;
    private const string Region = "eu-west-1";

    private readonly WebApplication _application = SidecarApplication.Build(["--Logging:LogLevel:Default=Error"], out _)!;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    [Fact]
    public void A_decision()
    {
        AuthorizeReader reader = Part<AuthorizeReader>();
        AnswerLine line = Part<AnswerLine>();
        Pinned pinned = Pinned();
        var question = Question(Token(pinned)).ToByteArray();
        var bytes = BytesOf(10_000, Budget, () =>
        {
            if (reader.Read(ReceivedRequest.Read(question), out AuthorizationQuery? query) is { } fault) Assert.Fail(fault);
            Allow(line.Answer(query!, new PinnedPolicies(pinned, null!)));
        });
        Assert.InRange(bytes, 1, Budget);
    }

    [Fact]
    public void A_decision_in_a_batch()
    {
        AuthorizeReader reader = Part<AuthorizeReader>();
        AnswerLine line = Part<AnswerLine>();
        Pinned pinned = Pinned();
        AuthorizeRequest question = Question(Token(pinned));
        var batch = new AuthorizeBatchRequest { SessionToken = question.SessionToken, Region = question.Region };
        batch.Context.Add(question.Context);
        for (var i = 0; i < 100; i++) batch.Requests.Add(new AuthorizeRequest { Action = question.Action, Resource = question.Resource });
        var message = batch.ToByteArray();
        var bytes = BytesOf(100, BudgetInBatch * batch.Requests.Count, () =>
        {
            var received = ReceivedBatch.Read(message);
            if (reader.ReadShared(received, out SharedParts shared) is { } fault) Assert.Fail(fault);
            var lineOfBatch = new BatchLine(reader, line, shared, new PinnedPolicies(pinned, null!));
            foreach (ReceivedRequest entry in received.Requests) Allow(lineOfBatch.Answer(entry));
        });
        Assert.InRange(bytes / batch.Requests.Count, 1, BudgetInBatch);
    }

    [Fact]
    public void A_decision_about_a_signed_request()
    {
        AuthorizeReader reader = Part<AuthorizeReader>();
        AnswerLine line = Part<AnswerLine>();
        Pinned pinned = Pinned();
        AuthorizeRequest question = Question("");
        question.SignedRequest = Signed(pinned);
        var message = question.ToByteArray();
        var bytes = BytesOf(2_000, BudgetOfSigned, () =>
        {
            if (reader.Read(ReceivedRequest.Read(message), out AuthorizationQuery? query) is { } fault) Assert.Fail(fault);
            Allow(line.Answer(query!, new PinnedPolicies(pinned, null!)));
        });
        Assert.InRange(bytes, Budget, BudgetOfSigned);
    }

    [Fact]
    public void A_signed_request_of_a_batch_is_verified_once()
    {
        AuthorizeReader reader = Part<AuthorizeReader>();
        AnswerLine line = Part<AnswerLine>();
        Pinned pinned = Pinned();
        AuthorizeRequest question = Question("");
        var batch = new AuthorizeBatchRequest { SignedRequest = Signed(pinned), Region = question.Region };
        batch.Context.Add(question.Context);
        for (var i = 0; i < 100; i++) batch.Requests.Add(new AuthorizeRequest { Action = question.Action, Resource = question.Resource });
        var message = batch.ToByteArray();
        var bytes = BytesOf(100, (BudgetInBatch * batch.Requests.Count) + BudgetOfSigned, () =>
        {
            var received = ReceivedBatch.Read(message);
            if (reader.ReadShared(received, out SharedParts shared) is { } fault) Assert.Fail(fault);
            var lineOfBatch = new BatchLine(reader, line, shared, new PinnedPolicies(pinned, null!));
            foreach (ReceivedRequest entry in received.Requests) Allow(lineOfBatch.Answer(entry));
        });
        Assert.InRange(bytes / batch.Requests.Count, 1, BudgetInBatch + BudgetOfSigned / batch.Requests.Count);
    }

    // the runtime's own generic code boxes until it is compiled a second time, which is put off while other tests have new code compiled: the least
    // of some rounds is what compiled code allocates
    private static long BytesOf(int count, long budget, Action work)
    {
        const int MostRounds = 150;
        var each = Math.Max(count / 10, 5);
        var least = long.MaxValue;
        for (var round = 0; round < MostRounds && least > budget; round++)
        {
            Thread.Sleep(150);
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < each; i++) work();
            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / each);
        }

        return least;
    }

    // Assert.Equal would allocate
    private static void Allow(WrittenAnswer answer)
    {
        if (answer.Decision != Decision.Allow) Assert.Fail(answer.Reason.ToString());
    }

    private static AuthorizeRequest Question(string token)
    {
        var request = new AuthorizeRequest
        {
            SessionToken = token,
            Action = "orders:GetOrder",
            Resource = $"arn:aws:orders:{Region}:111122223333:order/42",
            Region = Region,
        };
        request.Context.Add("aws:SourceIp", new ContextValues { Values = { "192.0.2.10" } });
        request.Context.Add("aws:SecureTransport", new ContextValues { Values = { "true" } });
        return request;
    }

    private SignedHttpRequest Signed(Pinned pinned)
    {
        const string Hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        IssuedSession session = Session(pinned);
        KeyValuePair<string, string>[] headers = [new("host", "orders.example.internal"), new("accept", "application/json"), new("user-agent", "sdk")];
        IReadOnlyList<KeyValuePair<string, string>> added = SignatureV4.Sign(
            SignableRequest.Received("GET", "/orders/42?x=1", headers, Hash).Of(PathForm.Service, false), session.Claims.AccessKeyId, session.SecretAccessKey,
            session.SessionToken, Region, "orders", Part<TimeProvider>().GetUtcNow());
        var request = new SignedHttpRequest { Method = "GET", Uri = "/orders/42?x=1", Service = "orders", PayloadSha256 = Hash };
        request.Headers.AddRange(headers.Concat(added).Select(static h => new HttpHeader { Name = h.Key, Value = h.Value }));
        return request;
    }

    private string Token(Pinned pinned) => Session(pinned).SessionToken;

    private IssuedSession Session(Pinned pinned)
    {
        Identity ana = PrincipalSimulation.Find(
            new SimulatedPrincipal("arn:aws:iam::111122223333:user/ana"), pinned.Snapshot, Part<TimeProvider>().GetUtcNow())!;
        IssueResult issued = Part<AssumeRoleOperation>().Issue(
            ana,
            new AssumeRoleRequest
            {
                Endpoint = new StsEndpoint(false, Region),
                RoleArn = "arn:aws:iam::111122223333:role/OrderReader",
                RoleSessionName = "load",
                Use = Authz.Tokens.Sessions.CredentialUse.Bearer,
            },
            pinned);
        return issued.Session!;
    }

    private Pinned Pinned() => Part<SidecarState>().Pin()!.Value;

    private T Part<T>()
        where T : class => _application.Services.GetRequiredService<T>();
}
