using System.Text;
using System.Text.Unicode;
using Authz.Organizations.Files;
using Authz.Policies.Json;

namespace Authz.Organizations.Reading;

/// <summary>
/// Files that a field named <c>...File</c> names, relative to the file that holds the field, never outside the organization.
/// </summary>
internal sealed class ReferencedFiles(FileShelf shelf)
{
    /// <summary>The bytes of the file; null when there is none to be had, which is reported.</summary>
    public ReadOnlyMemory<byte>? Take(JsonNode reference, FileText text) => TakeFile(reference, text)?.Content;

    /// <summary>The file; null when there is none to be had, which is reported.</summary>
    public OrganizationFile? TakeFile(JsonNode reference, FileText text)
    {
        if (Resolve(reference.Text, text.Path) is not { } path)
        {
            text.Report(OrganizationRules.ReferenceLeaves, reference, $"`{reference.Text}` leads out of the organization's directory");
            return null;
        }

        if (FilePlace.Of(path).Sort != FileSort.None)
        {
            text.Report(OrganizationRules.ReferenceToDocument, reference, $"`{path}` is a document of the organization itself");
            return null;
        }

        if (shelf.Take(path) is { } file) return file.IsFetched ? file : null;
        text.Report(OrganizationRules.ReferenceMissing, reference, $"there is no file `{path}`");
        return null;
    }

    /// <summary>A value that stands in a field or in the file that its twin names; exactly one of the two must be there.</summary>
    public string? TakeText(JsonFields fields, string name)
    {
        JsonNode? inline = fields.Optional(name, JsonKind.String);
        JsonNode? reference = fields.Optional($"{name}File", JsonKind.String);
        var hasInline = fields.Any(name) is not null;
        if (hasInline == fields.Any($"{name}File") is not null)
        {
            var fault = hasInline ? "stand both" : "are both missing";
            fields.Report(OrganizationRules.ExclusiveFields, fields.Node, $"`{name}` and `{name}File` {fault}");
            return null;
        }

        if (reference is null) return inline?.Text;
        if (Take(reference, fields.Text) is not { } content) return null;
        if (Utf8.IsValid(content.Span)) return WithoutLineBreak(Encoding.UTF8.GetString(content.Span));
        fields.Report(OrganizationRules.InvalidSecret, reference, $"the file `{reference.Text}` is not valid UTF-8");
        return null;
    }

    // files that people and tools write end with a line break that belongs to nobody
    private static string WithoutLineBreak(string text)
    {
        if (!text.EndsWith('\n')) return text;
        return text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text[..^1];
    }

    private static string? Resolve(string reference, string from)
    {
        if (reference.Length == 0 || reference[0] == '/' || reference.Contains('\\') || reference.Contains('\0')) return null;
        List<string> parts = [.. from.Split('/')[..^1]];
        foreach (var part in reference.Split('/'))
        {
            if (part is "." or "") continue;
            if (part != "..") parts.Add(part);
            else if (parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else return null;
        }

        return string.Join('/', parts);
    }
}
