using System.Globalization;
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
        StsError error = parameters.Add(query);
        return error.IsError ? error : parameters.Add(body);
    }

    private StsError Add(ReadOnlySpan<byte> text)
    {
        foreach (Range range in text.Split((byte)'&'))
        {
            ReadOnlySpan<byte> pair = text[range];
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf((byte)'=');
            if (Decode(equals < 0 ? pair : pair[..equals]) is not { } name || Decode(equals < 0 ? [] : pair[(equals + 1)..]) is not { } value)
                return Invalid("a parameter is not UTF-8 in percent-encoding: encode every byte but letters, digits and `-_.~` as `%` and two hexadecimal digits");
            // of the signature, which is read for itself, and stricter
            if (name.StartsWith(OfSignature, StringComparison.OrdinalIgnoreCase)) continue;
            if (_values.Count == MaxCount) return Invalid($"the request has more than {MaxCount} parameters: send fewer");
            if (!_values.TryAdd(name, (name, value))) return Invalid($"the parameter `{Short(name)}` is given twice: give it once, in the query or in the body");
        }

        return default;
    }

    private static string? Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var value = text[i];
            if (value == '+')
            {
                value = (byte)' ';
            }
            else if (value == '%')
            {
                if (i + 2 >= text.Length || !byte.TryParse(text.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value)) return null;
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
