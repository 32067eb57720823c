using System.Buffers;

namespace Authz.Policies.Names;

/// <summary>
/// The action of a request, <c>service:Name</c>, compared without case (IAM grammar, table 1.2). No wildcards.
/// <c>default</c> is no action and matches nothing.
/// </summary>
public readonly struct ActionName
{
    /// <summary>Longest accepted text, in characters.</summary>
    public const int MaxLength = 128;

    private static readonly SearchValues<char> PrefixCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._");

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/");

    private ActionName(string text, int colon)
    {
        (Text, Colon) = (text, colon);
        Hash = CaselessHash.Of(text);
        ServiceHash = CaselessHash.Of(Service);
    }

    /// <summary>The text as given; null for <c>default</c>.</summary>
    public string? Text { get; }

    /// <summary>Index of the colon.</summary>
    public int Colon { get; }

    /// <summary>The service prefix, as given.</summary>
    public ReadOnlySpan<char> Service => Text.AsSpan(0, Colon);

    /// <summary>The <see cref="CaselessHash"/> of <see cref="Text"/>; 0 for <c>default</c>.</summary>
    public ulong Hash { get; }

    /// <summary>The <see cref="CaselessHash"/> of <see cref="Service"/>; 0 for <c>default</c>.</summary>
    public ulong ServiceHash { get; }

    /// <summary>
    /// Reads <c>service:Name</c>: ASCII letters, digits, <c>-._</c> on both sides and <c>/</c> in the name, one colon, at most
    /// <see cref="MaxLength"/> characters.
    /// </summary>
    public static bool TryParse(string? text, out ActionName action)
    {
        action = default;
        if (text is null || text.Length > MaxLength) return false;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || colon == text.Length - 1) return false;
        if (text.AsSpan(0, colon).ContainsAnyExcept(PrefixCharacters)) return false;
        if (text.AsSpan(colon + 1).ContainsAnyExcept(NameCharacters)) return false;
        action = new ActionName(text, colon);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}
