using Authz.Policies.Diagnostics;

namespace Authz.Policies.Json;

/// <summary>What can be wrong with a text before it is known what it should say.</summary>
public static class JsonRules
{
    public static readonly DiagnosticRule InvalidUtf8 =
        Error("AZ1000", "the text is not valid UTF-8", "save the text as UTF-8");
    public static readonly DiagnosticRule InvalidJson =
        Error("AZ1001", "the text is not JSON", "correct the JSON at this place");
    public static readonly DiagnosticRule DuplicateMember =
        Error("AZ1002", "a member stands twice in one object", "keep one of the two members");
    public static readonly DiagnosticRule TooLarge =
        Error("AZ1003", "the text is too large", "split the text or remove what is not needed");
    public static readonly DiagnosticRule TooDeep =
        Error("AZ1004", "arrays and objects are nested too deeply", "nest arrays and objects less deeply");

    /// <summary>All entries, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        InvalidUtf8, InvalidJson, DuplicateMember, TooLarge, TooDeep,
    ];

    private static DiagnosticRule Error(string code, string summary, string remedy) =>
        new(code, DiagnosticSeverity.Error, summary, remedy);
}
