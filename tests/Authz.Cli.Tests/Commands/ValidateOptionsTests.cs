namespace Authz.Cli.Tests.Commands;

/// <summary>By what <c>authz validate</c> measures.</summary>
public sealed class ValidateOptionsTests
{
    private const string Suggested = """{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } }""";
    private const string Doubtful =
        """{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "a:b", "Resource": "*", "Condition": { "StringEquals": { "a:b": "x*" } } } }""";
    private const string Trust =
        """{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": { "AWS": "999988887777" }, "Action": "sts:AssumeRole" } }""";

    [Theory]
    [InlineData(0)]
    [InlineData(0, "--strict")]
    public async Task Suggestions_never_fail(int status, params string[] options)
    {
        Outcome outcome = await RunAsync(Suggested, options);
        Assert.Equal((status, "0 errors, 0 warnings, 1 suggestion\n"), (outcome.Status, outcome.Error));
        Assert.Contains(":1:41: suggestion AZ1452: ", outcome.Output);
    }

    [Theory]
    [InlineData(1, "AZ1407", "--strict")]
    [InlineData(0, "", "--strict", "--suppress", "AZ1407")]
    [InlineData(0, "", "--strict", "--suppress", "az1407", "--suppress", "AZ1452")]
    [InlineData(1, "AZ1407", "--strict", "--suppress", "AZ1452")]
    public async Task A_suppressed_code_is_left_out_and_does_not_count(int status, string codes, params string[] options)
    {
        Outcome outcome = await RunAsync(Doubtful, options);
        Assert.Equal((status, codes), (outcome.Status, Codes(outcome)));
    }

    [Theory]
    [InlineData("error: `AZ1102` is an error, which cannot be left out: write `2012-10-17`", "--suppress", "AZ1102")]
    [InlineData("error: `AZ0` is no code: `authz codes` prints all", "--suppress", "AZ0")]
    [InlineData("error: `--account 1` is no account id: write 12 digits", "--account", "1")]
    [InlineData("error: `Colour` is no limit: write one of ManagedPolicyCharacters, ", "--limit", "Colour=1")]
    [InlineData("error: `--limit ManagedPolicyCharacters` is `0`: write a whole number from 1 to 10000000", "--limit", "ManagedPolicyCharacters=0")]
    [InlineData("error: `--limit ManagedPolicyCharacters` has no key: write `--limit key=value`", "--limit", "ManagedPolicyCharacters")]
    [InlineData("error: `no-such-file` cannot be read: there is no such file", "--actions", "no-such-file")]
    public async Task An_option_that_cannot_be_used_is_status_2(string error, params string[] options)
    {
        Outcome outcome = await RunAsync(Suggested, options);
        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.StartsWith(error, outcome.Error);
    }

    [Theory]
    [InlineData("AZ1304", 1, "--limit", "ManagedPolicyCharacters=89")]
    [InlineData("", 0, "--limit", "managedpolicycharacters=90")]
    public async Task A_limit_is_that_of_the_option(string codes, int warnings, params string[] options)
    {
        Outcome outcome = await RunAsync("""{"Version":"2012-10-17", "Statement":{"Effect":"Allow","Action":"a:b","Resource":"arn:x*"}}""", [.. options, "--suppress", "AZ1458"]);
        Assert.Equal((codes, $"0 errors, {(warnings == 1 ? "1 warning" : "0 warnings")}, 0 suggestions\n"), (Codes(outcome), outcome.Error));
    }

    [Fact]
    public async Task Other_accounts_are_spoken_of_when_the_own_is_known()
    {
        Assert.Equal("", Codes(await RunAsync(Trust, "--kind", "trust")));
        Assert.Equal("AZ1501", Codes(await RunAsync(Trust, "--kind", "trust", "--account", "111122223333")));
        Assert.Equal("", Codes(await RunAsync(Trust, "--kind", "trust", "--account", "999988887777")));
    }

    [Fact]
    public async Task Actions_are_compared_with_a_catalogue()
    {
        using var scratch = new Scratch();
        var actions = scratch.Write("actions.txt", "b:c\n");
        var faulty = scratch.Write("faulty.txt", "b:c\nnonsense\nmore nonsense\n");

        Assert.Equal("AZ1481", Codes(await RunAsync(Doubtful, "--actions", actions, "--suppress", "AZ1407")));
        Outcome outcome = await RunAsync(Doubtful, "--actions", faulty);
        Assert.Equal(2, outcome.Status);
        Assert.StartsWith($"{faulty}:2:1: error AZ1120: `nonsense` is no action", outcome.Error);
        Assert.Contains($"\n{faulty}:3:1: error AZ1120: `more nonsense` is no action", outcome.Error);
        Assert.EndsWith($"\nerror: the catalogue `{faulty}` cannot be used\n", outcome.Error);
    }

    [Fact]
    public async Task Every_policy_of_an_organization_is_linted_with_what_it_knows()
    {
        using var scratch = new Scratch();
        scratch.Write("organization.json",
            """{ "Id": "o-a", "ManagementAccountId": "999999999999", "Root": { "Id": "r-a", "Accounts": ["999999999999", "111122223333"] } }""");
        scratch.Write("accounts/999999999999/account.json", """{ "Id": "999999999999" }""");
        scratch.Write("accounts/111122223333/account.json", """{ "Id": "111122223333" }""");
        scratch.Write("accounts/111122223333/roles/own.json",
            $$"""{ "RoleName": "own", "AssumeRolePolicyDocument": {{Trust.Replace("999988887777", "999999999999", StringComparison.Ordinal)}} }""");
        scratch.Write("accounts/111122223333/roles/r.json",
            $$"""
            { "RoleName": "r", "AssumeRolePolicyDocument": {{Trust}},
              "RolePolicyList": [ { "PolicyName": "p", "PolicyDocument": {{Doubtful}} } ],
              "PermissionsBoundary": { "PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/Limit" } }
            """);
        scratch.Write("accounts/111122223333/policies/Limit.json", Doubtful);
        scratch.Write("accounts/111122223333/resources/x.json",
            """{ "Resource": "arn:aws:s3:::x", "Policy": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": "*", "Action": "a:b" } } }""");
        scratch.Write("policies/service-control/Broken.json", "{");

        Outcome outcome = await new Tool().RunAsync("validate", scratch.Path);

        Assert.Equal(
            [
                "accounts/111122223333/policies/Limit.json:1:1: warning AZ1459", "accounts/111122223333/policies/Limit.json:1:135: warning AZ1407",
                "accounts/111122223333/resources/x.json:1:117: warning AZ1454", "accounts/111122223333/roles/r.json:1:131: warning AZ1501",
                "accounts/111122223333/roles/r.json:2:196: warning AZ1407", "policies/service-control/Broken.json:1:2: error AZ1001",
            ],
            outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => string.Join(':', l[(scratch.Path.Length + 1)..].Split(':')[..4])));
    }

    // the flood comes first in the order of the files
    [Theory]
    [InlineData("AZ1454", 1, "0 errors, 1 warning, 0 suggestions\n", "--suppress", "AZ1407")]
    [InlineData("", 1, "0 errors, 2501 warnings, 0 suggestions; 1500 more not shown\n")]
    public async Task A_flood_hides_no_warning_of_another_file(string only, int status, string summary, params string[] options)
    {
        using var scratch = new Scratch();
        var flood = string.Join(',', Enumerable.Range(0, 50).Select(s =>
            $$"""{ "Effect": "Deny", "Action": "a:b", "Resource": "*", "Condition": { "StringEquals": { {{string.Join(',', Enumerable.Range(0, 50).Select(k => $"\"a:k{s}x{k}\": \"x*\""))}} } } }"""));
        scratch.Write("organization.json", """{ "Id": "o-a", "ManagementAccountId": "999999999999", "Root": { "Id": "r-a", "Accounts": ["999999999999"] } }""");
        scratch.Write("accounts/999999999999/account.json", """{ "Id": "999999999999" }""");
        scratch.Write("accounts/999999999999/policies/A.json", $$"""{ "Version": "2012-10-17", "Statement": [ {{flood}} ] }""");
        scratch.Write("accounts/999999999999/resources/x.json",
            """{ "Resource": "arn:aws:s3:::x", "Policy": { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": "*", "Action": "a:b" } } }""");
        string[] always = ["--limit", "ManagedPolicyCharacters=10000000", "--suppress", "AZ1459"];

        Outcome outcome = await new Tool().RunAsync(["validate", "--strict", .. always, .. options, scratch.Path]);

        Assert.Equal(status, outcome.Status);
        Assert.StartsWith($"{summary}{scratch.Path}: revision ", outcome.Error);
        Assert.Contains("warning AZ1454", outcome.Output);
        if (only.Length > 0) Assert.Equal(only, Codes(outcome));
    }

    [Fact]
    public async Task A_policy_has_the_same_findings_alone_and_in_an_organization()
    {
        const string Two =
            """{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "a:b", "Resource": "*", "Condition": { "ForAllValues:StringEquals": { "aws:username": "x", "aws:userid": "y" } } } }""";
        using var scratch = new Scratch();
        scratch.Write("organization.json", """{ "Id": "o-a", "ManagementAccountId": "999999999999", "Root": { "Id": "r-a", "Accounts": ["999999999999"] } }""");
        scratch.Write("accounts/999999999999/account.json", """{ "Id": "999999999999" }""");
        var path = scratch.Write("accounts/999999999999/policies/A.json", Two);

        Outcome alone = await new Tool().RunAsync("validate", path);
        Outcome together = await new Tool().RunAsync("validate", scratch.Path);

        Assert.Equal(alone.Output, together.Output);
        Assert.True(alone.Output.Split('\n').GroupBy(l => l.Split(": ")[0]).Any(g => g.Count(l => l.Length > 0) > 1), alone.Output);
    }

    [Theory]
    [InlineData(0, "identity")]
    [InlineData(1, "session")]
    public async Task A_file_may_be_as_large_alone_as_in_an_organization(int status, string kind)
    {
        var large = Suggested.Replace("\"*\" }", $"\"*\" {new string(' ', 200_000)}}}", StringComparison.Ordinal);
        Outcome outcome = await RunAsync(large, "--kind", kind);
        Assert.Equal((status, status == 1), (outcome.Status, outcome.Output.Contains("AZ1003", StringComparison.Ordinal)));
    }

    private static async Task<Outcome> RunAsync(string policy, params string[] options)
    {
        using var scratch = new Scratch();
        return await new Tool().RunAsync(["validate", scratch.Write("p.json", policy), .. options]);
    }

    private static string Codes(Outcome outcome) => string.Join(' ', outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(l => l.Split(' ').First(word => word.StartsWith("AZ", StringComparison.Ordinal))[..6]));
}
