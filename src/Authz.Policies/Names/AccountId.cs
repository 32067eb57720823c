namespace Authz.Policies.Names;

/// <summary>An AWS account id: exactly 12 decimal digits. <c>default</c> is no account and equals only itself.</summary>
public readonly record struct AccountId
{
    private AccountId(string value) => Value = value;

    /// <summary>The digits; null for <c>default</c>.</summary>
    public string? Value { get; }

    /// <summary>Whether this is <c>default</c>.</summary>
    public bool IsNone => Value is null;

    /// <summary>Reads 12 ASCII digits; anything else is no account id.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out AccountId account)
    {
        if (!IsValid(text))
        {
            account = default;
            return false;
        }

        account = new AccountId(text.ToString());
        return true;
    }

    /// <summary>Whether the text is 12 ASCII digits.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) => text.Length == 12 && !text.ContainsAnyExceptInRange('0', '9');

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
