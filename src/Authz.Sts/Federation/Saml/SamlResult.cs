using Authz.Sts.Errors;

namespace Authz.Sts.Federation.Saml;

/// <summary>What became of an assertion.</summary>
/// <param name="Assertion">The verified assertion; null for an error.</param>
/// <param name="Error">Why it was refused.</param>
public readonly record struct SamlResult(SamlAssertion? Assertion, StsError Error);
