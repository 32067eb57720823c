using System.Security.Cryptography;
using System.Text;
using Authz.Organizations.Files;
using Authz.Organizations.Reading;
using Authz.Policies.Diagnostics;
using Authz.Policies.Limits;

namespace Authz.Organizations.Snapshots;

/// <summary>What a load found.</summary>
/// <param name="Snapshot">The snapshot; null when any finding is an error.</param>
/// <param name="Diagnostics">Everything found, by file and place.</param>
public sealed record LoadResult(Snapshot? Snapshot, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>How much more was found, of a flood.</summary>
    public int LeftOut { get; init; }
}

/// <summary>Fetch, read, check, compile: the load line up to the swap.</summary>
public static class OrganizationLoader
{
    /// <summary>Loads an organization.</summary>
    /// <param name="files">What was fetched.</param>
    /// <param name="time">The clock.</param>
    public static LoadResult Load(OrganizationFiles files, TimeProvider time) => Load(files, PolicyLimits.Aws, time);

    /// <summary>Loads an organization whose policies may have other sizes than those of AWS.</summary>
    /// <param name="files">What was fetched.</param>
    /// <param name="limits">How large policies may be.</param>
    /// <param name="time">The clock.</param>
    public static LoadResult Load(OrganizationFiles files, PolicyLimits limits, TimeProvider time) =>
        Load(files, RevisionOf(files), limits, new LoadMemory(), time);

    /// <summary>Loads an organization of which most was loaded before.</summary>
    /// <param name="files">What was fetched.</param>
    /// <param name="revision">What <see cref="RevisionOf"/> calls them.</param>
    /// <param name="limits">How large policies may be; the same for all loads with one memory.</param>
    /// <param name="memory">What the load before read and compiled; takes that of this one.</param>
    /// <param name="time">The clock.</param>
    public static LoadResult Load(OrganizationFiles files, string revision, PolicyLimits limits, LoadMemory memory, TimeProvider time)
    {
        var diagnostics = new DiagnosticList();
        Organization? organization = OrganizationReader.Read(files, limits, memory.Policies, diagnostics);
        Snapshot? snapshot = organization is null ? null : new Snapshot(organization, revision, time.GetUtcNow(), memory.Programs);
        return new LoadResult(snapshot, diagnostics.Sorted()) { LeftOut = diagnostics.DroppedCount };
    }

    /// <summary>What the revision of these files is called: the same for the same content, on every sidecar.</summary>
    public static string RevisionOf(OrganizationFiles files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (OrganizationFile file in files.All)
        {
            var path = Encoding.UTF8.GetBytes(file.Path);
            foreach (var part in (ReadOnlySpan<ReadOnlyMemory<byte>>)[path, file.Content])
            {
                System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
                hash.AppendData(length);
                hash.AppendData(part.Span);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
