using System.Globalization;

namespace Authz.LoadTests;

/// <summary>What a run does. Bounded, so that it ends by itself.</summary>
internal sealed record LoadOptions
{
    /// <summary>Measured rounds, 1 to 50.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Length of one round's load on one server, 1 to 60 seconds.</summary>
    public int Seconds { get; init; } = 4;

    /// <summary>Connections of the load, 1 to 64.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>Calls under way on each connection, 1 to 100 (Kestrel's limit of streams).</summary>
    public int Streams { get; init; } = 16;

    /// <summary>The sidecar to measure; null: the Release build of this tree.</summary>
    public string? SidecarBinary { get; init; }

    /// <summary>The program that serves the empty method with <c>--serve-empty</c>; null: this one.</summary>
    public string? EmptyBinary { get; init; }

    /// <summary>Whether the built-in generator is used although h2load is installed.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>Seconds of one server's serial calls in a round.</summary>
    public int SerialSeconds => Math.Max(1, Seconds / 2);

    /// <summary>Reads the command line.</summary>
    /// <returns>Null when it cannot be used; then <paramref name="fault"/> says how to mend it.</returns>
    public static LoadOptions? Read(ReadOnlySpan<string> args, out string fault)
    {
        var options = new LoadOptions();
        fault = "";
        for (var at = 0; at < args.Length; at++)
        {
            if (args[at] == "--built-in")
            {
                options = options with { IsBuiltIn = true };
                continue;
            }

            fault = $"`{args[at]}` is not understood: write --rounds N, --seconds N, --connections N, --streams N, --sidecar-binary PATH, "
                + "--empty-binary PATH or --built-in";
            if (at + 1 == args.Length || options.With(args[at], args[++at]) is not { } next) return null;
            options = next;
        }

        return options;
    }

    private LoadOptions? With(string name, string value) => name switch
    {
        "--rounds" when Number(value, 50) is { } number => this with { Rounds = number },
        "--seconds" when Number(value, 60) is { } number => this with { Seconds = number },
        "--connections" when Number(value, 64) is { } number => this with { Connections = number },
        "--streams" when Number(value, 100) is { } number => this with { Streams = number },
        "--sidecar-binary" => this with { SidecarBinary = Path.GetFullPath(value) },
        "--empty-binary" => this with { EmptyBinary = Path.GetFullPath(value) },
        _ => null,
    };

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;
}
