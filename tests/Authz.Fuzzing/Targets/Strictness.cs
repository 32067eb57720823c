namespace Authz.Fuzzing.Targets;

/// <summary>Where the engine refuses more than the reference, which states rules and not every bound and alphabet.</summary>
internal static class Strictness
{
    public static readonly IReadOnlySet<string> Codes = new HashSet<string>(StringComparer.Ordinal)
    {
        "AZ1001", // an escaped lone surrogate is no text
        "AZ1003", // size
        "AZ1120", "AZ3005", // the characters of actions
        "AZ1121", "AZ3006", // ARNs with empty fields or of more than 2,048 characters
        "AZ1122", "AZ3003", "AZ3004", // the characters of principals
        "AZ1131", // the characters of context keys
        "AZ1133", // numbers of more than 28 digits, variables without prefix
    };
}
