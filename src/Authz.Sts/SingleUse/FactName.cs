using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Authz.Sts.SingleUse;

/// <summary>The name of a fact as it is kept: of one length whatever the caller wrote, and telling nothing.</summary>
internal static class FactName
{
    /// <summary>SHA-256 in base64url.</summary>
    public const int Length = 43;

    public static string Of(string name) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
