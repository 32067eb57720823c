using Authz.Sts.Errors;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Issuing;

/// <summary>The tags of a new session: what it inherits from the session that takes the role, and what the call adds (STS section 3.4).</summary>
/// <param name="Inherited">Transitive tags of the calling session.</param>
/// <param name="All">Inherited and new tags.</param>
/// <param name="TransitiveKeys">Keys that pass on: the inherited ones stay so.</param>
internal sealed record TagChain(
    IReadOnlyList<KeyValuePair<string, string>> Inherited,
    IReadOnlyList<KeyValuePair<string, string>> All,
    IReadOnlyList<string> TransitiveKeys)
{
    public static TagChain None { get; } = new([], [], []);

    /// <summary>The tags of a session that a caller takes.</summary>
    /// <param name="asked">The tags of the call.</param>
    /// <param name="caller">The calling session; null when none calls.</param>
    public static TagChain Of(AskedTags asked, SessionClaims? caller)
    {
        KeyValuePair<string, string>[] inherited =
            caller is null ? [] : [.. caller.Tags.Where(t => caller.TransitiveTagKeys.Contains(t.Key, StringComparer.OrdinalIgnoreCase))];
        return new TagChain(
            inherited, [.. inherited, .. asked.Tags], [.. inherited.Select(static t => t.Key), .. asked.TransitiveKeys]);
    }

    /// <summary>An inherited key may not be passed again, whatever its case.</summary>
    public StsError CheckNotOverridden(AskedTags asked)
    {
        foreach ((var key, _) in asked.Tags)
        {
            if (Inherited.Any(t => string.Equals(t.Key, key, StringComparison.OrdinalIgnoreCase)))
                return new StsError(StsErrorCode.InvalidParameterValue, $"`{key}` is inherited from the calling session and cannot be passed again");
        }

        return default;
    }
}
