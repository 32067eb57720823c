namespace Authz.Engine.Programs;

/// <summary>How many levels of control policies there may be.</summary>
public static class ControlLevels
{
    /// <summary>Most levels: root, organizational units and account; AWS has seven at most.</summary>
    public const int Max = 56;
}
