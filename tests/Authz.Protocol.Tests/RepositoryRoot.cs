namespace Authz.Protocol.Tests;

internal static class RepositoryRoot
{
    /// <summary>The nearest directory above the test binaries that holds Authz.sln.</summary>
    public static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (File.Exists(Path.Combine(directory.FullName, "Authz.sln"))) return directory.FullName;
        throw new InvalidOperationException("no Authz.sln above the test binaries");
    }

    public static string Protos => Path.Combine(Find(), "protos");
}
