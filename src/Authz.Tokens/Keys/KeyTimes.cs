namespace Authz.Tokens.Keys;

/// <summary>How long keys overlap (STS section 9.5).</summary>
/// <param name="Distribution">How long a key must have been <c>next</c> before it is activated: twice as long as verifiers take to look again.</param>
/// <param name="MaxSession">The longest session that a key may have signed.</param>
public sealed record KeyTimes(TimeSpan Distribution, TimeSpan MaxSession)
{
    /// <summary>For clocks that differ, and for issuers that sign on until they look at the directory again.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>Five minutes, and 129,600 seconds, the longest session of GetSessionToken.</summary>
    public static KeyTimes Default { get; } = new(TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(129_600));

    /// <summary>When a key may be activated; null unless it is <c>next</c> and the manifest says since when.</summary>
    public DateTimeOffset? ActivationOf(ListedKey key) => key is { State: KeyState.Next, Since: { } since } ? since + Distribution : null;

    /// <summary>When a key may be destroyed; null unless it is <c>retiring</c> and the manifest says since when.</summary>
    public DateTimeOffset? DestructionOf(ListedKey key) => key is { State: KeyState.Retiring, Since: { } since } ? since + MaxSession + Skew : null;
}
