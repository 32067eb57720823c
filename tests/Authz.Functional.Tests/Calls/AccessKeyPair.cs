using Authz.Protocol.V1;
using Authz.Tokens.Signatures;
using Google.Protobuf;

namespace Authz.Functional.Tests.Calls;

/// <summary>A key that signs calls as <c>protos/README.md</c> says.</summary>
public sealed record AccessKeyPair(string Id, string Secret, string? SessionToken = null)
{
    public static AccessKeyPair Ana { get; } = new("AKIAEXAMPLEANA000001", "EXAMPLE-secret-of-ana-do-not-use-elsewhere");

    public static AccessKeyPair PartnerApp { get; } = new("AKIAEXAMPLEPARTNER01", "EXAMPLE-secret-of-partner-app-do-not-use-elsewhere");

    public static AccessKeyPair Leo { get; } = new("AKIAEXAMPLELEO000001", "EXAMPLE-secret-of-leo-do-not-use-elsewhere");

    public static AccessKeyPair Admin { get; } = new("AKIAEXAMPLEADMIN0001", "EXAMPLE-secret-of-admin-do-not-use-elsewhere");

    public static AccessKeyPair Ops { get; } = new("AKIAEXAMPLEOPS000001", "EXAMPLE-secret-of-ops-do-not-use-elsewhere");

    public static AccessKeyPair Of(Credentials credentials) => new(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken);

    /// <summary>The proof of a call, to be put into the message that was signed.</summary>
    public Caller Sign(IMessage message, string method, DateTimeOffset now, string region = "us-east-1")
    {
        ByteString payload = message.ToByteString();
        KeyValuePair<string, string> host = new("host", "localhost");
        var added = SignatureV4.Sign(
            new SignableRequest("POST", $"/authz.v1.{method}", "", [host], payload.Span), Id, Secret, SessionToken, region, "sts", now);
        var signed = new SignedRequest { Payload = payload, Headers = { [host.Key] = host.Value } };
        foreach (var (name, value) in added) signed.Headers.Add(name, value);
        return new Caller { SignedRequest = signed };
    }
}
