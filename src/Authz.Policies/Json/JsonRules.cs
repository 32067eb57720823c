using Authz.Policies.Diagnostics;

namespace Authz.Policies.Json;

/// <summary>What can be wrong with a text before it is known what it should say.</summary>
public static class JsonRules
{
    public static readonly DiagnosticRule InvalidUtf8 = new("AZ1000", DiagnosticSeverity.Error, "save the text as UTF-8");
    public static readonly DiagnosticRule InvalidJson = new("AZ1001", DiagnosticSeverity.Error, "correct the JSON at this place");
    public static readonly DiagnosticRule DuplicateMember = new("AZ1002", DiagnosticSeverity.Error, "keep one of the two members");
    public static readonly DiagnosticRule TooLarge = new("AZ1003", DiagnosticSeverity.Error, "split the text or remove what is not needed");
    public static readonly DiagnosticRule TooDeep = new("AZ1004", DiagnosticSeverity.Error, "nest arrays and objects less deeply");
}
