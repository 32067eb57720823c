namespace Authz.Sts.Issuing;

/// <summary>The session policies of a call, as they arrived.</summary>
/// <param name="Policy">The inline policy; null for none.</param>
/// <param name="PolicyArns">ARNs of managed policies.</param>
internal readonly record struct AskedPolicies(string? Policy, IReadOnlyList<string> PolicyArns);

/// <summary>The session tags of a call, as they arrived.</summary>
/// <param name="Tags">The tags.</param>
/// <param name="TransitiveKeys">Keys of those that pass on to sessions taken from this one.</param>
internal readonly record struct AskedTags(
    IReadOnlyList<KeyValuePair<string, string>> Tags, IReadOnlyList<string> TransitiveKeys);
