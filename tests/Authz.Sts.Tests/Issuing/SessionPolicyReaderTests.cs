using System.Security.Cryptography;
using Authz.Sts.AssumeRole;
using Authz.Sts.Errors;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Issuing;

public sealed class SessionPolicyReaderTests : IDisposable
{
    private readonly World _world = new World().With(World.Deploy with { Trust = PolicyText.Trust(World.A, "\"sts:*\"") });

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{ "Version": "2012-10-17", "Statement": [] } x""")]
    [InlineData("""{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*", "Resouce": "*" } }""")]
    [InlineData("""{ "Version": "2012-10-17", "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "s3:*", "Resource": "*" } }""")]
    public void I23_A_session_policy_that_is_none_is_refused(string policy) =>
        _world.Refuse(StsErrorCode.MalformedPolicyDocument, _world.Alice(), World.Request() with { Policy = policy });

    [Fact]
    public void I24_A_session_policy_names_no_principal() =>
        _world.Refuse(
            StsErrorCode.MalformedPolicyDocument, _world.Alice(), World.Request() with { Policy = PolicyText.ResourcePolicy("*", "s3:*") });

    [Fact]
    public void I26_What_does_not_fit_into_a_token_is_refused_with_its_percentage()
    {
        KeyValuePair<string, string>[] tags = [.. Enumerable.Range(0, 50).Select(static i => KeyValuePair.Create($"key{i}", RandomNumberGenerator.GetHexString(200)))];
        StsError error = _world.Refuse(StsErrorCode.PackedPolicyTooLarge, _world.Alice(), World.Request() with { Tags = tags });
        Assert.Contains(" percent", error.Message, StringComparison.Ordinal);
    }

    // 18 KiB of them fit into the token when packed, and were once refused as an internal failure when the token was read again
    [Theory]
    [InlineData('x')]
    [InlineData('\u4e00')]
    public void The_longest_tags_are_issued_when_they_pack_well(char letter)
    {
        KeyValuePair<string, string>[] tags =
            [.. Enumerable.Range(10, 50).Select(i => KeyValuePair.Create($"{i}{new string(letter, 126)}", new string(letter, 256)))];
        IssuedSession session = _world.Take(
            _world.Alice(), World.Request() with { Tags = tags, TransitiveTagKeys = [.. tags.Select(static t => t.Key)] });
        Assert.True(_world.Ask(session, "s3:GetObject").IsAllowed);
    }

    [Fact]
    public void I27_A_small_policy_uses_at_least_one_percent()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request() with { Policy = PolicyText.Document(PolicyText.Allow("s3:*")) });
        Assert.InRange(session.PackedPolicySize!.Value, 1, 10);
        Assert.DoesNotContain(' ', session.Claims.Policy!);
    }

    [Theory]
    [InlineData("arn:aws:iam::444455556666:policy/Own", true)]
    [InlineData("arn:aws:iam::aws:policy/Shared", true)]
    [InlineData("arn:aws:iam::444455556666:policy/Shared", true)]
    [InlineData("arn:aws:iam::444455556666:policy/Absent", false)]
    [InlineData("arn:aws:iam::111122223333:policy/Callers", false)]
    [InlineData("arn:aws:iam::aws:policy/Own", false)]
    [InlineData("Own", false)]
    [InlineData("", false)]
    public void I21_A_managed_session_policy_is_of_the_account_of_the_role(string arn, bool isGood)
    {
        var policy = PolicyText.Document(PolicyText.Allow("s3:*"));
        _world.With($"accounts/{World.B}/policies/Own.json", policy)
            .With($"accounts/{World.A}/policies/Callers.json", policy)
            .With("policies/managed/Shared.json", policy);
        AssumeRoleRequest request = World.Request() with { PolicyArns = [arn] };
        if (isGood) Assert.Equal([arn], _world.Take(_world.Alice(), request).Claims.PolicyArns);
        else _world.Refuse(StsErrorCode.ValidationError, _world.Alice(), request);
    }

    [Fact]
    public void Who_may_not_take_the_role_learns_nothing_of_policies()
    {
        _world.With(World.Deploy with { Trust = PolicyText.Trust(World.B) });
        _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), World.Request() with { Policy = "{", PolicyArns = ["nothing"] });
    }
}
