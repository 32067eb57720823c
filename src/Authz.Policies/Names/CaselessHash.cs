using System.Numerics;
using System.Runtime.InteropServices;

namespace Authz.Policies.Names;

/// <summary>
/// A hash of texts that compare without case: texts that are equal by <see cref="StringComparison.OrdinalIgnoreCase"/> have the same one.
/// Not keyed and not secret: whoever finds texts of one hash gains a comparison, so tables that strangers fill confirm by comparing and are
/// bounded. Differs between versions and machines.
/// </summary>
public static class CaselessHash
{
    private const ulong Seed = 14695981039346656037UL;
    private const ulong Multiplier = 0x9E3779B97F4A7C15UL;

    // four characters beyond ASCII, and the bit that tells the case of a letter
    private const ulong BeyondAscii = 0xFF80_FF80_FF80_FF80UL;
    private const ulong CaseBits = 0x0020_0020_0020_0020UL;

    /// <summary>The hash of a text of any length.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<ulong> blocks = MemoryMarshal.Cast<char, ulong>(text);
        var hash = Seed ^ (ulong)text.Length;
        foreach (var block in blocks)
        {
            if ((block & BeyondAscii) != 0) return OfAny(text);
            hash = Mix(hash, block | CaseBits);
        }

        ulong rest = 0;
        foreach (var character in text[(blocks.Length * 4)..])
        {
            if (character >= 128) return OfAny(text);
            rest = (rest << 16) | (uint)(character | 0x20);
        }

        return Mix(hash, rest);
    }

    private static ulong Mix(ulong hash, ulong block) => BitOperations.RotateLeft((hash ^ block) * Multiplier, 29);

    // the case of a surrogate pair is that of both halves together: all halves are hashed alike
    private static ulong OfAny(ReadOnlySpan<char> text)
    {
        var hash = Seed;
        foreach (var character in text)
            hash = Mix(hash, char.IsSurrogate(character) ? '\uD800' : char.ToUpperInvariant(character));
        return hash;
    }
}
