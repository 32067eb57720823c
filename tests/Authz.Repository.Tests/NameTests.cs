using System.Text.RegularExpressions;

namespace Authz.Repository.Tests;

public sealed class NameTests
{
    private const string Suffixes = "(Manager|Helper|Helpers|Util|Utils|Utilities|Impl|Common|Misc)";

    private static readonly HashSet<string> TechnicalKinds = new(StringComparer.OrdinalIgnoreCase)
    {
        "Models", "Interfaces", "Helpers", "Utils", "Extensions", "Internal", "Common",
    };

    [Fact]
    public void No_type_is_named_for_having_no_concept() =>
        Repository.AssertNone(
            from file in Code()
            from name in Declared(Repository.Read(file)).Append(Path.GetFileNameWithoutExtension(file))
            where IsBanned(name)
            select $"{file}: {name}",
            $"names must say what a thing is, not end in {Suffixes}");

    [Fact]
    public void Folders_are_concepts() =>
        Repository.AssertNone(Repository.Folders("src").Where(folder => TechnicalKinds.Contains(Path.GetFileName(folder))),
            $"folders must be concepts, not technical kinds ({string.Join(", ", TechnicalKinds)})");

    [Theory]
    [InlineData("internal sealed class TokenManager(int a)", "TokenManager")]
    [InlineData("public readonly record struct ArnUtil<T>", "ArnUtil")]
    [InlineData("public interface IStore", "IStore")]
    [InlineData("enum Kind : byte", "Kind")]
    public void Declarations_are_found(string line, string name) => Assert.Equal([name], Declared(line));

    [Theory]
    [InlineData("TokenManager", true)]
    [InlineData("Helpers", true)]
    [InlineData("ManagerAccount", false)]
    [InlineData("Implicit", false)]
    public void Banned_names_are_recognized(string name, bool banned) => Assert.Equal(banned, IsBanned(name));

    private static IEnumerable<string> Code() => Repository.Files("src", ".cs").Concat(Repository.Files("tests", ".cs"));

    private static bool IsBanned(string name) => Regex.IsMatch(name, Suffixes + "$");

    private static IEnumerable<string> Declared(string code) =>
        Regex.Matches(code, @"^[ \t]*(?:[a-z]+[ \t]+)*?(?:record[ \t]+struct|record[ \t]+class|class|struct|record|interface|enum)[ \t]+([A-Z]\w*)", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value);
}
