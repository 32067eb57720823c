using Authz.Policies.Names;

namespace Authz.Policies.Conditions;

/// <summary>Where the value of a context key comes from.</summary>
public enum ContextKeySupply
{
    /// <summary>From whoever asks for a decision, in the context of its request.</summary>
    Service = 0,

    /// <summary>From the caller's credentials and the organization; a value in a request is ignored.</summary>
    Caller,

    /// <summary>From the clock and the requested region; a value in a request is ignored.</summary>
    Request,

    /// <summary>From the organization where it knows the resource; elsewhere from whoever asks.</summary>
    Resource,

    /// <summary>From the call that takes a role; present while trust is evaluated.</summary>
    Issuing,
}

/// <summary>What is known of a context key, or of a family of keys, beforehand (reference section 6).</summary>
/// <param name="Name">
/// The documented spelling; compared without case. A family ends in <c>/</c> (<c>aws:PrincipalTag/</c>, a tag's key follows) or begins
/// with <c>*:</c> (<c>*:aud</c>, an identity provider's name stands before it) or ends in <c>:*</c>.
/// </param>
/// <param name="Type">The type of its values; <see cref="ConditionType.String"/> for plain text.</param>
/// <param name="IsMultivalued">Whether it is a set by definition, also when it carries one value (D10).</param>
/// <param name="Supply">Where its value comes from.</param>
/// <param name="Presence">When it is present: a phrase without final period.</param>
public sealed record ContextKeyInfo(string Name, ConditionType Type, bool IsMultivalued, ContextKeySupply Supply, string Presence)
{
    /// <summary>Whether the entry stands for many keys.</summary>
    public bool IsFamily => Name[^1] is '/' or '*' || Name[0] == '*';

    /// <summary>Whether operators of the key's type can read a value (section 4.6).</summary>
    public bool Accepts(ReadOnlySpan<char> value) => Type switch
    {
        ConditionType.Date => Instant.TryParse(value, out _),
        ConditionType.Numeric => ConditionNumber.TryParse(value, out _),
        ConditionType.Bool => ConditionValue.TryParseFlag(value, out _),
        ConditionType.IpAddress => IpRange.TryParseAddress(value, out _),
        ConditionType.Arn => ResourceName.IsArnText(value),
        _ => true,
    };

    /// <summary>What the key's values are, for messages: <c>a date such as `2026-01-31T12:00:00Z`</c>.</summary>
    public string DescribeValue() => Type switch
    {
        ConditionType.Date => "a date such as `2026-01-31T12:00:00Z`",
        ConditionType.Numeric => "a number",
        ConditionType.Bool => "`true` or `false`",
        ConditionType.IpAddress => "an IP address",
        ConditionType.Arn => "an ARN",
        _ => "a text",
    };
}
