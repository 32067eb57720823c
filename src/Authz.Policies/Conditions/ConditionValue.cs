using System.Collections.Immutable;
using System.Globalization;
using Authz.Policies.Patterns;

namespace Authz.Policies.Conditions;

/// <summary>A policy value of a condition, read for its operator. One of the nested kinds. Its text is the shortest that reads as the same value.</summary>
public abstract record ConditionValue
{
    private ConditionValue()
    {
    }

    /// <summary>A value of a String operator.</summary>
    public sealed record Text(Template Template) : ConditionValue
    {
        /// <inheritdoc/>
        public override string ToString() => Template.Text;
    }

    /// <summary>A value of an Arn operator.</summary>
    public sealed record ArnText(ArnPattern Pattern) : ConditionValue
    {
        /// <inheritdoc/>
        public override string ToString() => Pattern.ToString();
    }

    /// <summary>A value of a Numeric operator.</summary>
    public sealed record Number(decimal Value) : ConditionValue
    {
        /// <inheritdoc/>
        public override string ToString()
        {
            // 10 and 10.0 are one number, and minus zero is zero
            var text = Value.ToString(CultureInfo.InvariantCulture);
            if (text.Contains('.', StringComparison.Ordinal)) text = text.TrimEnd('0').TrimEnd('.');
            return text is "-0" ? "0" : text;
        }
    }

    /// <summary>A value of a Date operator.</summary>
    public sealed record Date(Instant Value) : ConditionValue
    {
        /// <inheritdoc/>
        public override string ToString() => Value.ToString();
    }

    /// <summary>The value of Bool or Null.</summary>
    public sealed record Flag(bool Value) : ConditionValue
    {
        /// <inheritdoc/>
        public override string ToString() => Value ? "true" : "false";
    }

    /// <summary>A value of BinaryEquals.</summary>
    public sealed record Bytes(ImmutableArray<byte> Value) : ConditionValue
    {
        /// <inheritdoc/>
        public override string ToString() => Convert.ToBase64String(Value.AsSpan());
    }

    /// <summary>A value of IpAddress or NotIpAddress.</summary>
    public sealed record Ip(IpRange Value) : ConditionValue
    {
        /// <inheritdoc/>
        public override string ToString() => Value.ToString();
    }

    /// <summary>Reads a value for an operator.</summary>
    /// <param name="operator">The operator.</param>
    /// <param name="text">The value as text (G4).</param>
    /// <param name="variables">Whether the policy's version knows variables (G10).</param>
    /// <param name="value">The value when true is returned.</param>
    /// <param name="fault">Why the text is no value of that operator, else null.</param>
    public static bool TryParse(
        ConditionOperator @operator, string text, bool variables,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ConditionValue? value, out string? fault)
    {
        fault = null;
        value = @operator.Type switch
        {
            ConditionType.Numeric => ConditionNumber.TryParse(text, out var number) ? new Number(number) : null,
            ConditionType.Date => Instant.TryParse(text, out Instant instant) ? new Date(instant) : null,
            ConditionType.Bool or ConditionType.Null => TryParseFlag(text, out var flag) ? new Flag(flag) : null,
            ConditionType.Binary => ConditionBytes.TryParse(text, out var bytes) ? new Bytes([.. bytes]) : null,
            ConditionType.IpAddress => IpRange.TryParseRange(text, out IpRange range) ? new Ip(range) : null,
            ConditionType.Arn => ArnPattern.TryParse(text, variables, out ArnPattern? pattern, out fault) ? new ArnText(pattern) : null,
            _ => Template.TryParse(text, Syntax(@operator, variables), out Template? template, out fault) ? new Text(template) : null,
        };
        if (value is null) fault ??= $"`{text}` is not {Expected(@operator.Type)}";
        return value is not null;
    }

    /// <summary>Reads <c>true</c> or <c>false</c>, in any case (table 1.2).</summary>
    public static bool TryParseFlag(ReadOnlySpan<char> text, out bool flag)
    {
        flag = text is "true" || text.Equals("true", StringComparison.OrdinalIgnoreCase);
        return flag || text is "false" || text.Equals("false", StringComparison.OrdinalIgnoreCase);
    }

    private static TemplateSyntax Syntax(ConditionOperator @operator, bool variables) =>
        (@operator.HasWildcards ? TemplateSyntax.Wildcards : TemplateSyntax.Plain)
        | (variables ? TemplateSyntax.Variables : TemplateSyntax.Plain);

    private static string Expected(ConditionType type) => type switch
    {
        ConditionType.Numeric => "a number such as `10` or `-1.5`",
        ConditionType.Date => "a date such as `2026-01-31T12:00:00Z` or Unix seconds",
        ConditionType.Bool or ConditionType.Null => "`true` or `false`",
        ConditionType.Binary => "base64",
        _ => "an address or range such as `203.0.113.0/24` or `2001:db8::/32`",
    };
}
