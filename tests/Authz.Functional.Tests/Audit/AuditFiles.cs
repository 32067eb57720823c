using System.Text.Json;
using Authz.Tokens.Storage;

namespace Authz.Functional.Tests.Audit;

/// <summary>Reads and checks the files of a decision log.</summary>
internal static class AuditFiles
{
    /// <summary>Every record, in order; the chain must be whole.</summary>
    public static List<JsonElement> Read(string directory, byte[]? key = null)
    {
        var records = new List<JsonElement>();
        var chain = new LineChain(key);
        foreach (var number in JournalFiles.Numbers(directory))
        {
            foreach (var line in ReadLines(JournalFiles.PathOf(directory, number)))
            {
                Assert.Null(chain.Check(System.Text.Encoding.UTF8.GetBytes(line), records.Count == 0));
                records.Add(JsonDocument.Parse(line).RootElement);
            }
        }

        return records;
    }

    /// <summary>The value at a path of members; empty when there is none.</summary>
    public static string At(this JsonElement record, params string[] path)
    {
        foreach (var name in path)
        {
            if (record.ValueKind != JsonValueKind.Object || !record.TryGetProperty(name, out record)) return "";
        }

        return record.ToString();
    }

    // while a sidecar has it open
    private static IEnumerable<string> ReadLines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
