using System.Text;

namespace Authz.Fuzzing.Targets;

/// <summary>A set of properties that hold for every input. A broken one is an exception, as is everything else that goes wrong.</summary>
/// <param name="Name">The name on the command line, and of the directories of its seeds and findings.</param>
/// <param name="Check">Checks the properties on one input.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Check)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("json", JsonTarget.Check),
        new("policy", PolicyTarget.Check),
        new("glob", GlobTarget.Check),
        new("arn", ArnTarget.Check),
        new("value", ValueTarget.Check),
        new("scenario", ScenarioTarget.Check),
        new("drawn", DrawnTarget.Check),
        new("saml", SamlTarget.Check),
        new("webtoken", WebTokenTarget.Check),
        new("sessiontoken", SessionTokenTarget.Check),
        new("query", QueryTarget.Check),
        new("sigv4", SignatureTarget.Check),
    ];

    public static FuzzTarget Named(string name) =>
        All.FirstOrDefault(target => target.Name == name)
        ?? throw new ArgumentException($"no target `{name}`; there are {string.Join(", ", All.Select(target => target.Name))}");

    /// <summary>The input as text; null when it is no UTF-8.</summary>
    public static string? TextOf(byte[] input)
    {
        try
        {
            return Strict.GetString(input);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The lines of an input, empty ones for those it does not have; null when it is no UTF-8.</summary>
    public static string[]? LinesOf(byte[] input, int count)
    {
        var lines = TextOf(input)?.Split('\n', count);
        return lines is null ? null : [.. lines, .. Enumerable.Repeat("", count - lines.Length)];
    }
}
