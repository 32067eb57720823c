namespace Authz.Policies.Diagnostics;

/// <summary>A place in a text.</summary>
/// <param name="Line">Line, counted from 1.</param>
/// <param name="Column">Column in Unicode characters, counted from 1.</param>
public readonly record struct SourcePosition(int Line, int Column);
