using System.IO.Compression;
using Authz.Client;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Authz.Functional.Tests.Hostile;

/// <summary>Nothing crashes, nothing allows, and the next good question is answered.</summary>
public sealed class HostileQuestionTests(SharedSidecars sidecars)
{
    [Theory, ClassData(typeof(Transports))]
    public async Task A_message_beyond_four_mebibytes_is_refused(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        AuthorizeRequest question = await GoodAsync(sidecar);
        question.Context.Add("app:Note", new ContextValues { Values = { new string('a', 5 << 20) } });
        Assert.Equal(StatusCode.ResourceExhausted, await StatusOfAsync(sidecar, question));
        await sidecar.AssertServesAsync();
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_small_message_that_swells_is_refused(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync((await GoodAsync(sidecar)).ToByteArray());
            // fields that nobody knows: 64 MiB of them in some 64 KiB
            var field = RawCall.Field(1000, new byte[1 << 20]);
            for (var i = 0; i < 64; i++) await gzip.WriteAsync(field);
        }

        Assert.InRange(packed.Length, 1, 1 << 20);
        Assert.Equal(StatusCode.ResourceExhausted, await RawCall.AskAsync(sidecar, RawCall.Frame(packed.ToArray(), compressed: 1), "gzip"));
        await sidecar.AssertServesAsync();
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Too_much_context_is_refused(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        AuthorizeRequest keys = await GoodAsync(sidecar);
        for (var i = 0; i < 10_000; i++) keys.Context.Add($"app:Key{i}", new ContextValues { Values = { "v" } });
        Assert.Equal(StatusCode.InvalidArgument, await StatusOfAsync(sidecar, keys));
        AuthorizeRequest value = await GoodAsync(sidecar);
        value.Context.Add("app:Note", new ContextValues { Values = { new string('a', 1 << 20) } });
        Assert.Equal(StatusCode.InvalidArgument, await StatusOfAsync(sidecar, value));
        AuthorizeRequest values = await GoodAsync(sidecar);
        values.Context.Add("app:Note", new ContextValues { Values = { Enumerable.Repeat("v", 100_000) } });
        Assert.Equal(StatusCode.InvalidArgument, await StatusOfAsync(sidecar, values));
        await sidecar.AssertServesAsync();
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Long_fields_are_refused_with_short_errors(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var text = new string('ä', 1 << 20);
        Action<AuthorizeRequest>[] changes =
            [r => r.Action = text, r => r.Resource = text, r => r.Region = text, r => r.Context.Add(text, new ContextValues { Values = { "v" } })];
        foreach (var change in changes)
        {
            AuthorizeRequest question = await GoodAsync(sidecar);
            change(question);
            AuthzException refusal = await SidecarCalls.RefusedAsync(
                StatusCode.InvalidArgument, "ValidationError", sidecar.Client.AuthorizeAsync(question));
            Assert.InRange(refusal.Message.Length, 10, 2000);
        }

        AuthorizeRequest token = await GoodAsync(sidecar);
        token.SessionToken = text;
        Assert.Equal(DecisionReason.TokenInvalid, (await sidecar.Client.AuthorizeAsync(token)).Reason);
        var who = new GetCallerIdentityRequest { Region = text[..(300 * 1024)] };
        AuthzException far = await SidecarCalls.RefusedAsync(
            StatusCode.InvalidArgument, "ValidationError", sidecar.Client.GetCallerIdentityAsync(who));
        Assert.InRange(far.Message.Length, 10, 2000);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Text_that_is_not_UTF8_is_no_allow(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        byte[] bad = [0xc3, 0x28, 0xff, 0xed, 0xa0, 0x80];
        AuthorizeRequest good = await GoodAsync(sidecar);
        for (var field = 1; field <= 3; field++)
            await RawCall.AskAsync(sidecar, RawCall.Frame([.. good.ToByteArray(), .. RawCall.Field(field, bad)]));
        byte[] region = [.. good.ToByteArray(), .. RawCall.Field(4, bad)];
        Assert.NotEqual(StatusCode.OK, await RawCall.AskAsync(sidecar, RawCall.Frame(region)));
        byte[] key = [.. good.ToByteArray(), .. RawCall.Field(5, [.. RawCall.Field(1, [.. "aws:Sour"u8, .. bad, .. " x"u8]), .. RawCall.Field(2, [])])];
        Assert.NotEqual(StatusCode.OK, await RawCall.AskAsync(sidecar, RawCall.Frame(key)));
        await sidecar.AssertServesAsync();
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Broken_frames_are_refused(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var good = (await GoodAsync(sidecar)).ToByteArray();
        byte[][] bodies =
        [
            [], [0], [0, 0, 0], RawCall.Frame(good, length: (uint)good.Length + 1), RawCall.Frame(good, length: uint.MaxValue),
            RawCall.Frame(good, compressed: 1), RawCall.Frame(good, compressed: 7), RawCall.Frame(good.AsSpan(0, good.Length - 1)),
            RawCall.Frame([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f]), RawCall.Frame([0xff, 0xff, 0xff]), RawCall.Frame([0x0b]),
            [.. RawCall.Frame(good), .. RawCall.Frame(good)],
        ];
        foreach (var body in bodies) Assert.NotEqual(StatusCode.OK, await RawCall.AskAsync(sidecar, body));
        Assert.Equal(StatusCode.InvalidArgument, await RawCall.AskAsync(sidecar, RawCall.Frame([])));
        await sidecar.AssertServesAsync();
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task Keys_that_differ_by_case_only_are_refused(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        AuthorizeRequest question = await GoodAsync(sidecar);
        question.Context.Add("aws:SourceIp", new ContextValues { Values = { "10.0.0.1" } });
        question.Context.Add("AWS:sourceip", new ContextValues { Values = { "10.0.0.2" } });
        Assert.Equal(StatusCode.InvalidArgument, await StatusOfAsync(sidecar, question));
    }

    private static async Task<AuthorizeRequest> GoodAsync(TestSidecar sidecar)
    {
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        return SidecarCalls.Question(session.Credentials.SessionToken, "iam:ListUsers");
    }

    private static async Task<StatusCode> StatusOfAsync(TestSidecar sidecar, AuthorizeRequest question) =>
        (await Assert.ThrowsAsync<AuthzException>(() => sidecar.Client.AuthorizeAsync(question))).Status;
}
