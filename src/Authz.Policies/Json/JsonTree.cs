using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Authz.Policies.Diagnostics;

namespace Authz.Policies.Json;

/// <summary>Reads UTF-8 JSON into <see cref="JsonNode"/>s, refusing duplicate members. Bounded in size and depth.</summary>
public static class JsonTree
{
    /// <summary>Deepest nesting accepted.</summary>
    public const int MaxDepth = 64;

    /// <summary>Largest text accepted by default, in bytes.</summary>
    public const int DefaultMaxBytes = 1 << 20;

    /// <summary>Reads a text.</summary>
    /// <returns>The root value, or null when the text is no JSON; duplicates are reported and both members kept.</returns>
    public static JsonNode? Read(SourceText source, JsonDialect dialect, DiagnosticList diagnostics, int maxBytes = DefaultMaxBytes)
    {
        ReadOnlySpan<byte> utf8 = source.Utf8.Span;
        if (utf8.Length > maxBytes)
        {
            diagnostics.Add(JsonRules.TooLarge, source, 0, $"the text has {utf8.Length} bytes, at most {maxBytes} are read");
            return null;
        }

        if (ReportInvalidUtf8(source, diagnostics)) return null;

        if (utf8.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            diagnostics.Add(JsonRules.InvalidJson, source, utf8.Length, "the text is empty");
            return null;
        }

        try
        {
            return ReadRoot(source, dialect, diagnostics);
        }
        catch (JsonException exception)
        {
            Report(exception, source, diagnostics);
            return null;
        }
    }

    private static JsonNode? ReadRoot(SourceText source, JsonDialect dialect, DiagnosticList diagnostics)
    {
        var relaxed = dialect == JsonDialect.Relaxed;
        var reader = new Utf8JsonReader(source.Utf8.Span, new JsonReaderOptions
        {
            CommentHandling = relaxed ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow,
            AllowTrailingCommas = relaxed,
            MaxDepth = MaxDepth,
        });
        var builder = new JsonTreeBuilder();
        var names = new JsonNames();
        while (reader.Read())
        {
            var offset = (int)reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    builder.Name(Text(ref reader, names, source, diagnostics), offset);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    JsonNode closed = builder.Close((int)reader.BytesConsumed);
                    if (closed.Kind == JsonKind.Object) CheckDuplicates(closed, source, diagnostics);
                    break;
                default:
                    builder.Add(Create(ref reader, offset, source, diagnostics));
                    break;
            }
        }

        return builder.Root;
    }

    private static JsonNode Create(ref Utf8JsonReader reader, int offset, SourceText source, DiagnosticList diagnostics)
    {
        (JsonKind kind, var text) = reader.TokenType switch
        {
            JsonTokenType.StartObject => (JsonKind.Object, ""),
            JsonTokenType.StartArray => (JsonKind.Array, ""),
            JsonTokenType.String => (JsonKind.String, Text(ref reader, null, source, diagnostics)),
            JsonTokenType.Number => (JsonKind.Number, Encoding.UTF8.GetString(reader.ValueSpan)),
            JsonTokenType.True => (JsonKind.True, "true"),
            JsonTokenType.False => (JsonKind.False, "false"),
            _ => (JsonKind.Null, "null"),
        };
        return new JsonNode(kind, offset, text) { End = (int)reader.BytesConsumed };
    }

    // An escaped lone surrogate is valid JSON grammar and no text.
    private static string Text(ref Utf8JsonReader reader, JsonNames? names, SourceText source, DiagnosticList diagnostics)
    {
        try
        {
            return names is null ? reader.GetString() ?? "" : names.Of(ref reader);
        }
        catch (InvalidOperationException)
        {
            diagnostics.Add(JsonRules.InvalidJson, source, (int)reader.TokenStartIndex, "the string has an escape that is no character");
            return "";
        }
    }

    private static void CheckDuplicates(JsonNode node, SourceText source, DiagnosticList diagnostics)
    {
        if (node.Members.Count < 2) return;
        if (node.Members.Count <= 8 && !HasDuplicate(node.Members)) return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonMember member in node.Members)
        {
            if (!seen.Add(member.Name))
                diagnostics.Add(JsonRules.DuplicateMember, source, member.NameOffset, $"`{member.Name}` stands twice in one object");
        }
    }

    private static bool HasDuplicate(List<JsonMember> members)
    {
        for (var i = 1; i < members.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (string.Equals(members[i].Name, members[j].Name, StringComparison.Ordinal)) return true;
            }
        }

        return false;
    }

    private static void Report(JsonException exception, SourceText source, DiagnosticList diagnostics)
    {
        var offset = OffsetOf(source.Utf8.Span, exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
        // the reader's message is the only place where it says that depth, not grammar, was the fault
        if (exception.Message.Contains("maximum configured depth", StringComparison.Ordinal))
        {
            diagnostics.Add(JsonRules.TooDeep, source, offset, $"arrays and objects are nested deeper than {MaxDepth}");
            return;
        }

        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = (end < 0 ? exception.Message : exception.Message[..end]).TrimEnd('.');
        diagnostics.Add(JsonRules.InvalidJson, source, offset, $"the text is not JSON: {reason}");
    }

    private static int OffsetOf(ReadOnlySpan<byte> utf8, long line, long byteInLine)
    {
        var start = 0;
        for (var i = 0L; i < line; i++)
        {
            var next = utf8[start..].IndexOf((byte)'\n');
            if (next < 0) break;
            start += next + 1;
        }

        return (int)Math.Min(utf8.Length, start + byteInLine);
    }

    /// <summary>Reports a text that is not UTF-8; whether it did.</summary>
    internal static bool ReportInvalidUtf8(SourceText source, DiagnosticList diagnostics)
    {
        ReadOnlySpan<byte> utf8 = source.Utf8.Span;
        if (Utf8.IsValid(utf8)) return false;
        diagnostics.Add(JsonRules.InvalidUtf8, source, FirstInvalidByte(utf8), "the text is not valid UTF-8");
        return true;
    }

    private static int FirstInvalidByte(ReadOnlySpan<byte> utf8)
    {
        var offset = 0;
        while (offset < utf8.Length && Rune.DecodeFromUtf8(utf8[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
            offset += length;
        return offset;
    }
}
