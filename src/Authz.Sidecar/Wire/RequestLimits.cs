namespace Authz.Sidecar.Wire;

/// <summary>Bounds of what a message may hold; beyond them it is refused before anything is done with it.</summary>
internal static class RequestLimits
{
    /// <summary>Most context keys in a request.</summary>
    public const int ContextKeys = 256;

    /// <summary>Most values of all context keys together.</summary>
    public const int ContextValues = 2048;

    /// <summary>Most characters of all context values together: matching a pattern costs at most its length times theirs.</summary>
    public const int ContextLength = 64 * 1024;

    /// <summary>Longest context value, in characters.</summary>
    public const int ContextValueLength = 4096;

    /// <summary>Longest region, in characters.</summary>
    public const int RegionLength = 64;

    /// <summary>Longest policy revision, in characters.</summary>
    public const int RevisionLength = 64;

    /// <summary>Most requests that wait for a policy revision at the same time.</summary>
    public const int WaitingForRevision = 1000;

    /// <summary>Most bytes of all messages that wait for a policy revision at the same time.</summary>
    public const int WaitingBytes = 64 << 20;

    /// <summary>Most bytes of the answers to a batch, but for the last of them: of a few bytes that requests share many can be answered.</summary>
    public const int AnswerBytes = 16 << 20;

    /// <summary>Largest message that is kept for the next on a stream, in bytes: it may wait for hours.</summary>
    public const int PreviousBytes = 16 * 1024;

    /// <summary>Most bytes of diagnostics in an answer: clients read 4 MiB unless told otherwise.</summary>
    public const int DiagnosticBytes = 1 << 20;

    /// <summary>Longest text of a diagnostic, in characters.</summary>
    public const int DiagnosticLength = 2048;

    /// <summary>Longest message of an error, in characters: it travels in a header, which clients bound.</summary>
    public const int ErrorLength = 1024;

    /// <summary>Most requests in a batch.</summary>
    public const int BatchSize = 1000;

    /// <summary>Largest signed payload, in bytes.</summary>
    public const int PayloadBytes = 256 * 1024;

    /// <summary>Most headers of a signed request.</summary>
    public const int Headers = 100;

    /// <summary>Most characters of all headers of a signed request together.</summary>
    public const int HeaderLength = 64 * 1024;

    /// <summary>Longest path and query of a signed request, in characters.</summary>
    public const int UriLength = 16 * 1024;

    /// <summary>Longest name of a service in a credential scope, in characters.</summary>
    public const int ServiceLength = 64;

    /// <summary>Largest message that asks for decisions, in bytes.</summary>
    public const int MessageBytes = 4 << 20;

    /// <summary>Largest message that asks for anything else, in bytes: the largest signed payload, what it says beside it, and its headers.</summary>
    public const int OtherMessageBytes = 768 * 1024;
}
