using Authz.Sts.AssumeRole;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Issuing;

public sealed class TagChainTests : IDisposable
{
    private const string Tagging = "\"sts:AssumeRole\", \"sts:TagSession\"";

    private static readonly RoleSketch Tagged =
        World.Deploy with { Policy = PolicyText.Document(PolicyText.Allow("sts:*")), Trust = PolicyText.Trust(World.A, Tagging) };
    private static readonly RoleSketch Next =
        new("Next", PolicyText.Trust(World.B, Tagging)) { Policy = PolicyText.Document(PolicyText.Allow("*")) };

    private readonly World _world = new World().With(Tagged).With(Next);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void G01_Tags_need_the_permission_of_the_trust()
    {
        _world.With(World.Deploy);
        _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), Tags(("team", "orders")));
    }

    [Fact]
    public void G01_Tags_need_the_permission_of_a_caller_from_another_account()
    {
        _world.With(World.Alice with { Policy = PolicyText.Document(PolicyText.Allow("sts:AssumeRole")) });
        _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), Tags(("team", "orders")));
    }

    [Theory]
    [InlineData("Star", "Star")]
    [InlineData("Star", "star")]
    public void G05_A_session_tag_stands_before_the_tag_of_the_role(string roleKey, string sessionKey)
    {
        _world.With(Tagged with { Tags = [(roleKey, "3")], Policy = Needs("aws:PrincipalTag/Star", "1") });
        IssuedSession session = _world.Take(_world.Alice(), Tags((sessionKey, "1")));
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
        Assert.False(_world.Ask(_world.Take(_world.Alice(), World.Request()), "s3:GetObject").IsAllowed);
    }

    [Fact]
    public void G06_A_transitive_tag_passes_on_and_stays_transitive()
    {
        IssuedSession second = _world.Take(Begin(), ToNext());
        Assert.Equal([new("Heart", "2")], second.Claims.Tags);
        Assert.Equal(["Heart"], second.Claims.TransitiveTagKeys);
        _world.With(Next with { Trust = PolicyText.Trust("*") });
        Assert.Equal([new("Heart", "2")], _world.Take(_world.Session(second), ToNext()).Claims.Tags);
    }

    [Theory]
    [InlineData("Heart")]
    [InlineData("heart")]
    public void G07_An_inherited_tag_is_not_passed_again(string key) =>
        _world.Refuse(StsErrorCode.InvalidParameterValue, Begin(), ToNext() with { Tags = [new(key, "9")] });

    [Fact]
    public void G08_A_tag_that_is_not_transitive_ends_with_its_session()
    {
        Identity first = Begin();
        Assert.Contains(first.Claims!.Tags, static t => t.Key == "Star");
        Assert.DoesNotContain(_world.Take(first, ToNext()).Claims.Tags, static t => t.Key == "Star");
    }

    [Fact]
    public void G08_A_tag_that_ended_can_be_passed_again()
    {
        IssuedSession second = _world.Take(Begin(), ToNext() with { Tags = [new("Star", "9")] });
        Assert.Equal([new("Heart", "2"), new("Star", "9")], second.Claims.Tags);
    }

    [Fact]
    public void G09_A_tag_may_be_empty()
    {
        _world.With(Tagged with { Policy = Needs("aws:PrincipalTag/team", "") });
        IssuedSession session = _world.Take(_world.Alice(), Tags(("team", "")));
        Assert.Equal([new("team", "")], session.Claims.Tags);
        Assert.Equal("", _world.Session(session).Claims!.Tags[0].Value);
    }

    [Fact]
    public void G10_While_trust_is_evaluated_an_inherited_tag_stands_for_the_tag_of_the_role()
    {
        _world.With(Next with
        {
            Tags = [("heart", "3")],
            Trust = PolicyText.Trust(World.B, condition: """{ "StringEquals": { "aws:ResourceTag/Heart": "2" } }"""),
        });
        _world.Take(Begin(), ToNext());
    }

    [Fact]
    public void G11_Tags_that_are_only_inherited_need_no_permission()
    {
        _world.With(Next with { Trust = PolicyText.Trust(World.B) });
        Assert.NotEmpty(_world.Take(Begin(), ToNext()).Claims.Tags);
    }

    [Theory]
    [InlineData("""{ "StringEquals": { "aws:RequestTag/team": "orders" } }""")]
    [InlineData("""{ "ForAllValues:StringEquals": { "aws:TagKeys": [ "team" ] } }""")]
    [InlineData("""{ "ForAnyValue:StringEquals": { "sts:TransitiveTagKeys": [ "team" ] } }""")]
    public void Trust_sees_the_tags_of_the_call(string condition)
    {
        _world.With(Tagged with { Trust = PolicyText.Trust(World.A, Tagging, condition) });
        _world.Take(_world.Alice(), Tags(("team", "orders")) with { TransitiveTagKeys = ["team"] });
        _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), Tags(("other", "else")) with { TransitiveTagKeys = ["other"] });
    }

    [Fact]
    public void A_session_tag_does_not_pass_for_another_key_of_its_caller()
    {
        _world.With(Tagged with { Policy = Needs("aws:PrincipalArn", "arn:aws:iam::111122223333:role/Admin") });
        IssuedSession session = _world.Take(_world.Alice(), Tags(("aws:PrincipalArn", "arn:aws:iam::111122223333:role/Admin")));
        Assert.False(_world.Ask(session, "s3:GetObject").IsAllowed);
    }

    private static AssumeRoleRequest Tags(params (string Key, string Value)[] tags) =>
        World.Request() with { Tags = [.. tags.Select(static t => KeyValuePair.Create(t.Key, t.Value))] };

    private static AssumeRoleRequest ToNext() => World.Request(Next.Arn);

    private static string Needs(string key, string value) =>
        PolicyText.Document(PolicyText.Allow("s3:*", condition: $$"""{ "StringEquals": { "{{key}}": "{{value}}" } }"""));

    private Identity Begin() => _world.Session(
        _world.Take(_world.Alice(), Tags(("Star", "1"), ("Heart", "2")) with { TransitiveTagKeys = ["heart"] }));
}
