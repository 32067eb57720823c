namespace Authz.Policies.Diagnostics;

/// <summary>One entry of a diagnostics catalogue: what is wrong in general, and how it is mended.</summary>
/// <param name="Code">Stable code, <c>AZ</c> and four digits; never reused.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Summary">What is wrong in general: lower case, no final period. What is wrong in one place is its message.</param>
/// <param name="Remedy">What the author should do, one sentence without a final period.</param>
public sealed record DiagnosticRule(string Code, DiagnosticSeverity Severity, string Summary, string Remedy);
