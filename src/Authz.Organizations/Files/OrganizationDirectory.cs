namespace Authz.Organizations.Files;

/// <summary>
/// Fetches an organization from a directory. Follows the layout of mounted Kubernetes volumes, where every visible entry is a
/// link through <c>..data</c>, which is swapped when the volume changes: a fetch never mixes the files of two versions.
/// </summary>
public static class OrganizationDirectory
{
    /// <summary>Most files read.</summary>
    public const int MaxFiles = 10_000;

    /// <summary>Largest file read, in bytes.</summary>
    public const int MaxFileBytes = 1 << 20;

    /// <summary>Largest XML file read, in bytes: SAML metadata may be longer than what people write (IAM CreateSAMLProvider).</summary>
    public const int MaxMetadataBytes = 10_000_000;

    /// <summary>Most bytes read in all files together.</summary>
    public const int MaxTotalBytes = 1 << 28;

    /// <summary>Deepest directory read, counted from the organization's own.</summary>
    public const int MaxDepth = 16;

    private const int Attempts = 5;

    /// <summary>
    /// Fetches all regular files below a directory, except hidden ones and what editors leave behind. Never throws for what it finds.
    /// </summary>
    public static OrganizationFiles Fetch(string path) => Fetch(path, out _);

    /// <summary>Fetches as the other overload does, and says of which state of the directory.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="fingerprint">
    /// The state, when it is that of the directory afterwards too; otherwise the files may be of several states.
    /// </param>
    public static OrganizationFiles Fetch(string path, out DirectoryFingerprint fingerprint)
    {
        for (var attempt = 1; ; attempt++)
        {
            var fetch = new FileFetch(path);
            OrganizationFiles files = fetch.Run();
            fingerprint = fetch.Fingerprint();
            if (!fetch.Walk.HasMoved()) return files;
            if (attempt == Attempts) break;
        }

        const string Message = "the volume changed again and again while it was read";
        return new OrganizationFiles([], [DirectoryWalk.Fault(OrganizationRules.DirectoryUnstable, ".", Message)]);
    }

    /// <summary>Most bytes that a file of this name may have.</summary>
    internal static int MaxBytesOf(string name) => name.EndsWith(".xml", StringComparison.Ordinal) ? MaxMetadataBytes : MaxFileBytes;

    /// <summary>Whether an entry of a directory is nobody's file: hidden, of a volume's own administration, or left by an editor.</summary>
    internal static bool IsSkipped(ReadOnlySpan<char> name) => name.StartsWith('.') || name.EndsWith('~') || name.EndsWith(".swp");
}
