using Authz.Sidecar.Configuration;
using Authz.Sts.Federation.Saml;

namespace Authz.Sidecar.Tests.Configuration;

public sealed class SamlSettingsReaderTests
{
    [Fact]
    public void Without_settings_they_are_those_of_AWS()
    {
        SamlSettings settings = Read(out List<string> faults);
        Assert.Empty(faults);
        Assert.Empty(settings.Consumers);
        Assert.Equal(("urn:amazon:webservices", SamlReplay.Off), (settings.Audience, settings.Replay));
        Assert.True(settings.IsConsumer("https://signin.aws.amazon.com/saml") && settings.IsConsumer("https://eu-west-1.signin.aws.amazon.com/saml"));
    }

    [Fact]
    public void Every_setting_is_read()
    {
        SamlSettings settings = Read(out List<string> faults,
            ("ConsumerUrls", "https://a.example/saml, http://127.0.0.1:1/acs"), ("Audience", "urn:app"), ("Replay", "perRole"));
        Assert.Empty(faults);
        Assert.Equal(["https://a.example/saml", "http://127.0.0.1:1/acs"], settings.Consumers);
        Assert.Equal(("urn:app", SamlReplay.PerRole), (settings.Audience, settings.Replay));
        Assert.False(settings.IsConsumer("https://signin.aws.amazon.com/saml"));
        Assert.Equal(SamlReplay.Strict, Read(out _, ("Replay", "strict")).Replay);
    }

    [Theory]
    [InlineData("ConsumerUrls", "app.example")]
    [InlineData("ConsumerUrls", "https://a.example/saml,")]
    [InlineData("ConsumerUrls", "file:///a")]
    [InlineData("Replay", "Off")]
    [InlineData("Replay", "once")]
    public void What_cannot_be_meant_is_a_fault(string key, string value)
    {
        Read(out List<string> faults, (key, value));
        Assert.StartsWith($"Federation:Saml:{key}: ", Assert.Single(faults), StringComparison.Ordinal);
    }

    private static SamlSettings Read(out List<string> faults, params (string Key, string Value)[] settings)
    {
        var found = new List<string>();
        var values = settings.ToDictionary(static s => "Federation:Saml:" + s.Key, static s => s.Value);
        SamlSettings read = new SamlSettingsReader(key => values.GetValueOrDefault(key), (key, fault) => found.Add($"{key}: {fault}")).Read();
        faults = found;
        return read;
    }
}
