using System.Buffers;
using System.Text;
using Authz.Sts.Errors;

namespace Authz.Sidecar.Query;

/// <summary>
/// The parameters of a call of the Query API (STS section 1.3), from its query and its body together. Each name is there once: whoever reads
/// the same request elsewhere cannot read another one. Names are case-sensitive, and still may not differ in case only.
/// </summary>
internal sealed class FormParameters
{
    /// <summary>Most parameters.</summary>
    public const int MaxCount = 600;

    private const string OfSignature = "X-Amz-";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, (string Name, string Value)> _values = new(StringComparer.OrdinalIgnoreCase);

    private FormParameters()
    {
    }

    /// <summary>Names and values as they were given, in no order.</summary>
    public IEnumerable<(string Name, string Value)> All => _values.Values;

    /// <summary>The value of a parameter; null when it is absent.</summary>
    public string? Find(string name) => _values.TryGetValue(name, out (string Name, string Value) found) && found.Name == name ? found.Value : null;

    /// <summary>Reads them.</summary>
    /// <param name="query">The raw query, without question mark.</param>
    /// <param name="body">The body of a form; empty: none.</param>
    /// <param name="parameters">The parameters when no error is returned.</param>
    public static StsError Read(ReadOnlySpan<byte> query, ReadOnlySpan<byte> body, out FormParameters parameters)
    {
        parameters = new FormParameters();
        // what is executed must be what was signed: there a plus of the query is a plus (STS section 7.2), one of a form a space
        StsError error = parameters.Add(query, isPlusSpace: false);
        return error.IsError ? error : parameters.Add(body, isPlusSpace: true);
    }

    private StsError Add(ReadOnlySpan<byte> text, bool isPlusSpace)
    {
        foreach (Range range in text.Split((byte)'&'))
        {
            ReadOnlySpan<byte> pair = text[range];
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf((byte)'=');
            ReadOnlySpan<byte> encoded = equals < 0 ? [] : pair[(equals + 1)..];
            if (Decode(equals < 0 ? pair : pair[..equals], isPlusSpace) is not { } name || Decode(encoded, isPlusSpace) is not { } value)
                return Invalid("a parameter is not UTF-8 in percent-encoding: encode every byte but letters, digits and `-_.~` as `%` and two hexadecimal digits");
            // of the signature, which is read for itself, and stricter
            if (name.StartsWith(OfSignature, StringComparison.OrdinalIgnoreCase)) continue;
            if (_values.Count == MaxCount) return Invalid($"the request has more than {MaxCount} parameters: send fewer");
            if (!_values.TryAdd(name, (name, value))) return Invalid($"the parameter `{Short(name)}` is given twice: give it once, in the query or in the body");
        }

        return default;
    }

    private static string? Decode(ReadOnlySpan<byte> text, bool isPlusSpace)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        Span<byte> decoded = stackalloc byte[1];
        for (var i = 0; i < text.Length; i++)
        {
            var value = text[i];
            if (value == '+' && isPlusSpace)
            {
                value = (byte)' ';
            }
            else if (value == '%')
            {
                // not TryParse: it takes a zero byte at the end for nothing
                if (Convert.FromHexString(text.Slice(i + 1, Math.Min(2, text.Length - i - 1)), decoded, out _, out var count) != OperationStatus.Done || count != 1) return null;
                value = decoded[0];
                i += 2;
            }

            bytes[length++] = value;
        }

        try
        {
            return Utf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Short(string name) => name.Length <= 100 ? name : name[..100];

    private static StsError Invalid(string message) => new(StsErrorCode.ValidationError, message);
}
