using System.Globalization;
using System.Security.Cryptography;

namespace Authz.Tokens.Identifiers;

/// <summary>
/// Access key ids: a prefix of 4 letters and 16 characters of base32 (<c>A-Z2-7</c>) that carry the account number.
/// </summary>
/// <remarks>
/// The 80 bits are <c>1 | account:40 | random:39</c>, as published samples of AWS decode. 39 free bits are too few to be
/// a session's unique key; that is the token id.
/// </remarks>
public static class AccessKeyId
{
    /// <summary>Prefix of temporary access keys, unless another one is set.</summary>
    public const string TemporaryPrefix = "ASIA";

    /// <summary>Prefix of long-term access keys.</summary>
    public const string LongTermPrefix = "AKIA";

    /// <summary>Bytes of randomness that <see cref="Compose"/> reads; 39 of the 40 bits are used.</summary>
    public const int RandomLength = 5;

    private const int PrefixLength = 4;
    private const int Length = 20;
    private const int FreeBits = 39;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Composes the id of an account's key.</summary>
    /// <param name="prefix4">Four ASCII upper-case letters.</param>
    /// <param name="accountId12">Twelve digits.</param>
    /// <param name="random">At least <see cref="RandomLength"/> bytes; the first ones are used.</param>
    /// <exception cref="ArgumentException">A bug of the caller: one of the three is malformed.</exception>
    public static string Compose(string prefix4, string accountId12, ReadOnlySpan<byte> random)
    {
        if (!IsPrefix(prefix4))
            throw new ArgumentException($"`{prefix4}` is not four upper-case letters", nameof(prefix4));
        if (!AccountText.IsValid(accountId12))
            throw new ArgumentException($"`{accountId12}` is not an account id of 12 digits", nameof(accountId12));
        if (random.Length < RandomLength)
            throw new ArgumentException($"{RandomLength} bytes are needed", nameof(random));

        UInt128 free = 0;
        foreach (var b in random[..RandomLength])
            free = (free << 8) | b;
        UInt128 account = ulong.Parse(accountId12, NumberStyles.None, CultureInfo.InvariantCulture);
        var value = (UInt128.One << 79) | (account << FreeBits) | (free & ((UInt128.One << FreeBits) - 1));
        return string.Create(Length, (prefix4, value), static (span, state) =>
        {
            state.prefix4.CopyTo(span);
            for (var i = 0; i < Length - PrefixLength; i++)
                span[PrefixLength + i] = Alphabet[(int)(state.value >> (75 - (5 * i))) & 31];
        });
    }

    /// <summary>A new id of an account's temporary key, random from the system's generator.</summary>
    /// <param name="accountId">Twelve digits.</param>
    /// <param name="prefix">Four ASCII upper-case letters.</param>
    public static string NewTemporary(string accountId, string prefix = TemporaryPrefix)
    {
        Span<byte> random = stackalloc byte[RandomLength];
        RandomNumberGenerator.Fill(random);
        return Compose(prefix, accountId, random);
    }

    /// <summary>
    /// Reads the account out of an id. False, and an empty account, for an id of another form and for the older ones whose first bit
    /// is 0: they carry no account.
    /// </summary>
    public static bool TryReadAccount(string accessKeyId, out string accountId)
    {
        accountId = "";
        if (accessKeyId is not { Length: Length } || !IsPrefix(accessKeyId.AsSpan(0, PrefixLength)))
            return false;
        UInt128 value = 0;
        foreach (var c in accessKeyId.AsSpan(PrefixLength))
        {
            var digit = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
                return false;
            value = (value << 5) | (uint)digit;
        }

        var account = (ulong)(value >> FreeBits) & ((1UL << 40) - 1);
        if (value >> 79 != UInt128.One || account > 999_999_999_999)
            return false;
        accountId = account.ToString("D12", CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>Whether a text is four ASCII upper-case letters.</summary>
    public static bool IsPrefix(ReadOnlySpan<char> text) => text.Length == PrefixLength && !text.ContainsAnyExceptInRange('A', 'Z');
}
