using System.Text;

namespace Authz.Cli.Output;

/// <summary>Names of enum values as the protocol's files write them.</summary>
internal static class WireNames
{
    /// <summary><c>TOKEN_NOT_YET_VALID</c> for <c>TokenNotYetValid</c>; the number of a value this tool does not know.</summary>
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        var name = value.ToString();
        var wire = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && wire.Length > 0) wire.Append('_');
            wire.Append(char.ToUpperInvariant(c));
        }

        return wire.ToString();
    }
}
