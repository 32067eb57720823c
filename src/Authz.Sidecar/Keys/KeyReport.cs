using Authz.Tokens.Keys;

namespace Authz.Sidecar.Keys;

/// <summary>Tells operators in the log how keys change; each fault once.</summary>
internal sealed partial class KeyReport(ILoggerFactory loggers)
{
    private readonly ILogger _logger = loggers.CreateLogger("Authz.Keys");
    private string _told = "";

    /// <summary>A look is over.</summary>
    public void Found(KeyRing before, KeyRing after, IReadOnlyList<string> faults)
    {
        if (!ReferenceEquals(before, after) && _logger.IsEnabled(LogLevel.Information))
            Changed(_logger, string.Join(", ", after.Listed.Select(static k => $"{k.KeyId} {KeyStates.NameOf(k.State)}")), after.CanIssue);
        var fault = string.Join("; ", faults);
        if (fault.Length > 0 && fault != _told) Faulty(_logger, fault);
        if (fault.Length == 0 && _told.Length > 0) Mended(_logger);
        _told = fault;
    }

    /// <summary>A look ended by a bug.</summary>
    public void Broken(Exception exception) => LogBroken(_logger, exception);

    [LoggerMessage(20, LogLevel.Information, "keys changed: {Keys}; can issue: {CanIssue}")]
    private static partial void Changed(ILogger logger, string keys, bool canIssue);

    [LoggerMessage(21, LogLevel.Error, "keys or revocations not read, those read before serve on: {Faults}")]
    private static partial void Faulty(ILogger logger, string faults);

    [LoggerMessage(22, LogLevel.Information, "keys and revocations are read again")]
    private static partial void Mended(ILogger logger);

    [LoggerMessage(23, LogLevel.Error, "the look at the keys broke off")]
    private static partial void LogBroken(ILogger logger, Exception exception);
}
