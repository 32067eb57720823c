namespace Authz.Engine.Decisions;

/// <summary>How a resource policy names the caller (section 5.4). The greater, the less else is needed.</summary>
public enum Naming
{
    /// <summary>Not at all.</summary>
    None = 0,

    /// <summary>By its account: the identity policies must allow as well.</summary>
    Account,

    /// <summary>By the role or user behind the session: boundary and session policies still limit.</summary>
    Entity,

    /// <summary>Itself, or everybody: nothing else need allow within the account.</summary>
    Direct,
}
