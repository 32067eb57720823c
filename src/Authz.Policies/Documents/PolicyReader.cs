using System.Collections.Immutable;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Policies.Documents;

/// <summary>Reads policies of the AWS IAM language. All faults of a text are reported at once; a text with an error gives no document.</summary>
public static class PolicyReader
{
    /// <summary>Largest policy read, in bytes.</summary>
    public const int MaxBytes = 1 << 17;

    /// <summary>Reads a text that holds one policy.</summary>
    public static PolicyDocument? Read(SourceText source, PolicyKind kind, JsonDialect dialect, DiagnosticList diagnostics)
    {
        var before = diagnostics.ErrorCount;
        JsonNode? root = JsonTree.Read(source, dialect, diagnostics, MaxBytes);
        return root is null ? null : Read(root, source, kind, diagnostics, before, new PolicyTerms());
    }

    /// <summary>Reads a policy that is part of a bigger text.</summary>
    /// <returns>
    /// The policy, or null when any error was reported while it was read. Duplicate members were reported when the bigger text was; whoever
    /// reads that must refuse it.
    /// </returns>
    /// <param name="node">The policy.</param>
    /// <param name="source">The bigger text.</param>
    /// <param name="kind">What it is attached to.</param>
    /// <param name="diagnostics">Takes what is found.</param>
    /// <param name="terms">Terms to share with other policies; null: with none.</param>
    public static PolicyDocument? Read(
        JsonNode node, SourceText source, PolicyKind kind, DiagnosticList diagnostics, PolicyTerms? terms = null) =>
        Read(node, source, kind, diagnostics, diagnostics.ErrorCount, terms ?? new PolicyTerms());

    private static PolicyDocument? Read(
        JsonNode node, SourceText source, PolicyKind kind, DiagnosticList diagnostics, int errorsBefore, PolicyTerms terms)
    {
        if (node.Kind != JsonKind.Object)
        {
            diagnostics.Add(PolicyRules.NotAnObject, source, node.Offset, $"a policy is an object, not {node.Describe()}");
            return null;
        }

        CheckCharacters(node, source, diagnostics);
        foreach (JsonMember member in node.Members)
        {
            if (member.Name is not ("Version" or "Id" or "Statement"))
                diagnostics.Add(PolicyRules.UnknownElement, source, member.NameOffset, $"`{member.Name}` is no element of a policy");
        }

        CheckId(node, kind, source, diagnostics);
        var version = ReadVersion(node, kind, source, diagnostics);
        ImmutableArray<Statement> statements = ReadStatements(node, new StatementReader(source, kind, version, diagnostics, terms), source, diagnostics);
        return diagnostics.ErrorCount > errorsBefore ? null : new PolicyDocument(kind, version, statements);
    }

    private static void CheckId(JsonNode node, PolicyKind kind, SourceText source, DiagnosticList diagnostics)
    {
        if (node.Find("Id") is not { } id) return;
        if (kind is not (PolicyKind.Resource or PolicyKind.Key or PolicyKind.Trust))
            diagnostics.Add(PolicyRules.ElementNotAllowed, source, id.Offset, $"`Id` stands in {Describe(kind)}");
        else if (!id.IsString)
            diagnostics.Add(PolicyRules.WrongType, source, id.Offset, $"`Id` is {id.Describe()}, not a string");
    }

    private static string ReadVersion(JsonNode node, PolicyKind kind, SourceText source, DiagnosticList diagnostics)
    {
        var isControl = kind is PolicyKind.ServiceControl or PolicyKind.ResourceControl;
        JsonNode? version = node.Find("Version");
        if (version is null)
        {
            if (isControl) diagnostics.Add(PolicyRules.MissingElement, source, node.Offset, $"{Describe(kind)} needs `Version`");
            return PolicyDocument.Version2008;
        }

        if (version is { IsString: true, Text: PolicyDocument.Version2012 }) return PolicyDocument.Version2012;
        if (version is { IsString: true, Text: PolicyDocument.Version2008 } && !isControl) return PolicyDocument.Version2008;
        var found = version.IsString ? $"`{version.Text}`" : version.Describe();
        diagnostics.Add(PolicyRules.InvalidVersion, source, version.Offset, $"`Version` is {found}");
        // the newer language finds more faults in what follows
        return PolicyDocument.Version2012;
    }

    private static ImmutableArray<Statement> ReadStatements(
        JsonNode node, StatementReader reader, SourceText source, DiagnosticList diagnostics)
    {
        JsonNode? element = node.Find("Statement");
        List<JsonNode> nodes = element switch
        {
            null => [],
            { Kind: JsonKind.Array } => element.Items,
            _ => [element],
        };
        if (nodes.Count == 0)
            diagnostics.Add(PolicyRules.MissingStatement, source, (element ?? node).Offset, "the policy has no statement");

        if (nodes.Count > PolicyBounds.Statements)
        {
            diagnostics.Add(PolicyRules.TooManyStatements, source, element!.Offset,
                $"the policy has {nodes.Count} statements, at most {PolicyBounds.Statements} are read");
            return [];
        }

        var statements = ImmutableArray.CreateBuilder<Statement>(nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
        {
            if (reader.Read(nodes[i], i) is { } statement) statements.Add(statement);
        }

        return statements.DrainToImmutable();
    }

    // G8: U+0009, U+000A, U+000D, U+0020 to U+00FF
    private static void CheckCharacters(JsonNode node, SourceText source, DiagnosticList diagnostics)
    {
        ReadOnlySpan<byte> utf8 = source.Utf8.Span[node.Offset..node.End];
        // in UTF-8, lead bytes above C3 begin the characters beyond U+00FF
        var index = utf8.IndexOfAnyInRange((byte)0xC4, (byte)0xFF);
        if (index >= 0)
            diagnostics.Add(PolicyRules.InvalidCharacter, source, node.Offset + index, "the policy has a character beyond U+00FF");
    }

    /// <summary>The kind as an author calls it, for messages.</summary>
    internal static string Describe(PolicyKind kind) => kind switch
    {
        PolicyKind.Identity => "an identity policy",
        PolicyKind.Boundary => "a permissions boundary",
        PolicyKind.Session => "a session policy",
        PolicyKind.Resource => "a resource policy",
        PolicyKind.Trust => "a trust policy",
        PolicyKind.Key => "a key policy",
        PolicyKind.ServiceControl => "a service control policy",
        _ => "a resource control policy",
    };
}
