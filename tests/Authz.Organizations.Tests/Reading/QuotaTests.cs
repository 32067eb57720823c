using Authz.Organizations.Reading;
using Authz.Policies.Diagnostics;
using Authz.Policies.Limits;
using static Authz.Organizations.Tests.OrganizationSketch;

namespace Authz.Organizations.Tests.Reading;

/// <summary>What AWS stores and how much of it can be attached (section 1.6).</summary>
public sealed class QuotaTests
{
    private const string DenyOne =
        """{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "orders:Delete", "Resource": "*" } }""";
    private const string DenyResource =
        """{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Principal": "*", "Action": "s3:Get*", "Resource": "*" } }""";

    [Theory]
    [InlineData("roles", 20, "")]
    [InlineData("roles", 21, "AZ2070")]
    [InlineData("roles", 25, "AZ2070")]
    [InlineData("roles", 26, "AZ2071")]
    [InlineData("users", 10, "")]
    [InlineData("users", 11, "AZ2070")]
    [InlineData("users", 20, "AZ2070")]
    [InlineData("users", 21, "AZ2071")]
    public void Managed_policies_of_a_principal(string folder, int count, string code)
    {
        OrganizationSketch sketch = With(new OrganizationSketch(), "policies/managed", Allow, count);
        var attached = string.Join(',', Names(count).Select(name => $$"""{ "PolicyArn": "arn:aws:iam::aws:policy/{{name}}" }"""));
        var start = folder == "roles" ? $"{{ \"RoleName\": \"r\", \"AssumeRolePolicyDocument\": {Trust.ReplaceLineEndings(" ")}," : "{ \"UserName\": \"u\",";
        sketch.With($"{Account}/{folder}/p.json", $"{start}\n\"AttachedManagedPolicies\": [{attached}] }}");
        AssertFinding(sketch, code, code == "AZ2071", $"{Account}/{folder}/p.json");
        var name = (folder == "roles" ? "ManagedPoliciesPerRole" : "ManagedPoliciesPerUser") + (code == "AZ2071" ? "Maximum" : "");
        Assert.All(sketch.Faults(), fault => Assert.Contains($"the limit `{name}` is ", fault.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ServiceControlPolicies", "policies/service-control", DenyOne, 9, "")]
    [InlineData("ServiceControlPolicies", "policies/service-control", DenyOne, 10, "AZ2072")]
    [InlineData("ResourceControlPolicies", "policies/resource-control", DenyResource, 4, "")]
    [InlineData("ResourceControlPolicies", "policies/resource-control", DenyResource, 5, "AZ2072")]
    public void Control_policies_of_a_target_with_the_full_access_that_is_one_of_them(string field, string folder, string policy, int count, string code)
    {
        OrganizationSketch sketch = With(new OrganizationSketch(), folder, policy, count);
        string[] names = [field == "ServiceControlPolicies" ? "FullAWSAccess" : "RCPFullAWSAccess", .. Names(count)];
        sketch.With($"{Account}/account.json", $"{{ \"Id\": \"111122223333\", \"{field}\":\n[{string.Join(',', names.Select(n => $"\"{n}\""))}] }}");
        AssertFinding(sketch, code, isError: true, $"{Account}/account.json");
        var limit = field == "ServiceControlPolicies" ? "`ServiceControlPoliciesPerTarget` is 10" : "`ResourceControlPoliciesPerTarget` is 5";
        Assert.All(sketch.Faults(), fault => Assert.EndsWith($"the limit {limit}", fault.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("roles", 10_240)]
    [InlineData("users", 2_048)]
    public void Inline_policies_together(string folder, int limit)
    {
        OrganizationSketch sketch = new OrganizationSketch().With($"{Account}/{folder}/p.json", Inline(folder, limit));
        AssertFinding(sketch, "", isError: false, "");
        AssertFinding(sketch.With($"{Account}/{folder}/p.json", Inline(folder, limit + 1)), "AZ1305", isError: false, $"{Account}/{folder}/p.json");
    }

    [Theory]
    [InlineData("policies/service-control/P.json", 10_240, "AZ1300")]
    [InlineData("policies/managed/P.json", 6_144, "AZ1304")]
    [InlineData(Account + "/policies/P.json", 6_144, "AZ1304")]
    public void Sizes_of_files(string path, int limit, string code)
    {
        AssertFinding(new OrganizationSketch().With(path, "\n" + OfSize(limit)), "", isError: false, "");
        AssertFinding(new OrganizationSketch().With(path, "\n" + OfSize(limit + 1)), code, code == "AZ1300", path);
    }

    [Fact]
    public void An_indented_control_policy_that_AWS_would_store_loads() =>
        AssertFinding(
            new OrganizationSketch().With("policies/service-control/P.json", "\n" + DenyOne.Replace(": {", $": {new string(' ', 10_240)}{{", StringComparison.Ordinal)),
            "AZ1306", isError: false, "policies/service-control/P.json");

    [Theory]
    [InlineData("roles", "RoleInlineCharacters", 10_240)]
    [InlineData("users", "UserInlineCharacters", 2_048)]
    public void The_limit_of_inline_policies_is_named(string folder, string name, int limit) =>
        Assert.EndsWith($"the limit `{name}` is {limit}",
            Assert.Single(new OrganizationSketch().With($"{Account}/{folder}/p.json", Inline(folder, limit + 1)).Faults()).Message, StringComparison.Ordinal);

    [Fact]
    public void An_organization_beyond_the_quotas_of_AWS_loads_when_they_are_raised()
    {
        OrganizationSketch sketch = new OrganizationSketch().With("policies/service-control/P.json", OfSize(20_000));
        var diagnostics = new DiagnosticList();
        Assert.Null(OrganizationReader.Read(sketch.Files, PolicyLimits.Aws, diagnostics));
        Assert.NotNull(OrganizationReader.Read(sketch.Files, PolicyLimits.Aws with { ServiceControlPolicyCharacters = 20_000 }, diagnostics));
    }

    [Theory]
    [InlineData("999999999999", "[]")]
    [InlineData("111122223333", "[\"FullAWSAccess\", \"P0\"]")]
    [InlineData("111122223333", "[\"P0\"]", "AZ2073")]
    public void A_level_must_allow_something_but_for_the_management_account(string account, string policies, string code = "") =>
        AssertFinding(
            With(new OrganizationSketch(), "policies/service-control", DenyOne, 1)
                .With($"accounts/{account}/account.json", $"{{ \"Id\": \"{account}\", \"ServiceControlPolicies\":\n{policies} }}"),
            code, isError: false, $"accounts/{account}/account.json");

    [Fact]
    public void A_level_whose_policy_is_faulty_is_not_said_to_allow_nothing() =>
        Assert.Equal(["AZ1001"], new OrganizationSketch().With("policies/service-control/P.json", "{")
            .With($"{Account}/account.json", """{ "Id": "111122223333", "ServiceControlPolicies": ["P"] }""").Faults().Select(f => f.Rule.Code));

    private static void AssertFinding(OrganizationSketch sketch, string code, bool isError, string path)
    {
        Assert.Equal(code.Length == 0 ? [] : [(code, isError, path, 2)],
            sketch.Faults().Select(f => (f.Rule.Code, f.IsError, f.Source, f.Position.Line)));
    }

    private static OrganizationSketch With(OrganizationSketch sketch, string folder, string policy, int count)
    {
        foreach (var name in Names(count)) sketch.With($"{folder}/{name}.json", policy);
        return sketch;
    }

    private static IEnumerable<string> Names(int count) => Enumerable.Range(0, count).Select(i => $"P{i}");

    // two policies of half the size each
    private static string Inline(string folder, int characters)
    {
        var policies = $$"""[ { "PolicyName": "a", "PolicyDocument": {{OfSize(characters / 2)}} }, { "PolicyName": "b", "PolicyDocument": {{OfSize(characters - (characters / 2))}} } ]""";
        return folder == "roles"
            ? $"{{ \"RoleName\": \"r\", \"AssumeRolePolicyDocument\": {Trust.ReplaceLineEndings(" ")},\n\"RolePolicyList\": {policies} }}"
            : $"{{ \"UserName\": \"u\",\n\"UserPolicyList\": {policies} }}";
    }

    // many short resources: one long one would be too long a value
    private static string OfSize(int characters)
    {
        const string Start = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"a:b\",\"Resource\":[\"arn:aws:s3:::";
        const string Next = "\",\"arn:aws:s3:::";
        var rest = characters - Start.Length - "\"]}}".Length;
        var text = Start;
        for (; rest > 1_000; rest -= 900 + Next.Length) text += new string('x', 900) + Next;
        return $"{text}{new string('y', rest)}\"]}}}}";
    }
}
