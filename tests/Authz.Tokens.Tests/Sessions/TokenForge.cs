using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Authz.Tokens.Keys;
using Authz.Tokens.Tests.Storage;

namespace Authz.Tokens.Tests.Sessions;

/// <summary>Signs any header and payload with a key that its ring trusts, sharing no code with the signer.</summary>
internal sealed class TokenForge : IDisposable
{
    private static readonly BigInteger Order = BigInteger.Parse(
        "115792089210356248762697446949407573529996955224135760342422259061068512044369", null);

    private readonly ECDsa _key = ECDsa.Create();

    public TokenForge()
    {
        using var directory = new TemporaryDirectory();
        Ring = KeyDirectory.Generate(directory.Path).Ring!;
        _key.ImportFromPem(File.ReadAllText(directory[$"{KeyId}.signing.pem"]));
    }

    public KeyRing Ring { get; }

    public string KeyId => Ring.Active!.KeyId;

    public string Header => $$"""{"alg":"ES256","typ":"authz-session+jwt","kid":"{{KeyId}}"}""";

    public string PublicPem => _key.ExportSubjectPublicKeyInfoPem();

    public static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static string Decode(string part) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part));

    public string Sign(string header, string payload)
    {
        var input = $"{Encode(header)}.{Encode(payload)}";
        var signature = _key.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256);
        var token = $"{input}.{Base64Url.EncodeToString(signature)}";
        return IsHigh(signature) ? WithOtherS(token) : token;
    }

    /// <summary>The same token with the other s that ECDSA would accept.</summary>
    public static string WithOtherS(string token)
    {
        var dot = token.LastIndexOf('.');
        var signature = Base64Url.DecodeFromChars(token.AsSpan(dot + 1));
        var s = (Order - S(signature)).ToByteArray(isUnsigned: true, isBigEndian: true);
        signature.AsSpan(32).Clear();
        s.CopyTo(signature.AsSpan(64 - s.Length));
        return $"{token[..dot]}.{Base64Url.EncodeToString(signature)}";
    }

    public static bool VerifiesPlainly(string publicPem, string token)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(publicPem);
        var dot = token.LastIndexOf('.');
        return key.VerifyData(Encoding.ASCII.GetBytes(token[..dot]), Base64Url.DecodeFromChars(token.AsSpan(dot + 1)), HashAlgorithmName.SHA256);
    }

    public void Dispose() => _key.Dispose();

    private static bool IsHigh(byte[] signature) => S(signature) > Order / 2;

    private static BigInteger S(byte[] signature) => new(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
}
