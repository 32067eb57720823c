namespace Authz.Sts.Federation.Saml;

/// <summary>What assertions must say to be meant for this issuer.</summary>
public sealed record SamlSettings
{
    private const string AwsConsumer = "https://signin.aws.amazon.com/saml";
    private const string RegionalEnding = ".signin.aws.amazon.com/saml";

    /// <summary>How far the clocks of provider and issuer may differ; an assertion's age is counted without it.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    /// <summary>From this age on an assertion is refused, whatever it says (STS section 5.5).</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    /// <summary>
    /// URLs that an assertion may be addressed to (its <c>Recipient</c>, and the response's <c>Destination</c>). Empty: AWS' own,
    /// <c>https://signin.aws.amazon.com/saml</c> and <c>https://REGION.signin.aws.amazon.com/saml</c>.
    /// </summary>
    public IReadOnlyList<string> Consumers { get; init; } = [];

    /// <summary>The audience that an assertion must be restricted to; its recipient's URL counts as well.</summary>
    public string Audience { get; init; } = "urn:amazon:webservices";

    /// <summary>How often an assertion may be redeemed.</summary>
    public SamlReplay Replay { get; init; }

    /// <summary>Whether assertions may be addressed to a URL.</summary>
    public bool IsConsumer(string url) => Consumers.Count > 0 ? Consumers.Contains(url, StringComparer.Ordinal) : url == AwsConsumer || IsRegional(url);

    private static bool IsRegional(string url)
    {
        const string Scheme = "https://";
        if (!url.StartsWith(Scheme, StringComparison.Ordinal) || !url.EndsWith(RegionalEnding, StringComparison.Ordinal)) return false;
        ReadOnlySpan<char> region = url.AsSpan(Scheme.Length, Math.Max(0, url.Length - Scheme.Length - RegionalEnding.Length));
        return region.Length > 0 && !region.ContainsAnyExcept(RegionCharacters);
    }

    private static readonly System.Buffers.SearchValues<char> RegionCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
}
