using System.Text;

namespace Authz.Cli;

/// <summary>What a command may touch outside of itself, so that tests can run commands in process.</summary>
internal sealed class Surroundings
{
    private StreamWriter? _text;

    public required Stream Input { get; init; }

    public required Stream Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>The value of an environment variable; null when it is not set.</summary>
    public required Func<string, string?> Environment { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary><see cref="Output"/> as UTF-8 text with <c>\n</c>; a command writes here or to <see cref="Output"/>, never to both.</summary>
    public TextWriter Text => _text ??=
        new StreamWriter(Output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };

    public void Flush()
    {
        _text?.Flush();
        Output.Flush();
        Error.Flush();
    }
}
