using System.Text.Json;

namespace Authz.Conformance.Reference.Language;

/// <summary>G1 to G15 and table 1.4.</summary>
public static class PolicyReader
{
    public static Policy Read(JsonElement json, PolicyKind kind)
    {
        RefusedException.Unless(json.ValueKind == JsonValueKind.Object, "a policy is an object");
        RefusedException.Unless(json.GetRawText().All(AllowedCharacter), "character outside U+0020 to U+00FF");
        var members = JsonShape.Members(json);
        JsonShape.OnlyKnown(members, "Version", "Id", "Statement");
        var newLanguage = ReadVersion(members, kind);
        if (members.TryGetValue("Id", out var id))
        {
            RefusedException.Unless(kind is PolicyKind.Resource or PolicyKind.Key or PolicyKind.Trust, "Id not allowed here");
            JsonShape.Text(id);
        }

        RefusedException.Unless(members.TryGetValue("Statement", out var statement), "Statement is required");
        var statements = JsonShape.OneOrMany(statement).ToList();
        CheckSids(statements, kind);
        return new Policy(statements.Select(one => StatementReader.Read(one, kind, newLanguage)).ToList());
    }

    /// <summary>G8.</summary>
    private static bool AllowedCharacter(char c) => c is '\t' or '\n' or '\r' or (>= ' ' and <= 'ÿ');

    /// <summary>G9 to G11: true when variables are active.</summary>
    private static bool ReadVersion(Dictionary<string, JsonElement> members, PolicyKind kind)
    {
        var organizational = kind is PolicyKind.ServiceControl or PolicyKind.ResourceControl;
        if (!members.TryGetValue("Version", out var version))
        {
            RefusedException.Unless(!organizational, "Version is required here");
            return false;
        }

        var text = JsonShape.Text(version);
        RefusedException.Unless(text is "2012-10-17" or "2008-10-17", "unknown Version");
        RefusedException.Unless(!organizational || text == "2012-10-17", "only 2012-10-17 here");
        return text == "2012-10-17";
    }

    /// <summary>G13; an empty Sid counts as absent.</summary>
    private static void CheckSids(List<JsonElement> statements, PolicyKind kind)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var statement in statements)
        {
            RefusedException.Unless(statement.ValueKind == JsonValueKind.Object, "a statement is an object");
            if (!JsonShape.Members(statement).TryGetValue("Sid", out var json) || JsonShape.Text(json).Length == 0)
                continue;
            var sid = JsonShape.Text(json);
            var free = kind is PolicyKind.Resource or PolicyKind.Key;
            RefusedException.Unless(free || sid.All(char.IsAsciiLetterOrDigit), "Sid has letters and digits only");
            RefusedException.Unless(seen.Add(sid), "Sid used twice");
        }
    }
}
