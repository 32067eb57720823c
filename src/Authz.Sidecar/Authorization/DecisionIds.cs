using System.Security.Cryptography;
using Authz.Sidecar.Wire;

namespace Authz.Sidecar.Authorization;

/// <summary>
/// Makes decision ids. Random bytes are fetched for many ids at once: a call of the system for each would cost more than the decision.
/// Thread-safe.
/// </summary>
internal static class DecisionIds
{
    private const int IdsAtOnce = 256;

    [ThreadStatic]
    private static Shelf? _shelf;

    /// <summary>The next id; nobody can tell it beforehand.</summary>
    public static DecisionId Next() => (_shelf ??= new Shelf()).Next();

    // of one thread
    private sealed class Shelf
    {
        private readonly byte[] _bytes = new byte[IdsAtOnce * DecisionId.Bytes];
        private int _at = IdsAtOnce * DecisionId.Bytes;

        public DecisionId Next()
        {
            if (_at == _bytes.Length)
            {
                RandomNumberGenerator.Fill(_bytes);
                _at = 0;
            }

            var id = new DecisionId(_bytes.AsSpan(_at, DecisionId.Bytes));
            _at += DecisionId.Bytes;
            return id;
        }
    }
}
