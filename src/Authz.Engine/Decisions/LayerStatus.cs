namespace Authz.Engine.Decisions;

/// <summary>What a layer of policies says of a request.</summary>
public enum LayerStatus
{
    /// <summary>There are no policies of the kind.</summary>
    Absent = 0,

    /// <summary>There are policies, and they do not apply to this caller or request (sections 5.3, 5.7 to 5.9).</summary>
    Exempt,

    /// <summary>No statement allows and none denies.</summary>
    Silent,

    /// <summary>A statement allows and none denies.</summary>
    Allows,

    /// <summary>A statement denies.</summary>
    Denies,
}
