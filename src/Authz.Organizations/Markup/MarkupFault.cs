using Authz.Policies.Diagnostics;

namespace Authz.Organizations.Markup;

/// <summary>Why a text was refused.</summary>
/// <param name="Message">What is wrong; lower case, no final period.</param>
/// <param name="Position">Where.</param>
public sealed record MarkupFault(string Message, SourcePosition Position);
