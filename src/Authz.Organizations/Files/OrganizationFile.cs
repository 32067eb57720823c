namespace Authz.Organizations.Files;

/// <summary>One file of an organization.</summary>
/// <param name="Path">Relative to the organization, separated by <c>/</c>, without <c>.</c> and <c>..</c>.</param>
/// <param name="Content">The bytes; empty when they could not be fetched.</param>
/// <param name="IsFetched">False when the content could not be fetched; the fault is among <see cref="OrganizationFiles.Faults"/>.</param>
public sealed record OrganizationFile(string Path, ReadOnlyMemory<byte> Content, bool IsFetched = true);
