using System.CommandLine;
using Authz.Cli.Output;
using Authz.Tokens.Keys;

namespace Authz.Cli.KeyDirectories;

/// <summary>The options of commands that work on a directory of keys.</summary>
internal sealed class KeyDirectoryOptions
{
    private static readonly char[] Units = ['s', 'm', 'h', 'd'];

    private readonly Option<string> _directory = new("--directory", "-d")
    {
        Description = "The directory of keys.",
        HelpName = "DIR",
    };

    private readonly Option<string> _distribution = new("--distribution")
    {
        Description = "How long a key must have been `next` before it is activated: twice as long as sidecars take to see it.",
        HelpName = "TIME",
        DefaultValueFactory = static _ => "5m",
    };

    private readonly Option<string> _maxSession = new("--max-session")
    {
        Description = "The longest session that a key may have signed.",
        HelpName = "TIME",
        DefaultValueFactory = static _ => "36h",
    };

    /// <summary>Adds the directory to a command.</summary>
    public KeyDirectoryOptions(Command command, bool isRequired = true)
    {
        _directory.Required = isRequired;
        command.Add(_directory);
    }

    /// <summary>Adds how long keys overlap.</summary>
    public KeyDirectoryOptions WithTimes(Command command)
    {
        command.Add(_distribution);
        command.Add(_maxSession);
        return this;
    }

    /// <summary>The argument that names a key.</summary>
    public static Argument<string> KeyId(Command command)
    {
        var argument = new Argument<string>("KEY-ID") { Description = "The key, as `authz keys list` has it." };
        command.Add(argument);
        return argument;
    }

    /// <summary>The directory; null when none was given.</summary>
    public string? Path(ParseResult result) => result.GetValue(_directory);

    /// <summary>How long keys overlap.</summary>
    /// <exception cref="UsageException">A time cannot be read.</exception>
    public KeyTimes Times(ParseResult result) => new(Duration(result, _distribution), Duration(result, _maxSession));

    /// <summary>The life of the directory's keys.</summary>
    /// <exception cref="UsageException">A time cannot be read.</exception>
    public KeyRotation Rotation(ParseResult result, KeyTimes times, Surroundings surroundings) => new(Path(result)!, times, surroundings.Time);

    /// <summary>Says what became of a change.</summary>
    public static int Write(KeyChange change, Surroundings surroundings)
    {
        if (change.IsDone)
        {
            surroundings.Text.WriteLine($"{change.KeyId} {KeyStates.NameOf(change.State)}");
            return ExitCode.Success;
        }

        surroundings.Error.WriteLine(Printable.Of($"error: {change.Fault}"));
        return ExitCode.Refused;
    }

    private static TimeSpan Duration(ParseResult result, Option<string> option)
    {
        var text = result.GetValue(option)!;
        if (text.Length > 1 && Units.Contains(text[^1]) && uint.TryParse(text.AsSpan(0, text.Length - 1), out var count))
        {
            return text[^1] switch
            {
                's' => TimeSpan.FromSeconds(count),
                'm' => TimeSpan.FromMinutes(count),
                'h' => TimeSpan.FromHours(count),
                _ => TimeSpan.FromDays(count),
            };
        }

        throw new UsageException($"`{option.Name}` is `{text}`: write a time such as `90s`, `5m`, `36h` or `2d`");
    }
}
