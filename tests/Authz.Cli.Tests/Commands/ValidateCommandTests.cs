using Authz.Organizations.Files;
using Authz.Organizations.Snapshots;

namespace Authz.Cli.Tests.Commands;

public sealed class ValidateCommandTests
{
    private const string Good = """{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "orders:Get*", "Resource": "*" } }""";

    private const string Broken =
        """
        {
          "Version": "2012-10-16",
          "Statement": [
            { "Effect": "Permit", "Action": "nonsense", "Resource": "*" },
            { "Effect": "Deny", "Resource": "*", "Colour": "red" }
          ]
        }
        """;

    private const string Wide = """{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "ord*:Get", "Resource": "*" } }""";

    [Fact]
    public async Task A_good_policy_is_status_0()
    {
        using var scratch = new Scratch();

        Outcome outcome = await new Tool().RunAsync("validate", scratch.Write("p.json", Good));

        Assert.Equal((0, "", "0 errors, 0 warnings, 0 suggestions\n"), (outcome.Status, outcome.Output, outcome.Error));
    }

    [Fact]
    public async Task Every_fault_of_a_broken_policy_is_shown_with_place_and_remedy()
    {
        using var scratch = new Scratch();
        var path = scratch.Write("broken.json", Broken);

        Outcome outcome = await new Tool().RunAsync("validate", path);

        Assert.Equal((1, "5 errors, 0 warnings, 0 suggestions\n"), (outcome.Status, outcome.Error));
        Assert.Equal(
            ["2:14: error AZ1102", "4:17: error AZ1108", "4:37: error AZ1120", "5:5: error AZ1105", "5:42: error AZ1101"],
            outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => string.Join(':', l[(path.Length + 1)..].Split(':')[..3])));
        Assert.StartsWith($"{path}:2:14: error AZ1102: `Version` is `2012-10-16` (write `2012-10-17`)\n", outcome.Output);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task An_organization_without_errors_has_a_revision(string format)
    {
        using var scratch = new Scratch();
        scratch.Write("organization.json", """{ "Id": "o-a", "ManagementAccountId": "999999999999", "Root": { "Id": "r-a", "Accounts": ["999999999999"] } }""");
        scratch.Write("accounts/999999999999/account.json", """{ "Id": "999999999999" }""");
        var revision = OrganizationLoader.RevisionOf(OrganizationDirectory.Fetch(scratch.Path));

        Outcome outcome = await new Tool().RunAsync("validate", "--output", format, scratch.Path);

        Assert.Equal(0, outcome.Status);
        Assert.Contains(format == "json" ? $"\"revision\": \"{revision}\"" : $"{scratch.Path}: revision {revision}\n", outcome.Output + outcome.Error);

        scratch.Write("accounts/999999999999/account.json", """{ "Id": "0" }""");
        outcome = await new Tool().RunAsync("validate", "--output", format, scratch.Path);
        Assert.Equal(1, outcome.Status);
        Assert.DoesNotContain("revision", outcome.Output + outcome.Error);
    }

    [Fact]
    public async Task Json_has_the_same_findings()
    {
        using var scratch = new Scratch();
        var path = scratch.Write("v.json", Good.Replace("2012-10-17", "x"));

        Outcome outcome = await new Tool().RunAsync("validate", "--output", "json", path);

        Assert.Equal(1, outcome.Status);
        Assert.Equal(
            $$"""
            {
              "diagnostics": [
                {
                  "file": "{{path}}",
                  "line": 1,
                  "column": 14,
                  "severity": "error",
                  "code": "AZ1102",
                  "message": "`Version` is `x`",
                  "remedy": "write `2012-10-17`"
                }
              ],
              "errors": 1,
              "warnings": 0,
              "suggestions": 0,
              "notShown": 0
            }

            """, outcome.Output);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1, "--strict")]
    public async Task Warnings_count_when_strict(int status, params string[] options)
    {
        using var scratch = new Scratch();

        Outcome outcome = await new Tool().RunAsync(["validate", scratch.Write("w.json", Wide), .. options]);

        Assert.Equal((status, "0 errors, 1 warning, 0 suggestions\n"), (outcome.Status, outcome.Error));
    }

    [Theory]
    [InlineData(1, "policies/service-control/P.json")]
    [InlineData(1, "policies/resource-control/P.json")]
    [InlineData(0, "policies/managed/P.json")]
    [InlineData(0, "P.json")]
    [InlineData(1, "P.json", "--kind", "service-control")]
    [InlineData(1, "P.json", "--kind", "trust")]
    [InlineData(1, "policies/managed/P.json", "--kind", "service-control")]
    [InlineData(0, "policies/service-control/P.json", "--kind", "identity")]
    public async Task The_option_tells_the_kind_or_else_the_folder_does(int status, string name, params string[] options)
    {
        // an identity policy needs no version; control policies do, and trust policies need a principal
        const string Unversioned = """{ "Statement": { "Effect": "Deny", "Action": "sts:AssumeRole", "Resource": "*" } }""";
        using var scratch = new Scratch();

        Outcome outcome = await new Tool().RunAsync(["validate", scratch.Write(name, Unversioned), .. options]);

        Assert.Equal(status, outcome.Status);
    }

    [Fact]
    public async Task An_organization_is_read_as_a_whole()
    {
        using var scratch = new Scratch();
        scratch.Write("organization.json", """{ "Id": "o-example1234", "ManagementAccountId": "999999999999", "Root": { "Id": "r-ex01", "Accounts": ["999999999999", "1"] } }""");
        scratch.Write("policies/managed/Broken.json", "{");

        Outcome outcome = await new Tool().RunAsync("validate", scratch.Path);

        Assert.Equal(1, outcome.Status);
        Assert.Contains($"{scratch.Path}/organization.json:1:", outcome.Output);
        Assert.Contains("error AZ2030: `1` is no account id", outcome.Output);
        Assert.Contains($"{scratch.Path}/policies/managed/Broken.json:1:", outcome.Output);
    }

    [Fact]
    public async Task What_cannot_be_read_is_status_2_and_the_rest_is_checked()
    {
        using var scratch = new Scratch();

        Outcome outcome = await new Tool().RunAsync("validate", "no-such-file", scratch.Path, scratch.Write("broken.json", Broken));

        Assert.Equal(2, outcome.Status);
        Assert.Contains("error: `no-such-file` cannot be read: there is no such file\n", outcome.Error);
        Assert.Contains($"error: `{scratch.Path}` is a directory without `organization.json`", outcome.Error);
        Assert.EndsWith("5 errors, 0 warnings, 0 suggestions\n", outcome.Error);
    }
}
