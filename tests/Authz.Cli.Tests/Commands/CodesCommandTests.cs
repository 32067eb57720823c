using System.Text.Json.Nodes;
using Authz.Cli.Findings;

namespace Authz.Cli.Tests.Commands;

public sealed class CodesCommandTests
{
    [Fact]
    public async Task Every_code_is_a_line()
    {
        Outcome outcome = await new Tool().RunAsync("codes");

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.Equal(DiagnosticCatalogue.All.Select(rule => rule.Code), outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l[..6]));
        Assert.StartsWith("AZ1000 error      the text is not valid UTF-8 (save the text as UTF-8)\n", outcome.Output);
    }

    [Fact]
    public async Task Some_codes_are_explained_in_the_order_asked_for()
    {
        Outcome outcome = await new Tool().RunAsync("codes", "az1201", "AZ1000");

        Assert.Equal(["AZ1201", "AZ1000"], outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l[..6]));
    }

    [Fact]
    public async Task Json_has_the_same()
    {
        JsonNode code = Assert.Single(JsonNode.Parse((await new Tool().RunAsync("codes", "AZ1201", "-o", "json")).Output)!["codes"]!.AsArray())!;

        Assert.Equal(
            ("AZ1201", "warning", "the service prefix of an action has a wildcard", "name the service"),
            ((string?)code["code"], (string?)code["severity"], (string?)code["summary"], (string?)code["remedy"]));
    }

    [Fact]
    public async Task An_unknown_code_is_status_2()
    {
        Outcome outcome = await new Tool().RunAsync("codes", "AZ9999");

        Assert.Equal((2, "", "error: `AZ9999` is no code: `authz codes` prints all\n"), (outcome.Status, outcome.Output, outcome.Error));
    }
}
