namespace Authz.Cli.Tests.Findings;

/// <summary>Committed outputs. <c>AUTHZ_UPDATE_GOLDEN=1</c> writes them anew; review the difference before it is committed.</summary>
internal static class Golden
{
    /// <summary>Compares a text with a file of the repository.</summary>
    /// <param name="path">The file, from the repository's root.</param>
    /// <param name="actual">What was written now.</param>
    public static void Assert(string path, string actual)
    {
        var file = Path.Combine(Root(), path);
        if (Environment.GetEnvironmentVariable("AUTHZ_UPDATE_GOLDEN") == "1")
        {
            Xunit.Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "AUTHZ_UPDATE_GOLDEN is refused in CI: it would approve any change");
            File.WriteAllText(file, actual);
        }

        Xunit.Assert.True(File.Exists(file), $"{path} is missing: run this test with AUTHZ_UPDATE_GOLDEN=1");
        Xunit.Assert.Equal(File.ReadAllText(file), actual);
    }

    private static string Root()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Authz.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("no Authz.sln above the test binaries");
    }
}
