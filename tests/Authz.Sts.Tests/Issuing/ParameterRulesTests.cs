using Authz.Sts.AssumeRole;
using Authz.Sts.Errors;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Issuing;

public sealed class ParameterRulesTests : IDisposable
{
    private readonly World _world = new World().With(World.Deploy with { Trust = PolicyText.Trust(World.A, "\"sts:*\"") });

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("x", false)]
    [InlineData("", false)]
    [InlineData("xy", true)]
    [InlineData("Session1:2", false)]
    [InlineData("a+b=c,d.e@f-g_h", true)]
    [InlineData("ü-ber", false)]
    [InlineData("a/b", false)]
    [InlineData("ab\n", false)]
    [InlineData("a*b", false)]
    public void I02_I04_I05_I06_A_session_name_is_ASCII_of_a_class(string name, bool isGood) =>
        Expect(isGood, World.Request() with { RoleSessionName = name }, "roleSessionName");

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void I03_A_session_name_has_64_characters_at_most(int length, bool isGood) =>
        Expect(isGood, World.Request() with { RoleSessionName = new string('a', length) }, "roleSessionName");

    [Theory]
    [InlineData("nothing-valid-in-here")]
    [InlineData("arn:aws:iam::444455556666:user/alice")]
    [InlineData("arn:aws:sts::444455556666:assumed-role/Deploy/s-1")]
    [InlineData("arn:aws:iam::*:role/app/Deploy")]
    [InlineData("")]
    public void I07_I08_What_is_no_role_ARN_is_invalid(string arn) => Expect(false, World.Request(arn), "is invalid");

    [Theory]
    [InlineData("a", false)]
    [InlineData("ab", true)]
    [InlineData("has space", false)]
    [InlineData("a:b/c", true)]
    [InlineData("", false)]
    public void T17_An_external_id_is_of_a_class(string id, bool isGood) =>
        Expect(isGood, World.Request() with { ExternalId = id }, "externalId");

    [Theory]
    [InlineData(1224, true)]
    [InlineData(1225, false)]
    public void T17_An_external_id_has_1224_characters_at_most(int length, bool isGood) =>
        Expect(isGood, World.Request() with { ExternalId = new string('a', length) }, "externalId");

    [Theory]
    [InlineData("aws:x", false)]
    [InlineData("a", false)]
    [InlineData("", false)]
    [InlineData("ana", true)]
    public void T29_A_source_identity_is_of_a_class(string source, bool isGood) =>
        Expect(isGood, World.Request() with { SourceIdentity = source }, "sourceIdentity");

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void G02_A_call_has_50_tags_at_most(int count, bool isGood) =>
        Expect(isGood, World.Request() with { Tags = [.. Enumerable.Range(0, count).Select(static i => KeyValuePair.Create($"k{i}", "v"))] }, "tags");

    [Fact]
    public void G03_Tag_keys_differ_by_more_than_case()
    {
        var request = World.Request() with { Tags = [new("Department", "a"), new("department", "b")] };
        _world.Refuse(StsErrorCode.InvalidParameterValue, _world.Alice(), request);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("")]
    public void G04_A_transitive_key_is_among_the_tags(string key)
    {
        var request = World.Request() with { Tags = [new("team", "a")], TransitiveTagKeys = [key] };
        _world.Refuse(StsErrorCode.InvalidParameterValue, _world.Alice(), request);
    }

    [Theory]
    [InlineData("", "v", false)]
    [InlineData("k", "", true)]
    [InlineData("k", "v;", false)]
    [InlineData("k*", "v", false)]
    [InlineData("k", "${aws:username}", false)]
    [InlineData("Straße 1", "größe_.:/=+-@", true)]
    [InlineData("k", "\U00020BB7野家", true)]
    [InlineData("k", "\U0001F600", false)]
    [InlineData("k", "\uD800", false)]
    [InlineData("k", "a\nb", false)]
    public void Tags_are_of_a_class(string key, string value, bool isGood) =>
        Expect(isGood, World.Request() with { Tags = [new(key, value)] }, "tags");

    [Theory]
    [InlineData(128, 256, true)]
    [InlineData(129, 1, false)]
    [InlineData(1, 257, false)]
    public void Tags_are_of_bounded_length(int key, int value, bool isGood) =>
        Expect(isGood, World.Request() with { Tags = [new(new string('k', key), new string('v', value))] }, "tags");

    [Fact]
    public void I22_There_are_ten_managed_session_policies_at_most() =>
        Expect(false, World.Request() with { PolicyArns = [.. Enumerable.Range(0, 11).Select(static i => $"arn:aws:iam::aws:policy/P{i}")] }, "policyArns");

    [Fact]
    public void I25_Session_policies_have_2048_characters_at_most()
    {
        var policy = PolicyText.Document(PolicyText.Allow("s3:*"));
        Expect(true, World.Request() with { Policy = policy.PadRight(2048) }, "");
        Expect(false, World.Request() with { Policy = policy.PadRight(2049) }, "2048");
    }

    [Theory]
    [InlineData("\u0001")]
    [InlineData("Ā")]
    [InlineData("野")]
    public void A_session_policy_is_of_a_class(string character) => Expect(
        false, World.Request() with { Policy = PolicyText.Document(PolicyText.Allow("s3:*", $"arn:aws:s3:::a{character}")) }, "policy");

    [Fact]
    public void An_empty_session_policy_is_none() => Expect(false, World.Request() with { Policy = "" }, "policy");

    [Fact]
    public void M08_MFA_parameters_have_a_form()
    {
        Expect(false, World.Request() with { SerialNumber = "serial 12", TokenCode = "123456" }, "serialNumber");
        Expect(false, World.Request() with { SerialNumber = "arn:aws:iam::111122223333:mfa/alice", TokenCode = "12345" }, "tokenCode");
    }

    [Fact]
    public void Parameters_are_refused_alike_whether_the_role_exists_or_not()
    {
        var request = World.Request() with { RoleSessionName = "x" };
        StsError known = _world.Refuse(StsErrorCode.ValidationError, _world.Alice(), request);
        StsError unknown = _world.Refuse(StsErrorCode.ValidationError, _world.Alice(), request with { RoleArn = World.Deploy.Arn + "No" });
        Assert.Equal(known, unknown);
    }

    private void Expect(bool isGood, AssumeRoleRequest request, string named)
    {
        if (isGood) _world.Take(_world.Alice(), request);
        else Assert.Contains(named, _world.Refuse(StsErrorCode.ValidationError, _world.Alice(), request).Message, StringComparison.Ordinal);
    }
}
