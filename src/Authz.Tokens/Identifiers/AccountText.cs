namespace Authz.Tokens.Identifiers;

/// <summary>The text of an account id: exactly 12 ASCII digits, leading zeros included.</summary>
internal static class AccountText
{
    public const int Length = 12;

    public static bool IsValid(ReadOnlySpan<char> text) => text.Length == Length && !text.ContainsAnyExceptInRange('0', '9');
}
