using Authz.Conformance.Reference.Callers;

namespace Authz.Conformance.Reference.Language;

/// <summary>The columns of table 1.4, with key policies beside resource policies.</summary>
public enum PolicyKind
{
    Identity,
    Boundary,
    Session,
    Resource,
    Key,
    Trust,
    ServiceControl,
    ResourceControl,
}

/// <summary>One accepted policy document.</summary>
public sealed record Policy(IReadOnlyList<Statement> Statements);

/// <summary>One accepted statement. A null list means that the element is absent.</summary>
public sealed record Statement
{
    public required bool Allows { get; init; }
    public PrincipalList? Principal { get; init; }
    public PrincipalList? NotPrincipal { get; init; }
    public IReadOnlyList<string>? Action { get; init; }
    public IReadOnlyList<string>? NotAction { get; init; }
    public IReadOnlyList<Template>? Resource { get; init; }
    public IReadOnlyList<Template>? NotResource { get; init; }
    public required IReadOnlyList<ConditionTest> Conditions { get; init; }
}

/// <summary>One key under one operator.</summary>
public sealed record ConditionTest(ConditionOperator Operator, string Key, IReadOnlyList<Template> Values);
