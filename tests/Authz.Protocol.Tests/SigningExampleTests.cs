using System.Security.Cryptography;
using System.Text;
using Authz.Protocol.V1;
using Google.Protobuf;

namespace Authz.Protocol.Tests;

/// <summary>The worked example of protos/README.md, worked again.</summary>
public sealed class SigningExampleTests
{
    private const string Secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    private const string Time = "20260102T030405Z";
    private const string Scope = "20260102/eu-west-1/sts/aws4_request";

    private static readonly IssueTokenRequest Request = new()
    {
        AssumeRole = new AssumeRoleGrant { RoleArn = "arn:aws:iam::111122223333:role/OrderReader", RoleSessionName = "example" },
        Region = "eu-west-1",
    };

    [Fact]
    public void The_readme_shows_these_bytes_and_this_signature()
    {
        var readme = File.ReadAllText(Path.Combine(RepositoryRoot.Protos, "README.md"));
        var payload = Request.ToByteArray();
        var canonical = string.Join('\n', "POST", "/authz.v1.TokenService/IssueToken", "", "host:127.0.0.1:7420", $"x-amz-date:{Time}", "",
            "host;x-amz-date", Convert.ToHexStringLower(SHA256.HashData(payload)));
        var toSign = string.Join('\n', "AWS4-HMAC-SHA256", Time, Scope, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));

        Assert.Contains(Convert.ToHexStringLower(payload), readme, StringComparison.Ordinal);
        Assert.Contains(canonical, readme, StringComparison.Ordinal);
        Assert.Contains(toSign, readme, StringComparison.Ordinal);
        Assert.Contains($"Signature={Sign(toSign)}", readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_payload_parsed_equals_the_message_without_caller()
    {
        var message = Request.Clone();
        message.Caller = new Caller { SignedRequest = new SignedRequest { Payload = Request.ToByteString() } };

        var payload = IssueTokenRequest.Parser.ParseFrom(message.Caller.SignedRequest.Payload);
        message.Caller = null;

        Assert.Equal(message, payload);
    }

    // docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
    private static string Sign(string toSign)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + Secret);
        foreach (var part in Scope.Split('/')) key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }
}
