namespace Authz.Protocol.Tests.Descriptors;

/// <summary>Says in words how one surface differs from another, a line for each difference.</summary>
internal static class SurfaceChange
{
    public static IReadOnlyList<string> Explain(SortedDictionary<string, string> before, SortedDictionary<string, string> after) =>
        [.. before.SelectMany(line => ExplainLoss(line.Key, line.Value, after)), .. ExplainGain(before, after)];

    private static IEnumerable<string> ExplainLoss(string key, string value, SortedDictionary<string, string> after)
    {
        if (!after.TryGetValue(key, out var now))
        {
            var moved = IsNumbered(key) ? after.FirstOrDefault(line => line.Value == value && Owner(line.Key) == Owner(key)).Key : null;
            yield return moved is null ? $"breaking: {key} ({value}) is removed" : $"breaking: {key} ({value}) is renumbered: {moved}";
        }
        else if (now != value)
        {
            yield return $"breaking: {key} was ({value}) and is now ({now})";
        }
    }

    private static IEnumerable<string> ExplainGain(SortedDictionary<string, string> before, SortedDictionary<string, string> after) =>
        after.Where(line => !before.ContainsKey(line.Key)).Select(line => $"added: {line.Key} ({line.Value})");

    private static bool IsNumbered(string key) => key[^1] is >= '0' and <= '9' && key.Contains(' ', StringComparison.Ordinal);

    private static string Owner(string key) => key[..key.LastIndexOf(' ')];
}
