using System.Text;
using System.Text.Json;

namespace Authz.Cli.Tests.Commands;

public sealed class SimulateCommandTests
{
    private const string Allowed =
        """{"id":"a","principal":"arn:aws:iam::111122223333:user/ana","action":"s3:GetObject","resource":"arn:aws:s3:::b/k","identityPolicies":[{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":"s3:Get*","Resource":"*"}]}]}""";

    private const string Denied = """{"id":2,"principal":"arn:aws:iam::111122223333:user/ana","action":"s3:GetObject","resource":"*"}""";

    private const string AllowedAnswer =
        """{"id":"a","decision":"allowed","layer":null,"matchedStatements":[{"policyType":"identity","policyIndex":0,"statementIndex":0,"sid":"Read","effect":"Allow"}],"missingContextKeys":[]}""";

    private const string DeniedAnswer = """{"id":2,"decision":"implicitDeny","layer":"identity","matchedStatements":[],"missingContextKeys":[]}""";

    [Fact]
    public async Task Each_scenario_gets_its_answer_in_order()
    {
        Outcome outcome = await SimulateAsync($"{Allowed}\n\n  \t\r\n{Denied}\r\n{Allowed}");

        Assert.Equal((0, $"{AllowedAnswer}\n{DeniedAnswer}\n{AllowedAnswer}\n", ""), (outcome.Status, outcome.Output, outcome.Error));
    }

    [Fact]
    public async Task A_file_is_read_like_the_standard_input()
    {
        using var scratch = new Scratch();

        Outcome outcome = await new Tool().RunAsync("simulate", scratch.Write("s.jsonl", Denied));

        Assert.Equal((0, DeniedAnswer + "\n"), (outcome.Status, outcome.Output));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n \n\t")]
    public async Task Nothing_to_decide_is_no_error(string text)
    {
        Outcome outcome = await SimulateAsync(text);

        Assert.Equal((0, "", ""), (outcome.Status, outcome.Output, outcome.Error));
    }

    [Fact]
    public async Task A_missing_file_is_status_2()
    {
        Outcome outcome = await new Tool().RunAsync("simulate", "no-such-file");

        Assert.Equal((2, "", "error: `no-such-file` cannot be read: there is no such file\n"), (outcome.Status, outcome.Output, outcome.Error));
    }

    public static TheoryData<string, string> HostileLines => new()
    {
        { "AZ1004", new string('[', 10_000) + new string(']', 10_000) },
        { "AZ3010", $$"""{"principal":"{{new string('x', 2 << 20)}}"}""" },
        { "AZ1001", "{\"principal\" 1}" },
        { "AZ3000", "[]" },
        { "AZ3001", "{}" },
        { "AZ3002", """{"principal":{},"action":[],"resource":1}""" },
        { "AZ3003", """{"principal":"arn:aws:iam:eu-west-1:111122223333:user/ana","action":"s3:GetObject","resource":"*"}""" },
        {
            "AZ3004",
            """{"principal":"arn:aws:sts::111122223333:assumed-role/r/s","principalEntity":"arn:aws:iam:eu-west-1:111122223333:role/r","action":"s3:GetObject","resource":"*"}"""
        },
        { "AZ1001", """{"principal":"\ud800"}""" },
        { "AZ1001", "\0" },
    };

    [Theory]
    [MemberData(nameof(HostileLines))]
    public async Task A_hostile_line_is_answered_and_the_rest_is_decided(string code, string line)
    {
        Outcome outcome = await SimulateAsync($"{Denied}\n{line}\n{Allowed}\n");

        Assert.Equal(2, outcome.Status);
        var lines = outcome.Output.Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.Equal((DeniedAnswer, AllowedAnswer), (lines[0], lines[2]));
        using var answer = JsonDocument.Parse(lines[1]);
        Assert.Contains(
            ("line 2", code),
            answer.RootElement.GetProperty("error").EnumerateArray().Select(e => (e.GetProperty("source").GetString()!, e.GetProperty("code").GetString()!)));
    }

    [Fact]
    public async Task Invalid_utf8_is_answered_and_the_rest_is_decided()
    {
        byte[] input = [.. "{\"principal\":\""u8, 0xC3, 0x28, .. "\"}\n"u8, .. Encoding.UTF8.GetBytes(Denied)];

        Outcome outcome = await new Tool { Input = input }.RunAsync("simulate", "-");

        Assert.Equal(2, outcome.Status);
        Assert.EndsWith($"\n{DeniedAnswer}\n", outcome.Output);
        Assert.Contains("\"code\":\"AZ1000\"", outcome.Output);
    }

    private static Task<Outcome> SimulateAsync(string text) => new Tool { Input = Encoding.UTF8.GetBytes(text) }.RunAsync("simulate");
}
