namespace Authz.Cli;

/// <summary>The exit statuses of all commands.</summary>
internal static class ExitCode
{
    /// <summary>Done, and the answer is yes.</summary>
    public const int Success = 0;

    /// <summary>Done, and the answer is no: refused, denied, or faults found.</summary>
    public const int Refused = 1;

    /// <summary>No answer: wrong usage, unreadable input, no connection.</summary>
    public const int Failure = 2;
}
