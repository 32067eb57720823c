using Authz.Engine.Requests;
using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;

namespace Authz.Sidecar.Tests.Wire;

public sealed class AuthorizeReaderTests
{
    private static readonly AuthorizeReader Reader = new("eu-central-1");

    [Fact]
    public void A_request_is_read()
    {
        AuthorizationQuery query = Read(Request());
        Assert.Equal(("token", "orders:GetOrder", "*"), (query.SessionToken, query.Action.ToString(), query.Resource.ToString()));
        Assert.Empty(query.Context);
    }

    [Theory]
    [InlineData("", "eu-central-1")]
    [InlineData("aws-global", "us-east-1")]
    [InlineData("me-south-1", "me-south-1")]
    public void The_region_is_the_sidecars_own_unless_it_is_said(string region, string expected) =>
        Assert.Equal(expected, Read(Request(r => r.Region = region)).Region);

    [Theory]
    [InlineData("EU-WEST-1")]
    [InlineData("eu west 1")]
    [InlineData("eu-west-1\n")]
    [InlineData("*")]
    public void Other_text_is_no_region(string region) => AssertFault("region", r => r.Region = region);

    [Fact]
    public void A_region_has_at_most_64_characters()
    {
        Read(Request(static r => r.Region = new string('a', 64)));
        AssertFault("region", static r => r.Region = new string('a', 65));
    }

    [Theory]
    [InlineData("")]
    [InlineData("orders")]
    [InlineData("orders:*")]
    [InlineData("orders:Get?")]
    [InlineData(":GetOrder")]
    [InlineData("orders:")]
    public void Other_text_is_no_action(string action) => AssertFault("action", r => r.Action = action);

    [Theory]
    [InlineData("")]
    [InlineData("order/1")]
    [InlineData("arn:aws:orders")]
    [InlineData("**")]
    public void Other_text_is_no_resource(string resource) => AssertFault("resource", r => r.Resource = resource);

    [Theory]
    [InlineData("aws:SourceIp", "10.0.0.1", "10.0.0.0.1")]
    [InlineData("aws:SourceIp", "2001:db8::1", "10.0.0.0/8")]
    [InlineData("AWS:sourceip", "10.0.0.1", "")]
    [InlineData("aws:SecureTransport", "true", "yes")]
    [InlineData("aws:MultiFactorAuthAge", "12", "twelve")]
    [InlineData("aws:TokenIssueTime", "2026-01-31T12:00:00Z", "yesterday")]
    [InlineData("aws:SourceArn", "arn:aws:s3:::bucket", "bucket")]
    public void Values_of_known_keys_have_their_type(string key, string good, string bad)
    {
        Assert.Equal(good, Assert.Single(Read(Request(r => Add(r, key, good))).Context).Value.Single);
        AssertFault("context", r => Add(r, key, bad));
        AssertFault("context", r => Add(r, key, good, bad));
    }

    [Fact]
    public void One_value_is_single_and_more_are_a_set_but_for_keys_that_are_always_sets()
    {
        AuthorizationQuery query = Read(Request(static r =>
        {
            Add(r, "app:One", "a");
            Add(r, "app:Two", "a", "b");
            Add(r, "app:None");
            Add(r, "aws:TagKeys", "team");
        }));
        ContextValue Of(string key) => query.Context.Single(c => c.Key.ToString() == key).Value;
        Assert.Equal((false, 1), (Of("app:One").IsSet, Of("app:One").Count));
        Assert.Equal((true, 2), (Of("app:Two").IsSet, Of("app:Two").Count));
        Assert.True(Of("app:None").IsEmpty);
        Assert.Equal((true, 1), (Of("aws:TagKeys").IsSet, Of("aws:TagKeys").Count));
    }

    [Theory] // D10: a second value would let a Deny on the key go quiet
    [InlineData("aws:UserAgent")]
    [InlineData("aws:anything")]
    [InlineData("identitystore:UserId")]
    [InlineData("idp.example/x:sub")]
    public void Keys_of_one_value_take_no_second_one(string key) => AssertFault("context", r => Add(r, key, "a", "b"));

    [Fact]
    public void Keys_that_differ_by_case_are_the_same_key() => AssertFault("context", static r =>
    {
        Add(r, "app:Key", "a");
        Add(r, "APP:KEY", "a");
    });

    [Theory]
    [InlineData("")]
    [InlineData("key")]
    [InlineData("app:")]
    [InlineData(":key")]
    [InlineData("app:a b")]
    [InlineData("app:${x}")]
    public void Other_text_is_no_key(string key) => AssertFault("context", r => Add(r, key, "v"));

    [Fact]
    public void Context_is_bounded()
    {
        Read(Request(static r => AddMany(r, 256)));
        AssertFault("context", static r => AddMany(r, 257));
        Read(Request(static r => Add(r, "app:Key", [.. Enumerable.Repeat("v", 2048)])));
        AssertFault("context", static r => Add(r, "app:Key", [.. Enumerable.Repeat("v", 2049)]));
        Read(Request(static r => Add(r, "app:Key", new string('v', 4096))));
        AssertFault("context", static r => Add(r, "app:Key", new string('v', 4097)));
        Read(Request(static r => Add(r, "app:Key", [.. Enumerable.Repeat(new string('v', 4096), 16)])));
        AssertFault("context", static r => Add(r, "app:Key", [.. Enumerable.Repeat(new string('v', 4096), 16), "v"]));
    }

    [Fact]
    public void A_fault_does_not_repeat_a_long_text()
    {
        var text = new string('ä', 100_000);
        Action<AuthorizeRequest>[] changes = [r => r.Action = text, r => r.Resource = text, r => r.Region = text, r => Add(r, text, "v"), r => Add(r, "aws:SourceIp", text)];
        foreach (var change in changes) Assert.InRange(Reader.Read(Received.Of(Request(change)), out _)!.Length, 1, 400);
    }

    private static AuthorizeRequest Request(Action<AuthorizeRequest>? change = null)
    {
        var request = new AuthorizeRequest { SessionToken = "token", Action = "orders:GetOrder", Resource = "*" };
        change?.Invoke(request);
        return request;
    }

    private static AuthorizationQuery Read(AuthorizeRequest request)
    {
        Assert.Null(Reader.Read(Received.Of(request), out AuthorizationQuery? query));
        return query!;
    }

    private static void AssertFault(string field, Action<AuthorizeRequest> change)
    {
        var fault = Reader.Read(Received.Of(Request(change)), out AuthorizationQuery? query);
        Assert.StartsWith($"`{field}` ", fault, StringComparison.Ordinal);
        Assert.Null(query);
    }

    private static void Add(AuthorizeRequest request, string key, params string[] values) =>
        request.Context.Add(key, new ContextValues { Values = { values } });

    private static void AddMany(AuthorizeRequest request, int count)
    {
        for (var i = 0; i < count; i++) Add(request, $"app:Key{i}", "v");
    }
}
