using System.Text;
using Authz.Policies.Limits;
using Authz.Policies.Names;
using Authz.Sts.Errors;

namespace Authz.Sts.AssumeRole;

/// <summary>The constraints on parameters of STS section 1.3; no parameter is looked at beyond its form.</summary>
internal static class ParameterRules
{
    public const int MinDuration = 900;
    public const int MaxDuration = 43200;
    public const int MaxPolicyLength = PolicyLimits.SessionPolicyCharacters;

    private const int MaxPolicyArns = 10;
    private const int MaxTags = 50;

    /// <summary>The first constraint that the parameters violate; no error when they violate none.</summary>
    public static StsError Check(AssumeRoleRequest request)
    {
        if (!Arn.TryParse(request.RoleArn, out Arn? role) || role is not { Service: "iam", Region: "" } || role.AccountId.IsNone
            || role.After("role/") is null)
            return Invalid($"`{request.RoleArn}` is invalid: write the ARN of a role, path included");
        if (!IsName(request.RoleSessionName, 2, 64)) return Constraint("roleSessionName", request.RoleSessionName, "2 to 64 characters of [A-Za-z0-9_+=,.@-]");
        if (request.DurationSeconds is { } seconds and (< MinDuration or > MaxDuration))
            return Constraint("durationSeconds", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture), "900 to 43200 seconds");
        if (request.ExternalId is { } id && !IsName(id, 2, 1224, ":/")) return Constraint("externalId", id, "2 to 1224 characters of [A-Za-z0-9_+=,.@:/-]");
        if (request.SourceIdentity is { } source && !IsName(source, 2, 64)) return Constraint("sourceIdentity", source, "2 to 64 characters of [A-Za-z0-9_+=,.@-]");
        if (request.SerialNumber is not null || request.TokenCode is not null)
            return Invalid("`serialNumber` and `tokenCode` are not offered by this version: ask without them");
        StsError policies = CheckPolicies(request);
        return policies.IsError ? policies : CheckTags(request);
    }

    private static StsError CheckPolicies(AssumeRoleRequest request)
    {
        if (request.Policy is { Length: 0 }) return Constraint("policy", "", "1 to 2048 characters");
        if (request.Policy is { } policy && !policy.All(IsPolicyCharacter))
            return Invalid("`policy` has a character that is neither tab, line break nor within U+0020 to U+00FF: write it as a JSON escape");
        if (request.PolicyArns.Count > MaxPolicyArns) return Invalid($"`policyArns` has {request.PolicyArns.Count} members, at most {MaxPolicyArns} are allowed");
        var length = (request.Policy?.Length ?? 0) + request.PolicyArns.Sum(static a => a.Length);
        return length > MaxPolicyLength
            ? Invalid($"session policies have {length} characters, at most {MaxPolicyLength} are allowed")
            : default;
    }

    private static StsError CheckTags(AssumeRoleRequest request)
    {
        if (request.Tags.Count > MaxTags) return Invalid($"`tags` has {request.Tags.Count} members, at most {MaxTags} are allowed");
        if (request.TransitiveTagKeys.Count > MaxTags) return Invalid($"`transitiveTagKeys` has {request.TransitiveTagKeys.Count} members, at most {MaxTags} are allowed");
        var keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach ((var key, var value) in request.Tags)
        {
            if (key.Length is < 1 or > 128 || !IsTagText(key)) return Constraint("tags.key", key, "1 to 128 letters, digits, spaces and _.:/=+-@");
            if (value.Length > 256 || !IsTagText(value)) return Constraint("tags.value", value, "0 to 256 letters, digits, spaces and _.:/=+-@");
            if (!keys.Add(key)) return new StsError(StsErrorCode.InvalidParameterValue, $"`{key}` stands twice in the tags; keys compare without case");
        }

        foreach (var key in request.TransitiveTagKeys)
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
