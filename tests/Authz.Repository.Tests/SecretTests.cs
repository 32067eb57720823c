using System.Text.RegularExpressions;

namespace Authz.Repository.Tests;

/// <summary>Secrets are compared in constant time. The names of what is secret are those that this code uses.</summary>
public sealed class SecretTests
{
    // a value that nobody but its owner knows: secret keys, signatures that are expected, codes, seeds
    private const string Secret = @"\b(?:\w*[sS]ecret(?:AccessKey|Bytes|Text)?|expected|digits|\w*[sS]eed|\w*[mM]ac|hmac|totp|\w*[tT]okenCode)\b";

    private static readonly Regex Comparison = new(
        $@"{Secret}(?:\.\w+\(\))?\s*[=!]=\s*(?!null\b|""""|default\b)\w|[=!]=\s*(?:\w+[!?]?\.)*{Secret}(?![.\w(])|(?:SequenceEqual|string\.Equals|(?<!FixedTime)Equals)\([^;]*{Secret}|{Secret}\.(?:AsSpan\(\)\.)?(?:SequenceEqual|Equals)\(",
        RegexOptions.None, TimeSpan.FromSeconds(10));

    [Fact]
    public void No_secret_is_compared_character_by_character() =>
        Repository.AssertNone(
            from file in Repository.Files("src", ".cs")
            where IsAboutSecrets(file)
            from line in Repository.ReadLines(file).Index()
            where Comparison.IsMatch(line.Item) && !line.Item.Contains("FixedTimeEquals", StringComparison.Ordinal)
            select $"{file}:{line.Index + 1}: {line.Item.Trim()}",
            "compare secrets with CryptographicOperations.FixedTimeEquals");

    [Theory]
    [InlineData("Signatures/SignatureV4.cs")]
    [InlineData("Keys/SecretKey.cs")]
    public void Where_secrets_are_compared_it_is_in_constant_time(string file) =>
        Assert.Contains("CryptographicOperations.FixedTimeEquals(", Repository.Read($"src/Authz.Tokens/{file}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("return secret == other;", true)]
    [InlineData("if (other != key.SecretAccessKey) return;", true)]
    [InlineData("expected.AsSpan().SequenceEqual(signature)", true)]
    [InlineData("string.Equals(given, digits, StringComparison.Ordinal)", true)]
    [InlineData("CryptographicOperations.FixedTimeEquals(expected, signature)", false)]
    [InlineData("if (secret is null) return;", false)]
    [InlineData("if (secretKey == null) return;", false)]
    public void Comparisons_are_recognized(string line, bool found) => Assert.Equal(found, Comparison.IsMatch(line));

    // the policy language knows no secrets, and uses some of these words for other things
    private static bool IsAboutSecrets(string file) =>
        ((string[])["src/Authz.Tokens/", "src/Authz.Sts/", "src/Authz.Sidecar/", "src/Authz.Organizations/Principals/"]).Any(f => file.StartsWith(f, StringComparison.Ordinal));
}
