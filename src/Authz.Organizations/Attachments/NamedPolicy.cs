using Authz.Policies.Documents;

namespace Authz.Organizations.Attachments;

/// <summary>A policy document and the name under which it is attached.</summary>
/// <param name="Name">The policy's name; unique among the policies of one kind in one place.</param>
/// <param name="Arn">The policy's ARN; null for an inline policy, which has none.</param>
/// <param name="Document">What it says.</param>
public sealed record NamedPolicy(string Name, string? Arn, PolicyDocument Document);
