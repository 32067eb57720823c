using System.Xml.Linq;

namespace Authz.Repository.Tests;

/// <summary>What the rules need of a csproj file.</summary>
/// <param name="Path">Relative to the repository's root.</param>
/// <param name="Root">The project element.</param>
internal sealed record ProjectFile(string Path, XElement Root)
{
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Folder => Path[..Path.LastIndexOf('/')];

    /// <summary>Names of the projects it references, sorted.</summary>
    public IEnumerable<string> ProjectReferences => Root.Descendants("ProjectReference")
        .Select(reference => System.IO.Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!)).Order(StringComparer.Ordinal);

    public IEnumerable<XElement> PackageReferences => Root.Descendants("PackageReference");

    public static IReadOnlyList<ProjectFile> Below(string folder) =>
        [.. Repository.Files(folder, ".csproj").Select(path => new ProjectFile(path, XElement.Parse(Repository.Read(path))))];
}
