namespace Authz.Functional.Tests.Hosting;

/// <summary>Finds files of the repository from where the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string ExampleOrganization { get; } = Path.Combine(Root, "deploy", "examples", "organization");

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Authz.sln"))) at = at.Parent;
        return at?.FullName ?? throw new InvalidOperationException("the tests do not run below the repository");
    }
}
