using System.IO.Compression;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Cli.Inspection;

/// <summary>The part of a token that is compressed: session policies and tags.</summary>
internal sealed record PackedClaims
{
    // as Authz.Tokens: the largest legal part is smaller
    private const int MaxInflated = 128 * 1024;

    public string? Policy { get; private init; }

    public IReadOnlyList<string> PolicyArns { get; private init; } = [];

    public IReadOnlyList<KeyValuePair<string, string>> Tags { get; private init; } = [];

    public IReadOnlyList<string> TransitiveTagKeys { get; private init; } = [];

    /// <summary>Reads the claim; null: there is none.</summary>
    /// <exception cref="UsageException">It is not what a sidecar packs.</exception>
    public static PackedClaims Read(string? claim)
    {
        if (claim is null) return new PackedClaims();
        var diagnostics = new DiagnosticList();
        JsonNode? root = JsonTree.Read(new SourceText("packed", Inflate(TokenText.Decode("packed part", claim))), JsonDialect.Strict, diagnostics);
        if (root is not { Kind: JsonKind.Object } || diagnostics.HasErrors) throw TokenText.Refuse("its packed part is no JSON object");
        List<string> tags = ClaimReader.List(root, "t");
        return new PackedClaims
        {
            Policy = root.Find("p")?.Text,
            PolicyArns = ClaimReader.List(root, "a"),
            Tags = [.. tags.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair.Length == 2 ? pair[1] : ""))],
            TransitiveTagKeys = ClaimReader.List(root, "k"),
        };
    }

    private static byte[] Inflate(byte[] packed)
    {
        try
        {
            using var inflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
            var buffer = new byte[MaxInflated + 1];
            var length = inflate.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length <= MaxInflated ? buffer[..length] : throw TokenText.Refuse($"its packed part has more than {MaxInflated} bytes");
        }
        catch (InvalidDataException)
        {
            throw TokenText.Refuse("its packed part is not compressed as DEFLATE");
        }
    }
}
