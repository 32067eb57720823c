using Authz.Conformance.Reference.Language;
using Authz.Conformance.Reference.Matching;

namespace Authz.Conformance.Reference;

/// <summary>Readings of single rules that the public cases do not reach.</summary>
public sealed class ReadingsTests
{
    [Theory]
    [InlineData("2024", "1704067200")]
    [InlineData("2024-05", "1714521600")]
    [InlineData("2024-05-01T12:00", "1714564800")]
    [InlineData("2024-05-01T14:00:00+02:00", "1714564800")]
    [InlineData("2024-05-01T12:00:00.000000001Z", "1714564800.000000001")]
    [InlineData("-5", "-5")]
    [InlineData("+2024", null)]
    [InlineData("2024-5-1", null)]
    [InlineData("2024-05-01T12:00:00+2", null)]
    [InlineData("2024-05-01T12:00:60Z", null)]
    [InlineData("2024-05-01T12:00:00.Z", null)]
    [InlineData("1714564800.5", null)]
    public void Dates(string text, string? seconds)
    {
        Assert.Equal(seconds is null ? null : Scalars.Number(seconds), Scalars.Date(text));
    }

    [Theory]
    [InlineData("::ffff:10.0.0.0/104", "10.9.9.9", true)]
    [InlineData("10.0.0.0/8", "::ffff:10.0.0.1", true)]
    [InlineData("::/0", "10.0.0.1", false)]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    public void Addresses(string range, string address, bool held)
    {
        Assert.Equal(held, AddressRange.TryRead(range)!.Holds(AddressRange.TryReadAddress(address)!));
    }

    [Theory]
    [InlineData("10")]
    [InlineData("012.1.1.1")]
    [InlineData("0x0a000001")]
    [InlineData("10.0.0.0/33")]
    [InlineData("fe80::1%1")]
    public void Texts_that_are_no_address(string text) => Assert.Null(AddressRange.TryRead(text));

    [Theory]
    [InlineData("arn:aws:ec2:eu*:1:i/*", "arn:aws:ec2:eu-west-1:9:i:1:i/x", false, true)]
    [InlineData("arn:aws:ec2:e*t:1:i/*", "arn:aws:ec2:eu:9:t:1:i/x", false, false)]
    [InlineData("arn:aws:ec2:?:1:i", "arn:aws:ec2:::1:i", false, false)]
    [InlineData("arn:aws:s3*", "arn:aws:s3:::docs", true, true)]
    [InlineData("arn:aws:logs:*:*:log-group:a*", "arn:aws:logs:r:1:log-group:a:b", true, true)]
    public void Narrow_and_wide_readings_of_a_resource(string pattern, string resource, bool narrow, bool wide)
    {
        var glyphs = pattern.Select(Glyph.OfPattern).ToList();
        Assert.Equal(narrow, ArnText.MatchesNarrow(glyphs, resource));
        Assert.Equal(wide, ArnText.MatchesWide(glyphs, resource));
    }

    [Theory]
    [InlineData("${}")]
    [InlineData("${a b}")]
    [InlineData("${a")]
    [InlineData("${a,'b'}")]
    [InlineData("${a, b}")]
    public void Malformed_variables_are_refused_in_the_new_language_only(string text)
    {
        Assert.Throws<RefusedException>(() => Template.Read(text, newLanguage: true));
        Assert.False(Template.Read(text, newLanguage: false).HasVariables);
    }
}
