using System.Globalization;

namespace Authz.LoadTests;

/// <summary>What a run does. Bounded, so that it ends by itself.</summary>
internal sealed record LoadOptions
{
    private const string Usage = "write --only compare|rate|batch|reload|log, --rounds N (1 to 50), --seconds N (1 to 60), --rate-seconds N (2 to 300), "
        + "--connections N (1 to 64), --streams N (1 to 100), --sidecar-binary PATH, --empty-binary PATH, --cerbos-binary PATH, --without-cerbos "
        + "or --built-in";

    /// <summary>What is run.</summary>
    public Part Parts { get; init; } = Part.All;

    /// <summary>Measured rounds, 1 to 50.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Length of one round's load on one server, 1 to 60 seconds.</summary>
    public int Seconds { get; init; } = 3;

    /// <summary>Length of one server's load at a fixed rate, 2 to 300 seconds, in two halves.</summary>
    public int RateSeconds { get; init; } = 12;

    /// <summary>Connections of the load, 1 to 64.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>Calls under way on each connection, 1 to 100 (Kestrel's limit of streams).</summary>
    public int Streams { get; init; } = 16;

    /// <summary>The sidecar to measure; null: the Release build of this tree.</summary>
    public string? SidecarBinary { get; init; }

    /// <summary>The program that serves the empty method with <c>--serve-empty</c>; null: this one.</summary>
    public string? EmptyBinary { get; init; }

    /// <summary>The server of Cerbos; null: the pinned npm package.</summary>
    public string? CerbosBinary { get; init; }

    /// <summary>Whether Cerbos is left out.</summary>
    public bool IsWithoutCerbos { get; init; }

    /// <summary>Whether the built-in generator is used although h2load is installed.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>Seconds of one server's serial calls in a round.</summary>
    public int SerialSeconds => Math.Max(1, Seconds / 2);

    /// <summary>Whether a part is run.</summary>
    public bool Runs(Part part) => Parts.HasFlag(part);

    /// <summary>Reads the command line.</summary>
    /// <returns>Null when it cannot be used; then <paramref name="fault"/> says how to mend it.</returns>
    public static LoadOptions? Read(ReadOnlySpan<string> args, out string fault)
    {
        var options = new LoadOptions();
        fault = "";
        for (var at = 0; at < args.Length; at++)
        {
            if (options.With(args[at]) is { } switched)
            {
                options = switched;
                continue;
            }

            if (at + 1 == args.Length || options.With(args[at], args[at + 1]) is not { } next)
            {
                fault = $"`{string.Join(' ', args[at..Math.Min(at + 2, args.Length)])}` is not understood: {Usage}";
                return null;
            }

            options = next;
            at++;
        }

        return options;
    }

    private LoadOptions? With(string name) => name switch
    {
        "--built-in" => this with { IsBuiltIn = true },
        "--without-cerbos" => this with { IsWithoutCerbos = true },
        _ => null,
    };

    private LoadOptions? With(string name, string value) => name switch
    {
        "--only" when PartOf(value) is { } part => this with { Parts = part },
        "--rounds" when Number(value, 1, 50) is { } number => this with { Rounds = number },
        "--seconds" when Number(value, 1, 60) is { } number => this with { Seconds = number },
        "--rate-seconds" when Number(value, 2, 300) is { } number => this with { RateSeconds = number },
        "--connections" when Number(value, 1, 64) is { } number => this with { Connections = number },
        "--streams" when Number(value, 1, 100) is { } number => this with { Streams = number },
        "--sidecar-binary" => this with { SidecarBinary = Path.GetFullPath(value) },
        "--empty-binary" => this with { EmptyBinary = Path.GetFullPath(value) },
        "--cerbos-binary" => this with { CerbosBinary = Path.GetFullPath(value) },
        _ => null,
    };

    private static Part? PartOf(string name) => name switch
    {
        "compare" => Part.Compare,
        "rate" => Part.Rate,
        "batch" => Part.Batch,
        "reload" => Part.Reload,
        "log" => Part.Log,
        _ => null,
    };

    private static int? Number(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;
}
