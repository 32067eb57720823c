using System.Security.Cryptography;
using System.Text;
using Authz.Policies.Names;

namespace Authz.Organizations.Principals;

/// <summary>Unique ids of principals (IAM identifiers): a prefix of four letters that names the kind, then 12 to 124 characters.</summary>
public static class UniqueId
{
    /// <summary>Prefix of a role's id.</summary>
    public const string RolePrefix = "AROA";

    /// <summary>Prefix of a user's id.</summary>
    public const string UserPrefix = "AIDA";

    // other kinds of things, and temporary keys (STS section 3.1)
    private static readonly string[] OtherPrefixes = [RolePrefix, UserPrefix, "AGPA", "ANPA", "AIPA", "APKA", "ASIA"];

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int DerivedCharacters = 16;
    private const int PrefixLength = 4;

    /// <summary>
    /// The id of a principal whose file gives none: the same for the same account, path and name on every machine, so that
    /// sessions outlive a restart. A principal that is deleted and made anew gets its old id back; give ids where that matters.
    /// </summary>
    public static string Derive(string prefix, AccountId account, string path, string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{account}\n{path}\n{name}"), hash);
        var id = new StringBuilder(prefix, prefix.Length + DerivedCharacters);
        for (var i = 0; i < DerivedCharacters; i++) id.Append(Base32[FiveBits(hash, i * 5)]);
        return id.ToString();
    }

    /// <summary>Whether the text begins with the prefix and is 16 to 128 letters, digits or underscores (IAM <c>idType</c>).</summary>
    public static bool IsValid(string text, string prefix) =>
        text.Length is >= 16 and <= 128 && text.StartsWith(prefix, StringComparison.Ordinal)
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>Whether the text is the id of a long-term access key: <c>AKIA</c>, or another four letters that mean nothing else.</summary>
    public static bool IsAccessKey(string text) =>
        text.Length >= PrefixLength && !text.AsSpan(0, PrefixLength).ContainsAnyExceptInRange('A', 'Z')
        && !OtherPrefixes.Contains(text[..PrefixLength], StringComparer.Ordinal) && IsValid(text, text[..PrefixLength]);

    private static int FiveBits(ReadOnlySpan<byte> bytes, int bit)
    {
        var pair = (bytes[bit / 8] << 8) | bytes[(bit / 8) + 1];
        return (pair >> (11 - (bit % 8))) & 31;
    }
}
