using System.Text.Json;
using Authz.Conformance.Reference;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Reference = Authz.Conformance.Reference.Language;

namespace Authz.Fuzzing.Targets;

/// <summary><see cref="PolicyReader"/> in all kinds and dialects, against the reference's reader and against itself.</summary>
internal static class PolicyTarget
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static void Check(byte[] input)
    {
        var source = new SourceText("input", input);
        var read = Enum.GetValues<PolicyKind>().ToDictionary(kind => kind, kind => Read(source, kind, JsonDialect.Strict));
        Property.Same(read[PolicyKind.Identity] is null, read[PolicyKind.Boundary] is null, "a boundary has the grammar of an identity policy");
        Property.Same(read[PolicyKind.Identity] is null, read[PolicyKind.Session] is null, "a session policy has the grammar of an identity policy");
        Property.Holds(read[PolicyKind.ServiceControl] is null || read[PolicyKind.Identity] is not null, "a service control policy is an identity policy");
        Property.Holds(read[PolicyKind.Key] is null || read[PolicyKind.Resource] is not null, "a key policy is a resource policy");
        foreach ((PolicyKind kind, PolicyDocument? document) in read)
        {
            PolicyDocument? relaxed = Read(source, kind, JsonDialect.Relaxed);
            if (document is null) continue;
            Property.Same(PolicyText.Of(document), relaxed is null ? "" : PolicyText.Of(relaxed), "the relaxed dialect reads all of the strict one");
            CheckPrinted(document);
            CheckMinified(document, source);
            CheckReference(source, kind);
            CompiledPolicy.Check(document);
        }
    }

    private static PolicyDocument? Read(SourceText source, PolicyKind kind, JsonDialect dialect)
    {
        var diagnostics = new DiagnosticList();
        PolicyDocument? document = PolicyReader.Read(source, kind, dialect, diagnostics);
        Property.Same(diagnostics.HasErrors, document is null, "a text with an error gives no document, any other one does");
        foreach (Diagnostic finding in diagnostics.Sorted())
            Property.Holds(finding.Position is { Line: > 0, Column: > 0 } && finding.Message.Length > 0, "a finding has a place and a message");
        return document;
    }

    private static void CheckPrinted(PolicyDocument document)
    {
        var printed = PolicyText.Of(document);
        PolicyDocument? again = Read(SourceText.FromString("printed", printed), document.Kind, JsonDialect.Strict);
        Property.Holds(again is not null, $"a printed policy is read: {printed}");
        Property.Same(printed, PolicyText.Of(again!), "a printed policy says the same");
    }

    private static void CheckMinified(PolicyDocument document, SourceText source)
    {
        var minified = JsonMinifier.Minify(System.Text.Encoding.UTF8.GetString(source.Utf8.Span));
        PolicyDocument? again = Read(SourceText.FromString("minified", minified), document.Kind, JsonDialect.Strict);
        Property.Holds(again is not null, "a minified policy is read");
        Property.Same(PolicyText.Of(document), PolicyText.Of(again!), "a minified policy says the same");
    }

    /// <summary>What the reference refuses is never accepted, duplicate members above all.</summary>
    private static void CheckReference(SourceText source, PolicyKind kind)
    {
        try
        {
            using var json = JsonDocument.Parse(source.Utf8, Strict);
            Reference.PolicyReader.Read(json.RootElement, Enum.Parse<Reference.PolicyKind>(kind.ToString()));
        }
        catch (Exception refused) when (refused is JsonException or RefusedException)
        {
            throw new BrokenPropertyException($"the reference refuses it as {kind}: {refused.Message}");
        }
    }
}
