using System.Globalization;
using System.Text;
using Authz.Policies.Diagnostics;

namespace Authz.Sidecar.Reloading;

/// <summary>Says in one line what keeps an organization from being published.</summary>
internal static class FaultText
{
    /// <summary>How many errors a line of the log names.</summary>
    public const int MaxLogged = 5;

    private const int MaxMessage = 160;

    /// <summary>The first errors with code, file, line and message, and how many more there are.</summary>
    /// <param name="diagnostics">What was found.</param>
    /// <param name="leftOut">How much more was found.</param>
    /// <param name="most">How many errors are named.</param>
    public static string Of(IReadOnlyList<Diagnostic> diagnostics, int leftOut, int most)
    {
        var text = new StringBuilder();
        var count = 0;
        foreach (Diagnostic error in diagnostics)
        {
            if (!error.IsError) continue;
            if (++count > most) continue;
            if (count > 1) text.Append("; ");
            text.Append(CultureInfo.InvariantCulture, $"{error.Rule.Code} {Printable(error.Source)}:{error.Position.Line}: {Printable(error.Message)}");
        }

        if (count + leftOut > most) text.Append(CultureInfo.InvariantCulture, $"; and {Math.Max(0, count - most) + leftOut} more");
        return text.ToString();
    }

    // one line stays one line, whatever stands in a file
    private static string Printable(string text)
    {
        var shortened = text.Length <= MaxMessage ? text : string.Concat(text.AsSpan(0, MaxMessage), "...");
        return shortened.Any(char.IsControl) ? string.Concat(shortened.Select(static c => char.IsControl(c) ? '?' : c)) : shortened;
    }
}
