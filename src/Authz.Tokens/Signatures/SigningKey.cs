using System.Security.Cryptography;
using System.Text;

namespace Authz.Tokens.Signatures;

/// <summary>The key that signs the requests of one day, region and service (STS section 7.2).</summary>
internal static class SigningKey
{
    /// <summary>Derives it from a secret access key, in four steps.</summary>
    public static byte[] Derive(string secret, SignatureScope scope)
    {
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in (ReadOnlySpan<string>)[scope.Date, scope.Region, scope.Service, scope.Terminator])
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        return key;
    }
}
