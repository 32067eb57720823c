using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace Authz.Sidecar.Audit;

/// <summary>
/// Leaves out fields, or puts a keyed hash in their place, which is the same for the same value and tells it to nobody without the key. Fields are
/// context keys and the names below. Thread-safe.
/// </summary>
internal sealed class FieldGuard(AuditOptions options)
{
    /// <summary>The name of a role session or a federated user, also within ARNs and ids.</summary>
    public const string SessionName = "sessionname";

    /// <summary>The source identity.</summary>
    public const string SourceIdentity = "sourceidentity";

    /// <summary>The name of a user, also within ARNs.</summary>
    public const string UserName = "username";

    /// <summary>Ids of access keys.</summary>
    public const string AccessKeyId = "accesskeyid";

    /// <summary>Addresses, <c>aws:SourceIp</c> included.</summary>
    public const string SourceIp = "sourceipaddress";

    /// <summary>The subject at an identity provider.</summary>
    public const string Subject = "subject";

    /// <summary>The resource.</summary>
    public const string Resource = "resource";

    private const string Mask = "***";

    // bytes of a hash that are shown: enough that two values do not meet
    private const int Shown = 16;

    private readonly FrozenSet<string> _masked = options.Masked.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly FrozenSet<string> _hashed = options.Hashed.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The fields that are no context keys.</summary>
    public static IReadOnlyList<string> Names { get; } = [SessionName, SourceIdentity, UserName, AccessKeyId, SourceIp, Subject, Resource];

    /// <summary>Whether nothing is left out: sentences for people, which may name anything, are told only then.</summary>
    public bool IsOpen => _masked.Count == 0 && _hashed.Count == 0;

    /// <summary>What is shown of a field's value.</summary>
    public string Show(string field, string value)
    {
        if (value.Length == 0) return value;
        if (_masked.Contains(field)) return Mask;
        return _hashed.Contains(field) ? Hash(value) : value;
    }

    /// <summary>What is shown of a context key's value.</summary>
    public string ShowContext(string key, string value) =>
        Show(string.Equals(key, "aws:SourceIp", StringComparison.OrdinalIgnoreCase) && !_masked.Contains(key) && !_hashed.Contains(key) ? SourceIp : key, value);

    /// <summary>What is shown of an ARN or id that ends with a name, after the last of a sign.</summary>
    public string ShowEnd(string field, string text, char sign)
    {
        var at = text.LastIndexOf(sign);
        return at < 0 ? text : $"{text.AsSpan(0, at + 1)}{Show(field, text[(at + 1)..])}";
    }

    private string Hash(string value)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(options.HashKey!, Encoding.UTF8.GetBytes(value), hash);
        return $"hmac:{Convert.ToHexStringLower(hash[..Shown])}";
    }
}
