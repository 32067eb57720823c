namespace Authz.Engine.Decisions;

/// <summary>The elements of a statement that can keep it from matching a request whose action it names.</summary>
public enum StatementElement
{
    /// <summary><c>Principal</c> or <c>NotPrincipal</c>.</summary>
    Principal,

    /// <summary><c>Resource</c> or <c>NotResource</c>.</summary>
    Resource,

    /// <summary>A key under an operator of <c>Condition</c>.</summary>
    Condition,
}
