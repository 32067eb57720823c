using System.Text;
using Authz.Sts.Federation.Issuers;

namespace Authz.Sts.Tests.Federation.Issuers;

public sealed class DiscoveryDocumentTests
{
    private const string Issuer = "https://idp.example/a";

    [Theory]
    [InlineData("https://idp.example", "https://idp.example/.well-known/openid-configuration")]
    [InlineData("https://idp.example/a", "https://idp.example/a/.well-known/openid-configuration")]
    [InlineData("https://idp.example/a/", "https://idp.example/a/.well-known/openid-configuration")]
    public void It_lies_below_the_issuer(string issuer, string location) => Assert.Equal(location, DiscoveryDocument.LocationOf(issuer).AbsoluteUri);

    [Fact]
    public void It_names_the_place_of_the_keys() =>
        Assert.Equal("https://keys.example/x?y=1", Read("""{"issuer":"https://idp.example/a","jwks_uri":"https://keys.example/x?y=1"}""")!.AbsoluteUri);

    [Theory]
    [InlineData("""{"jwks_uri":"https://idp.example/x"}""")]
    [InlineData("""{"issuer":"https://idp.example/a/","jwks_uri":"https://idp.example/x"}""")]
    [InlineData("""{"issuer":"https://IDP.example/a","jwks_uri":"https://idp.example/x"}""")]
    [InlineData("""{"issuer":["https://idp.example/a"],"jwks_uri":"https://idp.example/x"}""")]
    [InlineData("""{"issuer":"https://idp.example/a"}""")]
    [InlineData("""{"issuer":"https://idp.example/a","jwks_uri":"http://idp.example/x"}""")]
    [InlineData("""{"issuer":"https://idp.example/a","jwks_uri":"file:///etc/passwd"}""")]
    [InlineData("""{"issuer":"https://idp.example/a","jwks_uri":"/x"}""")]
    [InlineData("""{"issuer":"https://idp.example/a","jwks_uri":"https://user@idp.example/x"}""")]
    [InlineData("""{"issuer":"https://idp.example/a","jwks_uri":"https://idp.example/x#y"}""")]
    [InlineData("""{"issuer":"https://evil.example","issuer":"https://idp.example/a","jwks_uri":"https://idp.example/x"}""")]
    [InlineData("[]")]
    [InlineData("<html>")]
    public void W15_A_document_of_another_issuer_or_without_https_is_refused(string text) => Assert.Null(Read(text));

    private static Uri? Read(string text)
    {
        Uri? url = DiscoveryDocument.ReadKeyLocation(Encoding.UTF8.GetBytes(text), Issuer, out var fault);
        Assert.Equal(url is null, fault.Length > 0);
        return url;
    }
}
