using System.Text;
using System.Text.Json;

namespace Authz.Cli.Tests.Commands;

public sealed class ExplainCommandTests
{
    private const string Operator = "arn:aws:iam::111122223333:role/Ec2Operator";

    [Fact]
    public async Task A_scenario_is_shown_as_a_tree_of_layers()
    {
        Outcome outcome = await new Tool
        {
            Input = Encoding.UTF8.GetBytes("""
                { // on several lines, with a remark
                  "principal": "arn:aws:iam::111122223333:user/ana", "action": "s3:GetObject", "resource": "arn:aws:s3:::docs/a.txt",
                  "context": { "aws:PrincipalTag/team": "blue" }, "permissionsBoundary": [],
                  "resourcePolicy": { "Statement": { "Effect": "Deny", "Principal": { "AWS": "444455556666" }, "Action": "s3:*", "Resource": "*" } },
                  "identityPolicies": [ { "Version": "2012-10-17", "Statement": [
                    { "Sid": "Team", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": ["red", "green"] } } },
                    { "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::other/*" } ] } ]
                }
                """),
        }.RunAsync("explain", "-");

        Assert.Equal(("", 1), (outcome.Error, outcome.Status));
        Assert.Equal(
            """
            decision:         DENY: no allow by the identity policies
            caller:           arn:aws:iam::111122223333:user/ana
            action:           s3:GetObject
            resource:         arn:aws:s3:::docs/a.txt

            ├─ resource control policies, level 0: none
            ├─ service control policies, level 0: none
            ├─ resource policy: says nothing of this caller
            │  └─ Deny policy 0 statement 0 just missed
            │        not Principal `444455556666`: the request has `arn:aws:iam::111122223333:user/ana`, `111122223333`
            ├─ identity policies: DO NOT ALLOW
            │  ├─ Allow policy 0 statement 0 `Team` just missed
            │  │     not StringEquals aws:PrincipalTag/team `red`, `green`: the request has `blue`
            │  └─ Allow policy 0 statement 1 just missed
            │        not Resource `arn:aws:s3:::other/*`: the request has `arn:aws:s3:::docs/a.txt`
            ├─ permissions boundary: do not allow; not asked
            └─ session policies: none

            what would help:  identity policies: policy 0 statement 0 `Team` would allow if StringEquals aws:PrincipalTag/team `red` or `green`
                              identity policies: policy 0 statement 1 would allow if the resource were `arn:aws:s3:::other/*`

            """, outcome.Output);
    }

    [Fact]
    public async Task A_principal_of_the_example_organization_is_explained()
    {
        Outcome outcome = await AskAsync("--region", "us-east-1", "--context", "ec2:InstanceType=t2.micro", "--context", "aws:userid=me");

        Assert.Equal(1, outcome.Status);
        Assert.StartsWith("decision:         DENY: explicit deny by the service control policies, level 1\n", outcome.Output);
        Assert.Contains("ignored keys:     aws:userid\n", outcome.Output);
        Assert.Contains("as StringNotEquals aws:RequestedRegion `eu-central-1`, `eu-west-1`: the request has `us-east-1`\n", outcome.Output);
        Assert.Contains("Deny RequireMicroInstanceType statement 0 `RequireMicroInstanceType` just missed\n", outcome.Output);
        Assert.Contains("what would help:  service control policies, level 1: a request for which not all of this holds in DenyAllOutsideEU statement 0 `DenyAllOutsideEU`: StringNotEquals", outcome.Output);
    }

    [Fact]
    public async Task An_allow_ends_with_0_and_needs_no_help()
    {
        Outcome outcome = await AskAsync("--region", "eu-west-1", "--context", "ec2:InstanceType=t2.micro");

        Assert.Equal(0, outcome.Status);
        Assert.StartsWith("decision:         ALLOW\n", outcome.Output);
        Assert.DoesNotContain("what would help", outcome.Output);
    }

    [Fact]
    public async Task A_session_policy_limits_and_is_explained()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("session.json", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""");

        Outcome outcome = await AskAsync("--region", "eu-west-1", "--context", "ec2:InstanceType=t2.micro", "--session-policy", file);

        Assert.Equal(1, outcome.Status);
        Assert.Contains("└─ session policies: DO NOT ALLOW\n", outcome.Output);
        Assert.Contains("session policies: a statement that allows the action; none there comes near", outcome.Output);
    }

    [Fact]
    public async Task Every_layer_that_denies_says_what_would_help()
    {
        const string Deny = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}""";
        Outcome outcome = await ExplainAsync($$"""
            {"principal":"arn:aws:iam::111122223333:user/ana","action":"s3:GetObject","resource":"*","identityPolicies":[{{Deny}}],
             "permissionsBoundary":{{Deny}},"serviceControlPolicies":[[{{Deny}}]]}
            """);

        foreach (var layer in new[] { "service control policies, level 0", "identity policies", "permissions boundary" })
            Assert.Contains($"{layer}: a change of policy 0 statement 1, which denies without conditions\n", outcome.Output);
        Assert.DoesNotContain("not asked", outcome.Output);
    }

    [Fact]
    public async Task Across_accounts_a_grant_to_the_caller_is_not_said_to_be_enough()
    {
        Outcome outcome = await ExplainAsync("""
            {"principal":"arn:aws:iam::222233334444:user/bob","action":"s3:GetObject","resource":"arn:aws:s3:::docs/a.txt","resourceAccount":"111122223333",
             "resourcePolicy":{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222233334444:user/bob"},"Action":"s3:*"}}}
            """);

        Assert.Contains("resource policy: allows, and names the caller, who is of another account: its own policies must allow as well\n", outcome.Output);
        Assert.Contains("identity policies: DO NOT ALLOW\n", outcome.Output);
    }

    [Fact]
    public async Task A_root_user_is_said_to_need_no_policy() => Assert.Contains(
        "identity policies: none needed: a root user may all\n",
        (await ExplainAsync("""{"principal":"arn:aws:iam::111122223333:root","action":"s3:GetObject","resource":"*"}""")).Output);

    [Fact]
    public async Task Json_holds_what_the_tree_holds()
    {
        Outcome outcome = await AskAsync("--region", "eu-west-1", "--context", "ec2:InstanceType=t3.large", "-o", "json");

        using var json = JsonDocument.Parse(outcome.Output);
        JsonElement root = json.RootElement;
        Assert.Equal(("explicitDeny", "serviceControl", 2), (root.GetProperty("decision").GetString(), root.GetProperty("layer").GetString(), root.GetProperty("level").GetInt32()));
        JsonElement layer = root.GetProperty("layers").EnumerateArray().Single(l => l.GetProperty("policyType").GetString() == "serviceControl" && l.GetProperty("level").GetInt32() == 2);
        Assert.Equal("denies", layer.GetProperty("status").GetString());
        JsonElement denial = layer.GetProperty("statements").EnumerateArray().Single(s => s.GetProperty("effect").GetString() == "Deny");
        Assert.Equal("""{"element":"StringNotEquals","key":"ec2:InstanceType","expected":["t2.micro"],"actual":["t3.large"]}""",
            JsonSerializer.Serialize(denial.GetProperty("held")[0]));
        Assert.NotEmpty(root.GetProperty("remedies").EnumerateArray());
    }

    [Theory]
    [InlineData("give `--principal` or a file with a scenario")]
    [InlineData("give `--action` with `--principal`", "--principal", Operator)]
    [InlineData("`--principal` asks about a principal, and `s.json` is a scenario", "s.json", "--principal", Operator)]
    [InlineData("is no user, role, role session or account root", "--principal", "arn:aws:iam::111122223333:user/nobody", "--action", "a:b", "--resource", "*")]
    [InlineData("`--action b` is no action", "--principal", Operator, "--action", "b", "--resource", "*")]
    [InlineData("`--resource b` is no resource", "--principal", Operator, "--action", "a:b", "--resource", "b")]
    [InlineData("is not an IP address, which `aws:SourceIp` takes", "--principal", Operator, "--action", "a:b", "--resource", "*", "--context", "aws:sourceip=10")]
    [InlineData("`--region EU WEST` is no region", "--principal", Operator, "--action", "a:b", "--resource", "*", "--region", "EU WEST")]
    [InlineData("has 2 values, and `aws:SourceIp` takes one", "--principal", Operator, "--action", "a:b", "--resource", "*", "--context", "aws:sourceip=192.0.2.1", "--context", "aws:SourceIp=192.0.2.2")]
    [InlineData("`--context x` is no context key", "--principal", Operator, "--action", "a:b", "--resource", "*", "--context", "x=1")]
    public async Task A_question_that_cannot_be_asked_says_why(string message, params string[] args)
    {
        Outcome outcome = await new Tool().RunAsync(["explain", .. args]);

        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_faulty_scenario_or_organization_is_reported_with_its_faults()
    {
        using var scratch = new Scratch();
        Outcome scenario = await new Tool().RunAsync("explain", scratch.Write("s.json", """{"principal":"x","action":"s3:GetObject","resource":"*"}"""));
        scratch.Write("o/organization.json", "{}");
        Outcome organization = await AskAsync("--organization", Path.Combine(scratch.Path, "o"));

        Assert.Equal((2, 2), (scenario.Status, organization.Status));
        Assert.Contains("`x` is no principal", scenario.Error, StringComparison.Ordinal);
        Assert.Contains("organization.json:1:1: error AZ", organization.Error, StringComparison.Ordinal);
    }

    [Theory] // section 4.6
    [InlineData("big", 1, "DENY: a Deny cannot read a value of the request")]
    [InlineData("50", 0, "ALLOW")]
    public async Task A_value_that_a_deny_cannot_read_is_refused_as_the_sidecar_refuses_it(string size, int status, string decision)
    {
        using var scratch = new Scratch();
        scratch.Write("organization.json", """{"Id":"o-example1","ManagementAccountId":"999999999999","Root":{"Id":"r-ex01","Accounts":["999999999999","111122223333"]}}""");
        foreach (var account in new[] { "999999999999", "111122223333" }) scratch.Write($"accounts/{account}/account.json", $$"""{"Id":"{{account}}"}""");
        scratch.Write("accounts/111122223333/roles/R.json", """
            {"RoleName":"R","AssumeRolePolicyDocument":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}},
             "RolePolicyList":[{"PolicyName":"p","PolicyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
              {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NumericGreaterThan":{"orders:Size":"100"}}}]}}]}
            """);

        Outcome outcome = await new Tool().RunAsync(
            "explain", "--organization", scratch.Path, "--principal", "arn:aws:iam::111122223333:role/R", "--action", "orders:Get", "--resource", "*",
            "--context", $"orders:Size={size}");

        Assert.Equal(("", status), (outcome.Error, outcome.Status));
        Assert.StartsWith($"decision:         {decision}\n", outcome.Output);
        Assert.Equal(status == 1, outcome.Output.Contains("unreadable keys:  orders:size\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_user_has_no_session_policies()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("session.json", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""");

        Outcome outcome = await new Tool().RunAsync(
            "explain", "--principal", "arn:aws:iam::111122223333:user/ana", "--action", "s3:GetObject", "--resource", "*", "--session-policy", file);

        Assert.Equal(2, outcome.Status);
        Assert.Contains("has no session policies", outcome.Error, StringComparison.Ordinal);
    }

    private static Task<Outcome> ExplainAsync(string scenario) => new Tool { Input = Encoding.UTF8.GetBytes(scenario) }.RunAsync("explain", "-");

    private static Task<Outcome> AskAsync(params string[] more) => new Tool().RunAsync(
    [
        "explain", "--principal", Operator, "--action", "ec2:RunInstances", "--resource", "arn:aws:ec2:eu-west-1:111122223333:instance/*", .. more,
    ]);
}
