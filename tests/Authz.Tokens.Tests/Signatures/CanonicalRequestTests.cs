using Authz.Tokens.Signatures;

namespace Authz.Tokens.Tests.Signatures;

public sealed class CanonicalRequestTests
{
    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("//", "/")]
    [InlineData("/.", "/")]
    [InlineData("/./", "/")]
    [InlineData("/..", "/")]
    [InlineData("/example/..", "/")]
    [InlineData("/example1/example2/../..", "/")]
    [InlineData("//example//", "/example/")]
    [InlineData("/./example", "/example")]
    [InlineData("/a/./b/../c/", "/a/c/")]
    [InlineData("/example space/", "/example%20space/")]
    [InlineData("/example%20space/", "/example%20space/")]
    [InlineData("/\u1234", "/%E1%88%B4")]
    [InlineData("/%e1%88%b4", "/%E1%88%B4")]
    [InlineData("/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")]
    [InlineData("/a%2Fb", "/a%2Fb")]
    [InlineData("/a%zz%4", "/a%25zz%254")]
    [InlineData("/authz.v1.TokenService/IssueToken", "/authz.v1.TokenService/IssueToken")]
    public void Paths_are_normalized_and_encoded_once(string path, string expected) => Assert.Equal(expected, Lines(path: path)[1]);

    [Theory]
    [InlineData("", "")]
    [InlineData("Param1=value1", "Param1=value1")]
    [InlineData("Param2=value2&Param1=value1", "Param1=value1&Param2=value2")]
    [InlineData("Param1=value2&Param1=Value1", "Param1=Value1&Param1=value2")]
    [InlineData("p=b&P=a", "P=a&p=b")]
    [InlineData("a", "a=")]
    [InlineData("a=&&b", "a=&b=")]
    [InlineData("a=b=c", "a=b%3Dc")]
    [InlineData("a=1+2", "a=1%2B2")]
    [InlineData("a=%7e%2f", "a=~%2F")]
    [InlineData("\u1234=bar", "%E1%88%B4=bar")]
    [InlineData("a=1&X-Amz-Signature=abc&X-Amz-Date=d", "X-Amz-Date=d&a=1")]
    public void Queries_are_decoded_encoded_and_sorted(string query, string expected) => Assert.Equal(expected, Lines(query: query)[2]);

    [Fact]
    public void The_whole_text_is_as_published()
    {
        var request = new SignableRequest(
            "GET", "/", "Param2=value2&Param1=value1", [new("Host", "example.amazonaws.com"), new("X-Amz-Date", "20150830T123600Z")], []);
        Assert.Equal(
            """
            GET
            /
            Param1=value1&Param2=value2
            host:example.amazonaws.com
            x-amz-date:20150830T123600Z

            host;x-amz-date
            e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            """,
            CanonicalRequest.Write(request, ["host", "x-amz-date"]));
    }

    [Fact]
    public void Header_values_are_trimmed_and_joined_in_order()
    {
        var request = new SignableRequest(
            "GET", "/", "", [new("My-Header1", " value2 "), new("Other", "x"), new("my-header1", "a   b\t c"), new("MY-HEADER1", "")], []);
        Assert.Contains("\nmy-header1:value2,a b c,\n", CanonicalRequest.Write(request, ["my-header1"]), StringComparison.Ordinal);
    }

    private static string[] Lines(string path = "/", string query = "") =>
        CanonicalRequest.Write(new SignableRequest("GET", path, query, [], []), []).Split('\n');
}
