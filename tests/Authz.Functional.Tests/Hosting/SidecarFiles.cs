namespace Authz.Functional.Tests.Hosting;

/// <summary>A directory of one test: a copy of the example organization, room for keys, state and sockets. Removed at the end.</summary>
public sealed class SidecarFiles : IDisposable
{
    // short: the path of a Unix socket has at most 108 bytes
    private readonly string _root = Directory.CreateTempSubdirectory("authz-").FullName;

    public SidecarFiles()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.ExampleOrganization, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Organization, Path.GetRelativePath(Repository.ExampleOrganization, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Organization => In("organization");

    public string Keys => In("keys");

    public string In(string name) => Path.Combine(_root, name);

    /// <summary>Replaces text in a file of the organization, which must have it.</summary>
    public void Edit(string file, string old, string replacement)
    {
        var path = Path.Combine(Organization, file);
        var text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, replacement, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
