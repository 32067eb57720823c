using System.Globalization;

namespace Authz.LoadTests.Questions;

/// <summary>The sidecar's own count of its decisions: what h2load cannot see, that every single answer was an allow.</summary>
/// <param name="Allowed">Allows since the start.</param>
/// <param name="Denied">All others.</param>
internal readonly record struct DecisionCount(long Allowed, long Denied)
{
    // the exporter repeats an answer for 300 ms
    private static readonly TimeSpan ExporterCache = TimeSpan.FromMilliseconds(400);

    /// <summary>Reads it from <c>/metrics</c>.</summary>
    public static async Task<DecisionCount> ReadAsync(Uri operations, CancellationToken cancellation)
    {
        await Task.Delay(ExporterCache, cancellation);
        using var client = new HttpClient();
        var text = await client.GetStringAsync(new Uri(operations, "/metrics"), cancellation);
        long allowed = 0, denied = 0;
        foreach (var line in text.Split('\n').Where(static l => l.StartsWith("authz_decisions_total{", StringComparison.Ordinal)))
        {
            // name{labels} value [timestamp]
            var value = line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
            var count = (long)double.Parse(value, CultureInfo.InvariantCulture);
            if (line.Contains("decision=\"allow\"", StringComparison.Ordinal)) allowed += count;
            else denied += count;
        }

        return new DecisionCount(allowed, denied);
    }

    /// <summary>Fails unless, since an earlier count, there were at least so many allows and nothing else.</summary>
    public void ThrowUnlessAllowed(DecisionCount before, long calls)
    {
        if (Denied != before.Denied || Allowed - before.Allowed < calls)
            throw new LoadFaultException(
                $"the load counts {calls} answers, the sidecar {Allowed - before.Allowed} allows and {Denied - before.Denied} others: no figure counts");
    }
}
