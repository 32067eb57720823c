namespace Authz.Tokens.Keys;

/// <summary>What a key directory holds: a ring, or nothing yet, or faults.</summary>
public sealed class KeyDirectoryResult
{
    internal KeyDirectoryResult(KeyRing? ring, IReadOnlyList<string> faults, IReadOnlyList<string> warnings)
    {
        Ring = faults.Count == 0 ? ring : null;
        Faults = faults;
        Warnings = warnings;
    }

    /// <summary>The ring; null when the directory is empty or has a fault.</summary>
    public KeyRing? Ring { get; }

    /// <summary>Every fault, each with its file and its remedy, in a stable order; empty when there is none.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>What does not stop the ring, but an operator should know: files that no manifest lists, files of destroyed keys.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Ids of keys that the manifest calls destroyed, also when something else is faulty: they must not serve on.</summary>
    public IReadOnlyList<string> Destroyed { get; init; } = [];

    /// <summary>Whether there is no manifest, and so no key: the directory is absent, empty, or its generation was interrupted.</summary>
    public bool IsEmpty => Ring is null && Faults.Count == 0;
}
