using Authz.Organizations.Attachments;

namespace Authz.Organizations.Tests.Attachments;

public sealed class StatementCountTests
{
    private const string Account = OrganizationSketch.Account;

    [Fact]
    public void Every_statement_counts_and_managed_policies_once()
    {
        // FullAWSAccess, built in, is attached everywhere
        Assert.Equal(1, Count(new OrganizationSketch()));
        const string Attached = """ "AttachedManagedPolicies": [ { "PolicyArn": "arn:aws:iam::aws:policy/Shared" } ] """;
        var inline = $$"""{ "PolicyName": "p", "PolicyDocument": {{OrganizationSketch.Allow}} }""";
        OrganizationSketch sketch = new OrganizationSketch().With("policies/managed/Shared.json", OrganizationSketch.Allow)
            .With($"{Account}/policies/Own.json", OrganizationSketch.Allow)
            .With($"{Account}/users/a.json", $$"""{ "UserName": "a", {{Attached}} }""")
            .With($"{Account}/users/b.json", $$"""{ "UserName": "b", {{Attached}}, "UserPolicyList": [ {{inline}} ] }""")
            .With($"{Account}/roles/r.json",
                $$"""{ "RoleName": "r", "AssumeRolePolicyDocument": {{OrganizationSketch.Trust}}, {{Attached}}, "RolePolicyList": [ {{inline}} ] }""");
        // FullAWSAccess, Shared, Own, two inline policies, one trust policy
        Assert.Equal(6, Count(sketch));
    }

    private static int Count(OrganizationSketch sketch) => StatementCount.Of(sketch.Read());
}
