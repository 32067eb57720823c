namespace Authz.Tokens.Sessions;

/// <summary>The share of the budget that a session's policies and tags use, as <c>PackedPolicySize</c> of the AWS STS answers.</summary>
public static class PackedPolicySize
{
    /// <summary>100 percent, in compressed bytes.</summary>
    public const int BudgetBytes = 2100;

    /// <summary>Percent of <see cref="BudgetBytes"/> used, rounded up.</summary>
    /// <param name="policy">The inline session policy; null for none.</param>
    /// <param name="policyArns">ARNs of managed session policies.</param>
    /// <param name="tags">All session tags, inherited ones included.</param>
    /// <returns>Null when nothing is packed; above 100 the request must be refused (<c>PackedPolicyTooLarge</c>).</returns>
    public static int? Percent(string? policy, IEnumerable<string> policyArns, IEnumerable<KeyValuePair<string, string>> tags)
    {
        var length = PackedPart.Pack(policy, policyArns, tags, [], out var written).Length;
        if (length == 0)
            return null;
        // more than the reader inflates would be issued and never accepted
        var least = written > PackedPart.MaximumWritten ? 101 : 1;
        return Math.Max(least, ((100 * length) + BudgetBytes - 1) / BudgetBytes);
    }
}
