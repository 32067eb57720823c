using System.Diagnostics;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;

namespace Authz.Sidecar.Telemetry;

/// <summary>
/// What spans say. Calls have those of the server, in the trace of their caller; they are made only where somebody samples, and tell nothing of
/// persons and no token. Thread-safe.
/// </summary>
internal static class Traces
{
    /// <summary>The name of our own spans' source.</summary>
    public const string SourceName = "Authz";

    /// <summary>The name of a reload's span.</summary>
    public const string Reload = "reload organization";

    /// <summary>The name of the server's.</summary>
    public const string ServerSourceName = "Microsoft.AspNetCore";

    /// <summary>Of what no caller asks for: reloads, fetches.</summary>
    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>Tells the call's span what was decided.</summary>
    public static void Tell(WrittenAnswer answer)
    {
        if (Activity.Current is not { IsAllDataRequested: true } span) return;
        span.SetTag("authz.decision", answer.Decision.ToString());
        span.SetTag("authz.reason", answer.Reason.ToString());
        span.SetTag("authz.decision_id", answer.DecisionId.ToString());
    }

    /// <summary>Tells the call's span what was issued.</summary>
    public static void TellIssue(string operation, StsErrorCode code)
    {
        if (Activity.Current is not { IsAllDataRequested: true } span) return;
        span.SetTag("authz.operation", operation);
        span.SetTag("authz.code", code.ToString());
    }
}
