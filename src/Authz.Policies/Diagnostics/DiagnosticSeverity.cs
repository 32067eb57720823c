namespace Authz.Policies.Diagnostics;

/// <summary>How much a finding matters.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The text is refused; nothing of it is used.</summary>
    Error = 0,

    /// <summary>The text is used, and probably does not do what its author meant.</summary>
    Warning,

    /// <summary>The text is used and right; it could be clearer.</summary>
    Suggestion,
}
