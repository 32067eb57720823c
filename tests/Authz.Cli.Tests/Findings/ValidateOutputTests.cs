using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Authz.Cli.Tests.Findings;

/// <summary>What <c>authz validate</c> writes of one faulty policy and one doubtful one, in every format.</summary>
public sealed class ValidateOutputTests
{
    private const string Folder = "tests/Authz.Cli.Tests/Findings/golden";

    private const string Faulty = """{ "Version": "2012-10-16", "Statement": { "Effect": "Permit", "Action": "nonsense", "Resource": "*" } }""";

    private const string Doubtful =
        """
        {
          "Version": "2008-10-17",
          "Statement": [
            { "Effect": "Allow", "Action": ["s3:GetObject", "s3:Get*"], "Resource": "arn:aws:s3:::häuser/${aws:username}/*" },
            {
              "Effect": "Deny", "Action": "s3:*", "Resource": "*",
              "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "false" }, "StringEquals": { "aws:SourceIp": "203.0.113.0/24" } }
            }
          ]
        }
        """;

    [Theory]
    [InlineData("text", "txt")]
    [InlineData("json", "json")]
    [InlineData("sarif", "sarif")]
    public async Task Output_is_the_committed_one(string format, string ending)
    {
        Outcome outcome = await RunAsync("--output", format);

        Assert.Equal((1, "3 errors, 3 warnings, 1 suggestion\n"), (outcome.Status, outcome.Error));
        Golden.Assert($"{Folder}/validate.{ending}", outcome.Output);
    }

    [Fact]
    public async Task Sarif_fits_its_schema()
    {
        JsonSchema schema = Schema();
        Outcome outcome = await RunAsync("--output", "sarif");
        Outcome empty = await new Tool { Input = Encoding.UTF8.GetBytes("{\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"a:b\",\"Resource\":\"*\"}}") }
            .RunAsync("validate", "--output", "sarif", "-");

        Assert.Equal("", Complaints(schema, outcome.Output));
        Assert.Equal("", Complaints(schema, empty.Output));
        Assert.NotEqual("", Complaints(schema, outcome.Output.Replace("unicodeCodePoints", "bytes", StringComparison.Ordinal)));
        Assert.NotEqual("", Complaints(schema, outcome.Output.Replace("\"startLine\": 1", "\"startLine\": 0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Results_of_sarif_refer_to_their_rules_and_have_stable_fingerprints()
    {
        JsonNode run = JsonNode.Parse((await RunAsync("--output", "sarif")).Output)!["runs"]![0]!;
        JsonNode moved = JsonNode.Parse((await RunAfterAsync("\n\n", "--output", "sarif")).Output)!["runs"]![0]!;

        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();
        Assert.All(run["results"]!.AsArray(), result => Assert.Equal((string?)result!["ruleId"], (string?)rules[(int)result["ruleIndex"]!]!["id"]));
        Assert.Equal(Fingerprints(run), Fingerprints(moved));
        Assert.Equal(Fingerprints(run).Count, Fingerprints(run).Distinct().Count());
        Assert.NotEqual(run["results"]!.ToJsonString(), moved["results"]!.ToJsonString());
    }

    [Theory]
    [InlineData("-", "stdin")]
    [InlineData("a b/ä%#?.json", "a%20b/%C3%A4%25%23%3F.json")]
    [InlineData("/etc/a b.json", "file:///etc/a%20b.json")]
    public void Uris_are_relative_and_escaped(string path, string uri) => Assert.Equal(uri, Cli.Findings.SourceUri.Of(path));

    private static async Task<Outcome> RunAsync(params string[] options) => await RunAfterAsync("", options);

    // the standard input stands for a file with the same name on every machine
    private static async Task<Outcome> RunAfterAsync(string before, params string[] options)
    {
        using var scratch = new Scratch();
        Outcome outcome = await new Tool { Input = Encoding.UTF8.GetBytes(before + Doubtful) }
            .RunAsync(["validate", "-", scratch.Write("faulty policy.json", before + Faulty), .. options]);
        return outcome with { Output = outcome.Output.Replace(scratch.Path, "/policies", StringComparison.Ordinal) };
    }

    private static List<string?> Fingerprints(JsonNode run) =>
        [.. run["results"]!.AsArray().Where(r => (string?)r!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"] == "stdin")
            .Select(r => (string?)r!["partialFingerprints"]!["findingHash/v1"])];

    // the schema is of draft 4, which this implementation does not read; in what it uses, draft 6 differs by the name of its id alone
    private static JsonSchema Schema()
    {
        JsonObject schema = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Findings", "sarif", "sarif-2.1.0-rtm.5.json")))!.AsObject();
        schema["$schema"] = "http://json-schema.org/draft-06/schema#";
        schema.Remove("id");
        return JsonSchema.FromText(schema.ToJsonString(), new BuildOptions { SchemaRegistry = new SchemaRegistry() });
    }

    private static string Complaints(JsonSchema schema, string text)
    {
        using var document = JsonDocument.Parse(text);
        EvaluationResults results = schema.Evaluate(document.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid ? "" : string.Join('\n', (results.Details ?? []).Where(d => d.Errors is { Count: > 0 })
            .Select(d => $"{d.InstanceLocation}: {string.Join("; ", d.Errors!.Values)}"));
    }
}
