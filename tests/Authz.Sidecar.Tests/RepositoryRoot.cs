namespace Authz.Sidecar.Tests;

/// <summary>The checkout that the tests were built from, for pages that tests write and compare.</summary>
internal static class RepositoryRoot
{
    /// <summary>A path in it.</summary>
    public static string In(params string[] parts)
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Authz.sln"))) at = at.Parent;
        Assert.NotNull(at);
        return Path.Combine([at.FullName, .. parts]);
    }
}
