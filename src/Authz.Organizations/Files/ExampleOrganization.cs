using System.Reflection;

namespace Authz.Organizations.Files;

/// <summary>
/// The example organization, embedded so that the sidecar has something to show without configuration. Its secrets are public:
/// never to be served beyond loopback.
/// </summary>
public static class ExampleOrganization
{
    private const string Prefix = "organization/";

    /// <summary>The files of <c>deploy/examples/organization</c>, as they were when this assembly was built.</summary>
    public static OrganizationFiles Fetch()
    {
        Assembly assembly = typeof(ExampleOrganization).Assembly;
        return new OrganizationFiles(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => new OrganizationFile(name[Prefix.Length..].Replace('\\', '/'), Read(assembly, name))));
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using Stream stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
