using Authz.Sidecar.Configuration;
using Authz.Sts.Federation.Saml;
using Microsoft.Extensions.Configuration;

namespace Authz.Sidecar.Tests.Configuration;

public sealed class SamlSettingsReaderTests
{
    [Fact]
    public void Without_settings_they_are_those_of_AWS()
    {
        SamlSettings settings = Read(out IReadOnlyList<string> faults);
        Assert.Empty(faults);
        Assert.Empty(settings.Consumers);
        Assert.Equal(("urn:amazon:webservices", SamlReplay.Off), (settings.Audience, settings.Replay));
        Assert.True(settings.IsConsumer("https://signin.aws.amazon.com/saml") && settings.IsConsumer("https://eu-west-1.signin.aws.amazon.com/saml"));
    }

    [Fact]
    public void Every_setting_is_read()
    {
        SamlSettings settings = Read(out IReadOnlyList<string> faults,
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
        Read(out IReadOnlyList<string> faults, (key, value));
        Assert.StartsWith($"`Authz:Federation:Saml:{key}` ", Assert.Single(faults), StringComparison.Ordinal);
    }

    private static SamlSettings Read(out IReadOnlyList<string> faults, params (string Key, string Value)[] settings)
    {
        var source = new SettingsSource(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static s => KeyValuePair.Create("Authz:Federation:Saml:" + s.Key, (string?)s.Value))).Build());
        SamlSettings read = new SamlSettingsReader(source).Read();
        faults = source.Faults;
        return read;
    }
}
