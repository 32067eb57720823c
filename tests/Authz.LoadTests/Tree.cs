namespace Authz.LoadTests;

/// <summary>Where things lie in the source tree that this program was built from.</summary>
internal static class Tree
{
    /// <summary>The root: the directory of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A program of the tree, built in the same configuration as this one.</summary>
    public static string Program(string project, string name)
    {
        // bin/<configuration>/<framework>/
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(Root, "src", project, "bin", own.Parent!.Name, own.Name, name);
        return File.Exists(path) ? path : throw new LoadFaultException($"`{path}` is missing: build the solution");
    }

    /// <summary>A file of the run's output, in a directory that git ignores.</summary>
    public static string Artifact(string name) =>
        Path.Combine(Directory.CreateDirectory(Path.Combine(Root, "artifacts", "load")).FullName, name);

    private static string FindRoot()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Authz.sln"))) return directory.FullName;
        }

        throw new LoadFaultException("`Authz.sln` is not above this program: run it from its source tree");
    }
}
