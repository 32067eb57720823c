using Authz.Cli.Schemas;

namespace Authz.Cli.Tests.Commands;

public sealed class SchemaCommandTests
{
    [Fact]
    public async Task Names_are_listed()
    {
        Outcome outcome = await new Tool().RunAsync("schema");

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.Equal(
            [
                "account", "boundary-policy", "identity-policy", "key-policy", "organization", "policy", "provider", "resource", "resource-control-policy",
                "resource-policy", "role", "scenario", "service-control-policy", "session-policy", "trust-policy", "user",
            ],
            outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_schema_is_printed()
    {
        Outcome outcome = await new Tool().RunAsync("schema", "role");

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.StartsWith("{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": \"Role\"", outcome.Output);
        Assert.EndsWith("}\n", outcome.Output);
    }

    [Fact]
    public async Task All_schemas_are_written_under_the_names_by_which_they_refer_to_each_other()
    {
        using var scratch = new Scratch();
        var path = Path.Join(scratch.Path, "new", "schemas");

        Outcome outcome = await new Tool().RunAsync("schema", "--directory", path);

        Assert.Equal((0, "", ""), (outcome.Status, outcome.Output, outcome.Error));
        Assert.Equal(SchemaCatalogue.Names.Select(name => $"{name}.schema.json").Order(StringComparer.Ordinal),
            Directory.GetFiles(path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(SchemaCatalogue.Read("policy"), await File.ReadAllBytesAsync(Path.Join(path, "policy.schema.json")));
    }

    [Fact]
    public async Task A_directory_that_cannot_be_written_is_status_2()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("file", "");

        Outcome outcome = await new Tool().RunAsync("schema", "--directory", file);

        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.StartsWith($"error: `{file}` cannot be written: ", outcome.Error);
    }
}
