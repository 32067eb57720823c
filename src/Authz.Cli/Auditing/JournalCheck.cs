using System.Buffers;
using Authz.Tokens.Storage;

namespace Authz.Cli.Auditing;

/// <summary>Checks the chain of a decision log, file by file.</summary>
/// <param name="key">The chain's key; null: it has none.</param>
/// <param name="expected">A hash that is looked for; null: none.</param>
internal sealed class JournalCheck(byte[]? key, string? expected)
{
    // no record is as long: what has no line break is none
    private const int LongestLine = 64 << 20;

    private readonly LineChain _chain = new(key);

    /// <summary>The number of the first record that was looked at; 0: none was.</summary>
    public long First { get; private set; }

    /// <summary>Whether a record has the hash that is looked for.</summary>
    public bool HasExpected { get; private set; }

    /// <summary>Number and hash of the last record that is right.</summary>
    public LineLink Last => _chain.At;

    /// <summary>Checks the next file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="input">Its content.</param>
    /// <param name="isLast">Whether no other follows, so that a line may be cut off that a sidecar is writing.</param>
    /// <returns>What is wrong, with file and line; null when nothing is.</returns>
    public string? Check(string path, Stream input, bool isLast)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 16);
        var line = 0;
        while (true)
        {
            var read = input.Read(buffer.GetSpan(1 << 16));
            buffer.Advance(read);
            ReadOnlySpan<byte> rest = buffer.WrittenSpan;
            for (var end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
            {
                line++;
                if (_chain.Check(rest[..end], First == 0) is { } fault) return $"{path}:{line}: the record {fault}";
                if (First == 0) First = _chain.Sequence;
                HasExpected |= _chain.Hash == expected;
                rest = rest[(end + 1)..];
            }

            if (rest.Length > LongestLine) return $"{path}:{line + 1}: a line has more than {LongestLine} bytes: it is no record";
            var left = rest.ToArray();
            buffer.ResetWrittenCount();
            buffer.Write(left);
            if (read > 0) continue;
            return left.Length == 0 || isLast ? null : $"{path}:{line + 1}: the record is cut off, and another file follows";
        }
    }
}
