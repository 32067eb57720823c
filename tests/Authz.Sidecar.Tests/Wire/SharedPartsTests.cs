using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Google.Protobuf;

namespace Authz.Sidecar.Tests.Wire;

public sealed class SharedPartsTests
{
    private static readonly AuthorizeReader Reader = new("eu-central-1");

    [Fact]
    public void What_an_entry_does_not_say_the_batch_says()
    {
        SharedParts shared = Shared(static b => (b.SessionToken, b.Region) = ("common", "eu-west-1"));
        AuthorizationQuery query = Read(shared, static _ => { });
        Assert.Equal(("common", "eu-west-1"), (query.SessionToken, query.Region));
        Assert.Same(shared.SessionToken, query.SessionToken);
        query = Read(shared, static r => (r.SessionToken, r.Region) = ("own", "aws-global"));
        Assert.Equal(("own", "us-east-1"), (query.SessionToken, query.Region));
    }

    [Theory]
    [InlineData("", "eu-central-1")]
    [InlineData("aws-global", "us-east-1")]
    public void The_batchs_region_is_read_as_an_entrys(string region, string expected) =>
        Assert.Equal(expected, Read(Shared(b => b.Region = region), static _ => { }).Region);

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void An_entrys_key_stands_before_the_batchs_of_the_same_name(int more)
    {
        SharedParts shared = Shared(b =>
        {
            Add(b.Context, "app:Same", "common");
            Add(b.Context, "app:Gone", "common");
            for (var i = 0; i < more; i++) Add(b.Context, $"app:Common{i}", "common");
        });
        AuthorizationQuery query = Read(shared, r =>
        {
            Add(r.Context, "APP:same", "own");
            Add(r.Context, "app:gone");
            for (var i = 0; i < more; i++) Add(r.Context, $"app:Own{i}", "own");
        });
        Dictionary<string, string?> values = query.Context.ToDictionary(
            static c => c.Key.Key.Folded, static c => c.Value.Single, StringComparer.Ordinal);
        Assert.Equal(2 + 2 * more, values.Count);
        Assert.Equal(("own", null), (values["app:same"], values["app:gone"]));
        Assert.Equal(("own", "common"), (values["app:own0"], values["app:common0"]));
    }

    [Fact]
    public void An_entry_without_context_shares_what_was_read()
    {
        SharedParts shared = Shared(static b => Add(b.Context, "app:Key", "common"));
        Assert.Equal(shared.Context, Read(shared, static _ => { }).Context);
    }

    [Theory]
    [InlineData("own", "own", true)]
    [InlineData("own", "other", false)]
    [InlineData("own", "", false)]
    [InlineData("", "own", false)]
    [InlineData("", "", true)]
    public void The_context_of_the_entry_before_is_taken_only_where_it_is_the_same(string first, string second, bool isSame)
    {
        SharedParts shared = Shared(static b => Add(b.Context, "app:Common", "common"));
        AuthorizeRequest one = Request(r => Give(r, first)), next = Request(r => Give(r, second));
        var before = Received.Of(one);
        Assert.Null(Reader.Read(before, shared, null, out AuthorizationQuery? query));
        ReceivedRequest request = ReceivedRequest.Read(next.ToByteArray(), before);
        Assert.Null(Reader.Read(request, shared, new ReadRequest(before, query!), out AuthorizationQuery? after));
        Assert.Null(Reader.Read(Received.Of(next), shared, null, out AuthorizationQuery? alone));
        Assert.Equal(alone!.Context.Select(static c => (c.Key.ToString(), c.Value.Single)), after!.Context.Select(static c => (c.Key.ToString(), c.Value.Single)));
        Assert.Equal(isSame, query!.Context == after.Context);

        static void Give(AuthorizeRequest request, string value)
        {
            if (value.Length > 0) Add(request.Context, "app:Own", value);
        }
    }

    [Fact]
    public void Both_contexts_together_are_bounded_as_one_is()
    {
        SharedParts keys = Shared(static b => AddMany(b.Context, "app:Common", 200));
        Read(keys, static r => AddMany(r.Context, "app:Own", 56));
        AssertFault(keys, static r => AddMany(r.Context, "app:Own", 57));
        SharedParts values = Shared(static b => Add(b.Context, "app:Common", [.. Enumerable.Repeat("v", 2000)]));
        Read(values, static r => Add(r.Context, "app:Own", [.. Enumerable.Repeat("v", 48)]));
        AssertFault(values, static r => Add(r.Context, "app:Own", [.. Enumerable.Repeat("v", 49)]));
        SharedParts length = Shared(static b => Add(b.Context, "app:Common", [.. Enumerable.Repeat(new string('v', 4096), 15)]));
        Read(length, static r => Add(r.Context, "app:Own", new string('v', 4096)));
        AssertFault(length, static r => Add(r.Context, "app:Own", new string('v', 4096), "v"));
    }

    [Fact]
    public void A_fault_of_the_batch_is_told_as_that_of_an_entry()
    {
        Assert.StartsWith("`region` is `EU`", Reader.ReadShared(Received.Of(new AuthorizeBatchRequest { Region = "EU" }), out _), StringComparison.Ordinal);
        var batch = new AuthorizeBatchRequest();
        Add(batch.Context, "aws:SourceIp", "nowhere");
        Assert.StartsWith("`context` has `nowhere`", Reader.ReadShared(Received.Of(batch), out _), StringComparison.Ordinal);
    }

    private static SharedParts Shared(Action<AuthorizeBatchRequest> change)
    {
        var batch = new AuthorizeBatchRequest();
        change(batch);
        Assert.Null(Reader.ReadShared(Received.Of(batch), out SharedParts shared));
        return shared;
    }

    private static AuthorizationQuery Read(SharedParts shared, Action<AuthorizeRequest> change)
    {
        Assert.Null(Reader.Read(Received.Of(Request(change)), shared, null, out AuthorizationQuery? query));
        return query!;
    }

    private static void AssertFault(SharedParts shared, Action<AuthorizeRequest> change)
    {
        Assert.StartsWith("`context` ", Reader.Read(Received.Of(Request(change)), shared, null, out AuthorizationQuery? query), StringComparison.Ordinal);
        Assert.Null(query);
    }

    private static AuthorizeRequest Request(Action<AuthorizeRequest> change)
    {
        var request = new AuthorizeRequest { Action = "orders:GetOrder", Resource = "*" };
        change(request);
        return request;
    }

    private static void Add(Google.Protobuf.Collections.MapField<string, ContextValues> context, string key, params string[] values) =>
        context.Add(key, new ContextValues { Values = { values } });

    private static void AddMany(Google.Protobuf.Collections.MapField<string, ContextValues> context, string key, int count)
    {
        for (var i = 0; i < count; i++) Add(context, $"{key}{i}", "v");
    }
}
