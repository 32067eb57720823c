namespace Authz.Policies.Names;

/// <summary>
/// The resource of a request: an ARN with its six fields, or <c>*</c> for an action without resource-level permissions
/// (IAM wildcard rule W10). Holds the places of the five colons, so that fields are compared without cutting strings.
/// <c>default</c> is no resource and matches nothing.
/// </summary>
public readonly struct ResourceName
{
    /// <summary>Longest accepted text, in characters. Where requests come from strangers the edge accepts less.</summary>
    public const int MaxLength = 1 << 17;

    private readonly ushort _first;
    private readonly ushort _second;
    private readonly ushort _third;
    private readonly ushort _fourth;
    private readonly ushort _fifth;

    private ResourceName(string text, ReadOnlySpan<ushort> colons)
    {
        Text = text;
        if (colons.IsEmpty) return;
        (_first, _second, _third, _fourth, _fifth) = (colons[0], colons[1], colons[2], colons[3], colons[4]);
    }

    /// <summary>The text; null for <c>default</c>.</summary>
    public string? Text { get; }

    /// <summary>Whether this is <c>*</c>.</summary>
    public bool IsAny => Text is "*";

    /// <summary>Whether this is an ARN.</summary>
    public bool IsArn => _fifth != 0;

    /// <summary>One of the six fields, by index 0 to 5; empty unless <see cref="IsArn"/>.</summary>
    public ReadOnlySpan<char> Field(int index)
    {
        if (!IsArn) return default;
        ReadOnlySpan<char> text = Text;
        return index switch
        {
            0 => text[.._first],
            1 => text[(_first + 1).._second],
            2 => text[(_second + 1).._third],
            3 => text[(_third + 1).._fourth],
            4 => text[(_fourth + 1).._fifth],
            _ => text[(_fifth + 1)..],
        };
    }

    /// <summary>The account field, when it holds an account id.</summary>
    public AccountId Account => AccountId.TryParse(Field(4), out AccountId account) ? account : default;

    /// <summary>
    /// Reads <c>*</c> or an ARN with six fields, partition, service and resource not empty, at most <see cref="MaxLength"/> characters, of
    /// which the first five fields take at most 65,535.
    /// </summary>
    public static bool TryParse(string? text, out ResourceName resource)
    {
        resource = default;
        if (text is null) return false;
        if (text is "*")
        {
            resource = new ResourceName(text, default);
            return true;
        }

        Span<ushort> colons = stackalloc ushort[5];
        if (!TryFindFields(text, colons)) return false;
        resource = new ResourceName(text, colons);
        return true;
    }

    /// <summary>Whether a text reads as an ARN.</summary>
    public static bool IsArnText(ReadOnlySpan<char> text) => TryFindFields(text, stackalloc ushort[5]);

    private static bool TryFindFields(ReadOnlySpan<char> text, Span<ushort> colons) =>
        text.Length <= MaxLength && text.StartsWith("arn:") && FindColons(text, colons)
        && colons[1] - colons[0] > 1 && colons[2] - colons[1] > 1 && colons[4] < text.Length - 1;

    // one pass: five vectorized searches of a few characters each take twice as long
    private static bool FindColons(ReadOnlySpan<char> text, Span<ushort> colons)
    {
        var found = 0;
        for (var i = 0; i < text.Length && i <= ushort.MaxValue; i++)
        {
            if (text[i] != ':') continue;
            colons[found++] = (ushort)i;
            if (found == colons.Length) return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => Text ?? "";
}
