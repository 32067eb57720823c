using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;

namespace Authz.Organizations.Reading;

/// <summary>A policy that was read without error, and where it stands.</summary>
/// <param name="Document">What it says.</param>
/// <param name="Node">Its JSON.</param>
/// <param name="Source">The file.</param>
internal sealed record ReadPolicy(PolicyDocument Document, JsonNode Node, SourceText Source);
