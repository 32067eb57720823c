using System.Globalization;

namespace Authz.Policies.Conditions;

/// <summary>Reads the values of Numeric operators.</summary>
public static class ConditionNumber
{
    // what decimal holds exactly
    private const int MaxDigits = 28;

    /// <summary>Reads an optional sign, digits and at most one decimal point; up to 28 digits, so that no digit is rounded away.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out decimal value)
    {
        value = 0;
        var digits = 0;
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character)) digits++;
        }

        return digits is > 0 and <= MaxDigits
            && char.IsAsciiDigit(text[^1])
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }
}
