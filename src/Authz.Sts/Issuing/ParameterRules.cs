using System.Globalization;
using System.Text;
using Authz.Policies.Limits;
using Authz.Policies.Names;
using Authz.Sts.Errors;

namespace Authz.Sts.Issuing;

/// <summary>The constraints on parameters of STS section 1.3; no parameter is looked at beyond its form.</summary>
internal static class ParameterRules
{
    public const int MinDuration = 900;
    public const int MaxRoleDuration = 43200;
    public const int MaxUserDuration = 129600;
    public const int MaxPolicyLength = PolicyLimits.SessionPolicyCharacters;

    private const int MaxPolicyArns = 10;
    private const int MaxTags = 50;

    /// <summary>The ARN of a role, path included.</summary>
    public static StsError CheckRoleArn(string arn) =>
        Arn.TryParse(arn, out Arn? role) && role is { Service: "iam", Region: "" } && !role.AccountId.IsNone && role.After("role/") is not null
            ? default
            : Invalid($"`{arn}` is invalid: write the ARN of a role, path included");

    /// <summary>The name of a role session or a source identity.</summary>
    public static StsError CheckName(string member, string? name, int max = 64) => name is null || IsName(name, 2, max)
        ? default
        : Constraint(member, name, $"2 to {max} characters of [A-Za-z0-9_+=,.@-]");

    public static StsError CheckExternalId(string? id) => id is null || IsName(id, 2, 1224, ":/")
        ? default
        : Constraint("externalId", id, "2 to 1224 characters of [A-Za-z0-9_+=,.@:/-]");

    /// <summary>Seconds within what the operation takes at all; a role's own maximum is asked later.</summary>
    public static StsError CheckDuration(int? seconds, int max) => seconds is { } asked && (asked < MinDuration || asked > max)
        ? Constraint("durationSeconds", asked.ToString(CultureInfo.InvariantCulture), $"{MinDuration} to {max} seconds")
        : default;

    public static StsError CheckSerialNumber(string? serial) => serial is null || IsName(serial, 9, 256, "/:")
        ? default
        : Constraint("serialNumber", serial, "9 to 256 characters of [A-Za-z0-9_+=/:,.@-]");

    // not said in the error: it may be a slip of one digit
    public static StsError CheckTokenCode(string? code) => code is null || (code.Length == Mfa.Totp.Digits && code.All(char.IsAsciiDigit))
        ? default
        : Invalid($"1 validation error detected: the value at `tokenCode` failed to satisfy constraint: {Mfa.Totp.Digits} digits");

    public static StsError CheckPolicies(AskedPolicies asked)
    {
        if (asked.Policy is { Length: 0 }) return Constraint("policy", "", "1 to 2048 characters");
        if (asked.Policy is { } policy && !policy.All(IsPolicyCharacter))
            return Invalid("`policy` has a character that is neither tab, line break nor within U+0020 to U+00FF: write it as a JSON escape");
        if (asked.PolicyArns.Count > MaxPolicyArns) return Invalid($"`policyArns` has {asked.PolicyArns.Count} members, at most {MaxPolicyArns} are allowed");
        var length = (asked.Policy?.Length ?? 0) + asked.PolicyArns.Sum(static a => a.Length);
        return length > MaxPolicyLength
            ? Invalid($"session policies have {length} characters, at most {MaxPolicyLength} are allowed")
            : default;
    }

    public static StsError CheckTags(AskedTags asked)
    {
        if (asked.Tags.Count > MaxTags) return Invalid($"`tags` has {asked.Tags.Count} members, at most {MaxTags} are allowed");
        if (asked.TransitiveKeys.Count > MaxTags) return Invalid($"`transitiveTagKeys` has {asked.TransitiveKeys.Count} members, at most {MaxTags} are allowed");
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((var key, var value) in asked.Tags)
        {
            if (key.Length is < 1 or > 128 || !IsTagText(key)) return Constraint("tags.key", key, "1 to 128 letters, digits, spaces and _.:/=+-@");
            if (value.Length > 256 || !IsTagText(value)) return Constraint("tags.value", value, "0 to 256 letters, digits, spaces and _.:/=+-@");
            if (!keys.Add(key)) return new StsError(StsErrorCode.InvalidParameterValue, $"`{key}` stands twice in the tags; keys compare without case");
        }

        foreach (var key in asked.TransitiveKeys)
        {
            if (!keys.Contains(key)) return new StsError(StsErrorCode.InvalidParameterValue, $"`{key}` is transitive and not among the tags");
        }

        return default;
    }

    // [\t\n\r\u0020-\u00FF]
    private static bool IsPolicyCharacter(char character) => character is '\t' or '\n' or '\r' or (>= ' ' and <= '\u00FF');

    // [\p{L}\p{Z}\p{N}_.:/=+\-@] of whole characters: a letter may be a surrogate pair
    private static bool IsTagText(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune) && !Rune.IsNumber(rune) && !Rune.IsSeparator(rune) && !(rune.IsAscii && "_.:/=+-@".Contains((char)rune.Value)))
                return false;
        }

        return true;
    }

    // ASCII [\w+=,.@-]
    private static bool IsName(string text, int min, int max, string more = "") =>
        text.Length >= min && text.Length <= max
        && text.All(c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c) || more.Contains(c));

    private static StsError Constraint(string member, string value, string constraint) => Invalid(
        $"1 validation error detected: Value `{value}` at `{member}` failed to satisfy constraint: {constraint}");

    private static StsError Invalid(string message) => new(StsErrorCode.ValidationError, message);
}
