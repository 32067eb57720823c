using System.Text.Json;
using Authz.Policies.Conditions;

namespace Authz.Cli.Tests.Commands;

public sealed class ContextKeysCommandTests
{
    [Fact]
    public async Task Every_known_key_is_listed_with_type_source_and_presence()
    {
        Outcome outcome = await new Tool().RunAsync("context-keys");

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.Equal(ContextKeyCatalogue.All.Length, outcome.Output.Count(static c => c == '\n'));
        Assert.Contains("aws:PrincipalOrgPaths            String    multivalued caller   the caller's account is in the organization\n", outcome.Output);
        Assert.Contains("<issuer>:sub                     String    single      issuing ", outcome.Output);
        Assert.Contains("saml:<attribute>                 String    multivalued issuing ", outcome.Output);
    }

    [Fact]
    public async Task A_prefix_in_any_case_narrows_the_list()
    {
        Outcome outcome = await new Tool().RunAsync("context-keys", "AWS:requesttag", "-o", "json");

        using var json = JsonDocument.Parse(outcome.Output);
        JsonElement key = Assert.Single(json.RootElement.GetProperty("keys").EnumerateArray());
        Assert.Equal(("aws:RequestTag/<key>", "service"), (key.GetProperty("name").GetString(), key.GetProperty("supply").GetString()));
    }

    [Fact]
    public async Task A_prefix_that_no_key_has_is_said_by_the_exit_status() => Assert.Equal(1, (await new Tool().RunAsync("context-keys", "azure:")).Status);
}
