using System.Text;
using System.Text.Json;
using Authz.Tokens.Signatures;

namespace Authz.Tokens.Tests.Signatures;

/// <summary>A case of the public test suite of Signature Version 4 (<c>vectors/README.md</c>).</summary>
/// <param name="Name">Name.</param>
/// <param name="Normalize">Whether the path is normalized.</param>
/// <param name="SignBody">Whether the hash of the body is announced.</param>
/// <param name="Request">The request before it is signed, as text.</param>
/// <param name="Header">What comes of it in headers.</param>
/// <param name="Query">What comes of it in the query.</param>
/// <param name="Token">A session token; null: none.</param>
/// <param name="OmitToken">Whether the token is added after signing.</param>
internal sealed record SuiteCase(
    string Name, bool Normalize, bool SignBody, string Request, SuiteResult Header, SuiteResult Query, string? Token, bool OmitToken)
{
    public static IReadOnlyList<SuiteCase> All { get; } =
    [
        .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "aws-signing-test-suite-v4.jsonl"))
            .Select(static line => JsonSerializer.Deserialize<SuiteCase>(line, JsonSerializerOptions.Web)!),
    ];

    public override string ToString() => Name;

    /// <summary>Reads a request. A header that goes on in the next line is one line to a server (RFC 9112 section 5.2).</summary>
    public SignableRequest Read(string text)
    {
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var (head, body) = end < 0 ? (text, "") : (text[..end], text[(end + 2)..]);
        var lines = head.Replace("\n ", " ", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var method = lines[0][..lines[0].IndexOf(' ', StringComparison.Ordinal)];
        var target = lines[0][(method.Length + 1)..lines[0].LastIndexOf(' ')];
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        KeyValuePair<string, string>[] headers = [.. lines[1..].Select(static l => l.Split(':', 2)).Select(static p => KeyValuePair.Create(p[0], p[1]))];
        return new SignableRequest(
            method, mark < 0 ? target : target[..mark], mark < 0 ? "" : target[(mark + 1)..], headers, Encoding.UTF8.GetBytes(body))
            .Of(Normalize ? PathForm.Service : PathForm.S3, mayBeUnsigned: false);
    }
}

/// <summary>What a case is signed as.</summary>
internal sealed record SuiteResult(string CanonicalRequest, string Signature, string SignedRequest);
