using System.Collections.Frozen;

namespace Authz.Policies.Conditions;

/// <summary>What is known of context keys beforehand (reference section 6). Names in lower case.</summary>
public static class KnownKeys
{
    private static readonly FrozenSet<string> Multivalued = new[]
    {
        "aws:principalorgpaths", "aws:principalservicenameslist", "aws:vpceorgpaths", "aws:resourceorgpaths", "aws:tagkeys",
        "aws:sourceorgpaths", "aws:calledvia", "sts:transitivetagkeys", "sts:requestcontextproviders", "sts:identitytokenaudience",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> SingleValuedSaml = new[]
    {
        "saml:aud", "saml:iss", "saml:sub", "saml:sub_type", "saml:doc", "saml:namequalifier",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ConditionType> Typed = new Dictionary<string, ConditionType>(StringComparer.Ordinal)
    {
        ["aws:tokenissuetime"] = ConditionType.Date,
        ["aws:currenttime"] = ConditionType.Date,
        ["aws:epochtime"] = ConditionType.Date,
        ["aws:multifactorauthage"] = ConditionType.Numeric,
        ["sts:durationseconds"] = ConditionType.Numeric,
        ["aws:multifactorauthpresent"] = ConditionType.Bool,
        ["aws:principalisawsservice"] = ConditionType.Bool,
        ["aws:securetransport"] = ConditionType.Bool,
        ["aws:viaawsservice"] = ConditionType.Bool,
        ["aws:sourceip"] = ConditionType.IpAddress,
        ["aws:vpcsourceip"] = ConditionType.IpAddress,
        ["aws:principalarn"] = ConditionType.Arn,
        ["aws:sourcearn"] = ConditionType.Arn,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether a key is multivalued by definition.</summary>
    /// <param name="folded">The key in lower case.</param>
    public static bool IsMultivalued(string folded) =>
        Multivalued.Contains(folded)
        || folded.EndsWith(":amr", StringComparison.Ordinal)
        || (folded.StartsWith("saml:", StringComparison.Ordinal) && !SingleValuedSaml.Contains(folded));

    /// <summary>The type that values of a key always have; null when the key is unknown or plain text.</summary>
    /// <param name="folded">The key in lower case.</param>
    public static ConditionType? TypeOf(string folded) => Typed.TryGetValue(folded, out ConditionType type) ? type : null;
}
