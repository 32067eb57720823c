namespace Authz.Cli.Tests;

public sealed class AuthzCliTests
{
    [Theory]
    [InlineData]
    [InlineData("simulate")]
    [InlineData("explain")]
    [InlineData("context-keys")]
    [InlineData("keys")]
    [InlineData("keys", "generate")]
    [InlineData("keys", "list")]
    [InlineData("keys", "activate")]
    [InlineData("keys", "retire")]
    [InlineData("keys", "kill")]
    [InlineData("validate")]
    [InlineData("schema")]
    [InlineData("token")]
    [InlineData("token", "issue")]
    [InlineData("token", "inspect")]
    [InlineData("token", "whoami")]
    [InlineData("authorize")]
    [InlineData("sessions")]
    [InlineData("sessions", "revoke")]
    [InlineData("sessions", "list-revocations")]
    [InlineData("organization")]
    [InlineData("organization", "reload")]
    [InlineData("status")]
    public async Task Every_command_helps_with_a_description_and_an_example(params string[] command)
    {
        Outcome outcome = await new Tool().RunAsync([.. command, "--help"]);

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.Matches("Description:\n  [A-Z].*\\.\n", outcome.Output.ReplaceLineEndings("\n"));
        Assert.Matches("Examples:\n(  .+\n)+", outcome.Output.ReplaceLineEndings("\n"));
        Assert.Contains($"authz {string.Join(' ', command)}".TrimEnd(), outcome.Output);
    }

    [Fact]
    public async Task The_version_is_printed()
    {
        Outcome outcome = await new Tool().RunAsync("--version");

        Assert.Equal(0, outcome.Status);
        Assert.Matches(@"^authz \d+\.\d+\.\d+\n$", outcome.Output);
    }

    [Theory]
    [InlineData("authz")]
    [InlineData("authz", "nonsense")]
    [InlineData("authz token", "token")]
    [InlineData("authz token issue", "token", "issue")]
    [InlineData("authz token issue", "token", "issue", "--role-arn", "r", "--output", "xml")]
    [InlineData("authz token issue", "token", "issue", "--role-arn", "r", "--duration-seconds", "long")]
    [InlineData("authz authorize", "authorize", "--action", "a:B")]
    [InlineData("authz validate", "validate")]
    [InlineData("authz validate", "validate", "--kind", "odd", "f")]
    [InlineData("authz schema", "schema", "odd")]
    public async Task Wrong_usage_is_status_2_and_names_the_help(string command, params string[] args)
    {
        Outcome outcome = await new Tool().RunAsync(args);

        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.StartsWith("error: ", outcome.Error);
        Assert.EndsWith($"see `{command} --help`\n", outcome.Error);
    }

    [Fact]
    public async Task A_token_in_the_wrong_place_is_not_repeated()
    {
        var token = "eyJhbGci" + new string('s', 500);

        Outcome outcome = await new Tool().RunAsync("authorize", "--action", "a:B", "--resource", "*", token);

        Assert.Equal(2, outcome.Status);
        Assert.Contains("eyJhbGci... (508 characters)", outcome.Error);
        Assert.DoesNotContain("sssss", outcome.Error);
    }

    [Fact]
    public async Task An_at_sign_begins_no_response_file()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("args", "--version");

        Outcome outcome = await new Tool().RunAsync($"@{file}");

        Assert.Equal(2, outcome.Status);
    }
}
