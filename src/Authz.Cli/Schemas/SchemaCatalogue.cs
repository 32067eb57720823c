using System.Reflection;

namespace Authz.Cli.Schemas;

/// <summary>The JSON Schemas of <c>deploy/schemas</c>, embedded so that a tool and its schemas always fit together.</summary>
internal static class SchemaCatalogue
{
    /// <summary>What follows a schema's name in the name of its file.</summary>
    public const string Ending = ".schema.json";

    private const string Prefix = "schema/";

    /// <summary>Names such as <c>role</c>, in ordinal order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(SchemaCatalogue).Assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(static name => name[Prefix.Length..^Ending.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The UTF-8 text of one of <see cref="Names"/>.</summary>
    public static byte[] Read(string name)
    {
        Assembly assembly = typeof(SchemaCatalogue).Assembly;
        using Stream stream = assembly.GetManifestResourceStream($"{Prefix}{name}{Ending}")!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
