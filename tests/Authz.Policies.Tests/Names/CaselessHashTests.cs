using Authz.Policies.Names;
using CsCheck;

namespace Authz.Policies.Tests.Names;

public sealed class CaselessHashTests
{
    [Fact]
    public void Texts_that_are_equal_without_case_have_one_hash() => Gen.String.Sample(static text =>
    {
        Same(text, text.ToUpperInvariant());
        Same(text, text.ToLowerInvariant());
        Same($"aws:{text}", $"AWS:{text.ToUpperInvariant()}");
    });

    [Fact]
    public void No_character_is_equal_to_another_of_another_hash()
    {
        Dictionary<string, ulong> hashes = new(StringComparer.OrdinalIgnoreCase);
        for (var code = 0; code <= char.MaxValue; code++)
        {
            var text = ((char)code).ToString();
            if (!hashes.TryAdd(text, CaselessHash.Of(text))) Assert.Equal(hashes[text], CaselessHash.Of(text));
        }
    }

    [Fact]
    public void Names_that_differ_have_different_hashes()
    {
        string[] names = [.. Enumerable.Range(0, 100_000).Select(static i => $"s{i % 1000}:Get{i}")];
        Assert.Equal(names.Length, names.Select(static n => CaselessHash.Of(n)).Distinct().Count());
        // a table takes the low bits
        Assert.InRange(names.Select(static n => CaselessHash.Of(n) & 0xFFFF).Distinct().Count(), 45_000, 65_536);
    }

    private static void Same(string one, string other)
    {
        if (one.Equals(other, StringComparison.OrdinalIgnoreCase)) Assert.Equal(CaselessHash.Of(one), CaselessHash.Of(other));
    }
}
