using System.Text.Json;

namespace Authz.Policies.Json;

/// <summary>The names of the members of one text, most of which stand in it many times and are the same string.</summary>
internal sealed class JsonNames
{
    private const int Places = 64;

    private readonly string?[] _names = new string?[Places];

    /// <summary>The name that is read.</summary>
    /// <exception cref="InvalidOperationException">It is no text.</exception>
    public string Of(ref Utf8JsonReader reader)
    {
        ReadOnlySpan<byte> bytes = reader.ValueSpan;
        // where two names meet, the later one takes the place
        ref string? name = ref _names[bytes.IsEmpty ? 0 : ((bytes.Length * 7) + bytes[0] + (bytes[^1] * 3)) % Places];
        if (name is null || !reader.ValueTextEquals(name)) name = reader.GetString() ?? "";
        return name;
    }
}
