using Authz.Policies.Diagnostics;

namespace Authz.Cli.Simulation;

/// <summary>What can be wrong with a scenario beside its policies.</summary>
internal static class ScenarioRules
{
    public static readonly DiagnosticRule NotAnObject =
        Error("AZ3000", "a scenario is not an object", "write one JSON object a line");
    public static readonly DiagnosticRule MissingField =
        Error("AZ3001", "a field is missing", "add the field");
    public static readonly DiagnosticRule WrongType =
        Error("AZ3002", "a field has the wrong type", "write a value of that type");
    public static readonly DiagnosticRule InvalidPrincipal =
        Error("AZ3003", "a principal is malformed",
            "write the ARN of a user, role, role session, federated user, root or identity provider, a service principal name, or `*`");
    public static readonly DiagnosticRule InvalidEntity =
        Error("AZ3004", "the entity behind a session is malformed", "write the ARN of the role or user behind the session");
    public static readonly DiagnosticRule InvalidAction =
        Error("AZ3005", "an action is malformed", "write `prefix:Name` without wildcards");
    public static readonly DiagnosticRule InvalidResource =
        Error("AZ3006", "a resource is malformed", "write `*` or an ARN with six fields");
    public static readonly DiagnosticRule InvalidAccount =
        Error("AZ3007", "an account id is malformed", "write 12 digits");
    public static readonly DiagnosticRule DuplicateKey =
        Error("AZ3008", "a context key is given twice", "keep one; keys that differ only in case are the same key");
    public static readonly DiagnosticRule InvalidKind =
        Error("AZ3009", "the kind of the resource policy is unknown", "write `resource`, `trust` or `key`");
    public static readonly DiagnosticRule LineTooLong =
        Error("AZ3010", "a line is too long", "write one scenario a line, and leave out policies that do not take part");
    public static readonly DiagnosticRule TooManyLevels =
        Error("AZ3011", "there are too many levels of control policies", "give those from the organization's root to the account, at most 56");

    /// <summary>All entries, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        NotAnObject, MissingField, WrongType, InvalidPrincipal, InvalidEntity, InvalidAction, InvalidResource, InvalidAccount,
        DuplicateKey, InvalidKind, LineTooLong, TooManyLevels,
    ];

    private static DiagnosticRule Error(string code, string summary, string remedy) =>
        new(code, DiagnosticSeverity.Error, summary, remedy);
}
