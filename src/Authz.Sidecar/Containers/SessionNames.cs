namespace Authz.Sidecar.Containers;

/// <summary>Session names of those who name none.</summary>
internal static class SessionNames
{
    private const string ServiceAccount = "system:serviceaccount:";
    private const int Longest = 64;

    /// <summary>The name for a subject: of a Kubernetes service account <c>namespace.name</c>; what a name cannot hold becomes a hyphen.</summary>
    /// <param name="subject">Subject of a web identity token.</param>
    /// <returns>2 to 64 characters of <c>[A-Za-z0-9_+=,.@-]</c>.</returns>
    public static string Of(string subject)
    {
        var name = subject.StartsWith(ServiceAccount, StringComparison.Ordinal)
            ? subject[ServiceAccount.Length..].Replace(':', '.')
            : subject;
        var clean = string.Concat(name.Select(static c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c, StringComparison.Ordinal) ? c : '-'));
        // the end tells subjects apart more often than the beginning
        return (clean.Length > Longest ? clean[^Longest..] : clean).PadRight(2, '-');
    }
}
