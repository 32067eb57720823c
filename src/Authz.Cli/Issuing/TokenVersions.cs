using System.Globalization;

namespace Authz.Cli.Issuing;

/// <summary>What the versions of tokens mean.</summary>
internal static class TokenVersions
{
    public static string Explain(long version) => version switch
    {
        1 => "1 (valid only in regions that are enabled by default)",
        2 => "2 (valid in every enabled region)",
        _ => string.Create(CultureInfo.InvariantCulture, $"{version} (not known to this tool)"),
    };
}
