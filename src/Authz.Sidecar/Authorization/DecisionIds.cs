using System.Security.Cryptography;

namespace Authz.Sidecar.Authorization;

/// <summary>
/// Makes decision ids: 128 random bits in hexadecimal, 32 characters. Random bytes are fetched for many ids at once: a call of the system
/// for each would cost more than the decision. Thread-safe.
/// </summary>
internal sealed class DecisionIds
{
    private const int BytesOfId = 16;
    private const int IdsAtOnce = 256;
    private const int Shelves = 16;

    private readonly Shelf[] _shelves = [.. Enumerable.Range(0, Shelves).Select(static _ => new Shelf())];

    /// <summary>The next id; nobody can tell it beforehand.</summary>
    public string Next() => _shelves[Thread.GetCurrentProcessorId() & (Shelves - 1)].Next();

    private sealed class Shelf
    {
        private readonly Lock _taking = new();
        private readonly byte[] _bytes = new byte[IdsAtOnce * BytesOfId];
        private int _at = IdsAtOnce * BytesOfId;

        public string Next()
        {
            Span<byte> id = stackalloc byte[BytesOfId];
            lock (_taking)
            {
                if (_at == _bytes.Length)
                {
                    RandomNumberGenerator.Fill(_bytes);
                    _at = 0;
                }

                _bytes.AsSpan(_at, BytesOfId).CopyTo(id);
                _at += BytesOfId;
            }

            return Convert.ToHexStringLower(id);
        }
    }
}
