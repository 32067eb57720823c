using System.Text;

namespace Authz.Policies.Diagnostics;

/// <summary>A UTF-8 text and the name under which its author knows it.</summary>
/// <param name="name">A path relative to what was loaded, or a description such as <c>session policy</c>.</param>
/// <param name="utf8">The bytes; a leading byte order mark is skipped.</param>
public sealed class SourceText(string name, ReadOnlyMemory<byte> utf8)
{
    /// <summary>The name shown in diagnostics.</summary>
    public string Name { get; } = name;

    /// <summary>The bytes, without a byte order mark.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; } = utf8.Span.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8;

    /// <summary>Makes a source from a string.</summary>
    public static SourceText FromString(string name, string text) => new(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Line and column of a byte offset; an offset past the end is the end.</summary>
    public SourcePosition PositionOf(int offset)
    {
        ReadOnlySpan<byte> before = Utf8.Span[..Math.Clamp(offset, 0, Utf8.Length)];
        var line = before.Count((byte)'\n') + 1;
        ReadOnlySpan<byte> inLine = before[(before.LastIndexOf((byte)'\n') + 1)..];
        var column = 1;
        foreach (var unit in inLine)
        {
            // continuation bytes do not begin a character
            if ((unit & 0xC0) != 0x80) column++;
        }

        return new SourcePosition(line, column);
    }
}
