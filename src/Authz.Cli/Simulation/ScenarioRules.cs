using Authz.Policies.Diagnostics;

namespace Authz.Cli.Simulation;

/// <summary>What can be wrong with a scenario beside its policies.</summary>
internal static class ScenarioRules
{
    public static readonly DiagnosticRule NotAnObject = Error("AZ3000", "write one JSON object a line");
    public static readonly DiagnosticRule MissingField = Error("AZ3001", "add the field");
    public static readonly DiagnosticRule WrongType = Error("AZ3002", "write a value of that type");
    public static readonly DiagnosticRule InvalidPrincipal = Error(
        "AZ3003", "write the ARN of a user, role, role session, federated user, root or identity provider, a service principal name, or `*`");
    public static readonly DiagnosticRule InvalidEntity = Error("AZ3004", "write the ARN of the role or user behind the session");
    public static readonly DiagnosticRule InvalidAction = Error("AZ3005", "write `prefix:Name` without wildcards");
    public static readonly DiagnosticRule InvalidResource = Error("AZ3006", "write `*` or an ARN with six fields");
    public static readonly DiagnosticRule InvalidAccount = Error("AZ3007", "write 12 digits");
    public static readonly DiagnosticRule DuplicateKey = Error("AZ3008", "keep one; keys that differ only in case are the same key");
    public static readonly DiagnosticRule InvalidKind = Error("AZ3009", "write `resource`, `trust` or `key`");
    public static readonly DiagnosticRule LineTooLong = Error("AZ3010", "write one scenario a line, and leave out policies that do not take part");

    private static DiagnosticRule Error(string code, string remedy) => new(code, DiagnosticSeverity.Error, remedy);
}
