namespace Authz.Sidecar.Audit;

/// <summary>Takes records that are written.</summary>
internal interface IRecordTarget
{
    /// <summary>Takes lines, each ended.</summary>
    /// <exception cref="IOException">They were not taken.</exception>
    void Write(ReadOnlySpan<byte> lines);
}

/// <summary>Standard output. Whoever reads it slowly holds up its writer alone.</summary>
internal sealed class StandardOutput : IRecordTarget, IDisposable
{
    private readonly Stream _output = Console.OpenStandardOutput();

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> lines)
    {
        _output.Write(lines);
        _output.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _output.Dispose();
}

/// <summary>The journal as a target.</summary>
internal sealed class JournalTarget(AuditJournal journal) : IRecordTarget
{
    /// <inheritdoc/>
    public void Write(ReadOnlySpan<byte> lines) => journal.Append(lines);
}
