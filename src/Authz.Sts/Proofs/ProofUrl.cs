namespace Authz.Sts.Proofs;

/// <summary>The URL of a proof, taken apart by text: nobody calls it, and there is one way to write each of its parts.</summary>
/// <param name="Host">Host, and port if it has one.</param>
/// <param name="Query">The raw query.</param>
internal readonly record struct ProofUrl(string Host, string Query)
{
    /// <summary>Longest URL, in characters: with a session token of the greatest length there is room to spare.</summary>
    public const int MaxLength = 16 * 1024;

    private const string Action = "GetCallerIdentity";
    private const string Version = "2011-06-15";

    // by these names and no others, also not in other letters or encoded: what is read elsewhere in another way is another caller (CVE-2022-2385)
    private static readonly string[] Names =
    [
        "Action", "Version", "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Security-Token",
        "X-Amz-Signature",
    ];

    /// <summary>Reads it.</summary>
    public static bool TryRead(string url, out ProofUrl read)
    {
        read = default;
        if (url.Length > MaxLength || url.AsSpan().ContainsAnyExceptInRange('!', '~') || url.AsSpan().ContainsAny("#\\@")) return false;
        var start = url.StartsWith("https://", StringComparison.Ordinal) ? 8 : url.StartsWith("http://", StringComparison.Ordinal) ? 7 : 0;
        var mark = url.IndexOf('?', StringComparison.Ordinal);
        if (start == 0 || mark < start) return false;
        ReadOnlySpan<char> place = url.AsSpan(start, mark - start);
        if (place.EndsWith("/")) place = place[..^1];
        if (place.IsEmpty || place.Contains('/')) return false;
        read = new ProofUrl(place.ToString(), url[(mark + 1)..]);
        return true;
    }

    /// <summary>What its parameters say that those of a proof do not; null: nothing.</summary>
    public string? FindFault()
    {
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in Query.Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? pair : pair[..equals];
            if (!Names.Contains(name, StringComparer.Ordinal)) return $"has the parameter `{(name.Length <= 100 ? name : name[..100])}`, which no presigned {Action} has";
            if (!seen.TryAdd(name, equals < 0 ? "" : pair[(equals + 1)..])) return $"has the parameter `{name}` twice";
        }

        if (seen.GetValueOrDefault("Action") != Action) return $"is of another operation: presign `{Action}`";
        return seen.GetValueOrDefault("Version") == Version ? null : $"must have the `Version` `{Version}`";
    }
}
