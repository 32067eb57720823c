using Authz.Engine.Requests;

namespace Authz.Engine.Tests.Requests;

public sealed class RequestContextTests
{
    [Fact]
    public void Keys_are_compared_without_case_and_added_once()
    {
        RequestContext context = World.Keys("aws:SourceIp", "10.0.0.1");
        Assert.False(context.TryAdd("AWS:sourceIP", ContextValue.Of("10.0.0.2")));
        Assert.Equal("10.0.0.1", context.SingleOf(new ContextKey("aws:sourceip")));
        Assert.Equal(1, context.Count);
    }

    [Fact]
    public void The_upper_context_redefines_nothing_below()
    {
        RequestContext session = World.Keys("aws:PrincipalTag/team", "orders");
        var context = new RequestContext(session);
        Assert.False(context.TryAdd("aws:principaltag/TEAM", ContextValue.Of("admins")));
        Assert.True(context.TryAdd("aws:SourceIp", ContextValue.Of("10.0.0.1")));
        Assert.Equal("orders", context.SingleOf(new ContextKey("aws:PrincipalTag/team")));
        Assert.False(session.TryGet(new ContextKey("aws:SourceIp"), out _));
    }

    [Fact]
    public void A_context_that_begins_anew_has_forgotten_everything()
    {
        var context = new RequestContext(World.Keys("aws:PrincipalTag/team", "orders"));
        context.Add(new ContextKey("aws:SourceIp"), ContextValue.Of("10.0.0.1"));
        context.Begin(World.Keys("aws:username", "ana"));
        Assert.Equal(0, context.Count);
        Assert.False(context.TryGet(new ContextKey("aws:SourceIp"), out _));
        Assert.False(context.TryGet(new ContextKey("aws:PrincipalTag/team"), out _));
        Assert.Equal("ana", context.SingleOf(new ContextKey("aws:username")));
        Assert.True(context.TryAdd("aws:SourceIp", ContextValue.Of("10.0.0.2")));
        context.Begin(null);
        Assert.False(context.TryGet(new ContextKey("aws:username"), out _));
        Assert.False(context.TryGet(new ContextKey("aws:SourceIp"), out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    public void It_grows(int capacity)
    {
        var context = new RequestContext(capacity: capacity);
        for (var i = 0; i < 100; i++) Assert.True(context.TryAdd($"x:k{i}", ContextValue.Of($"{i}")));
        for (var i = 0; i < 100; i++) Assert.Equal($"{i}", context.SingleOf(new ContextKey($"X:K{i}")));
        Assert.False(context.TryGet(new ContextKey("x:k100"), out _));
    }

    [Fact]
    public void An_empty_set_is_missing() // section 4.2
    {
        RequestContext context = World.Set("x:y");
        Assert.False(context.TryGet(new ContextKey("x:y"), out _));
        Assert.False(World.Set("x:y", "").TryGet(new ContextKey("x:z"), out _));
        Assert.True(World.Set("x:y", "").TryGet(new ContextKey("x:y"), out ContextValue value));
        Assert.Equal((true, 1, null), (value.IsSet, value.Count, value.Single));
    }

    [Fact]
    public void Default_is_no_value()
    {
        Assert.True(default(ContextValue).IsEmpty);
        Assert.Equal(0, default(ContextValue).Count);
        Assert.False(ContextValue.Of("").IsEmpty);
        Assert.False(ContextValue.Of("").IsSet);
    }
}
