using System.Text;
using System.Text.Json;
using Authz.Cli.Schemas;
using Authz.Policies.Documents;
using Json.Schema;

namespace Authz.Cli.Tests.Schemas;

/// <summary>The embedded schemas, as an independent implementation of JSON Schema reads them.</summary>
internal static class SchemaSet
{
    // the schemas refer to each other by file name: any base will do
    private static readonly Uri Base = new("https://schemas.example/");

    private static readonly JsonDocumentOptions Relaxed = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private static readonly Dictionary<string, JsonSchema> Schemas = Build();

    /// <summary>The kinds of policies and the schema of each.</summary>
    public static IReadOnlyDictionary<PolicyKind, string> OfKind { get; } = new Dictionary<PolicyKind, string>
    {
        [PolicyKind.Identity] = "identity-policy",
        [PolicyKind.Boundary] = "boundary-policy",
        [PolicyKind.Session] = "session-policy",
        [PolicyKind.Resource] = "resource-policy",
        [PolicyKind.Trust] = "trust-policy",
        [PolicyKind.Key] = "key-policy",
        [PolicyKind.ServiceControl] = "service-control-policy",
        [PolicyKind.ResourceControl] = "resource-control-policy",
    };

    /// <summary>A schema as JSON.</summary>
    public static JsonElement Json(string name) => Parse(Encoding.UTF8.GetString(SchemaCatalogue.Read(name)));

    /// <summary>Whether a schema accepts a text; comments and trailing commas are passed over.</summary>
    public static bool Accepts(string name, string text) => Accepts(name, Parse(text));

    public static bool Accepts(string name, JsonElement instance) => Schemas[name].Evaluate(instance).IsValid;

    /// <summary>What a schema says against a text, one line for each complaint; empty when it accepts it.</summary>
    public static string Complaints(string name, string text)
    {
        EvaluationResults results = Schemas[name].Evaluate(Parse(text), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid ? "" : string.Join('\n', (results.Details ?? []).Where(d => d.Errors is { Count: > 0 })
            .Select(d => $"{d.InstanceLocation}: {string.Join("; ", d.Errors!.Values)} ({d.EvaluationPath})"));
    }

    public static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text, Relaxed);
        return document.RootElement.Clone();
    }

    private static Dictionary<string, JsonSchema> Build()
    {
        var options = new BuildOptions { SchemaRegistry = new SchemaRegistry() };
        var schemas = new Dictionary<string, JsonSchema>(StringComparer.Ordinal);
        // a reference is resolved when its schema is built: the one that all others refer to comes first
        foreach (var name in SchemaCatalogue.Names.OrderByDescending(name => name == "policy"))
        {
            var text = Encoding.UTF8.GetString(SchemaCatalogue.Read(name));
            schemas[name] = JsonSchema.FromText(text, options, new Uri(Base, name + SchemaCatalogue.Ending));
        }

        return schemas;
    }
}
