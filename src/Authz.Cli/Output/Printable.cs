using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;

namespace Authz.Cli.Output;

/// <summary>Text of others, made fit for a terminal.</summary>
internal static class Printable
{
    // the longest thing a person types; session tokens and assertions are longer
    private const int LongestShown = 100;

    /// <summary>
    /// One line: characters that could steer the terminal, end the line or turn the direction of writing are written as <c>\u001B</c>.
    /// </summary>
    public static string Of(string text)
    {
        if (!text.Any(IsSteering)) return text;
        var safe = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (IsSteering(c)) safe.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
            else safe.Append(c);
        }

        return safe.ToString();
    }

    /// <summary>A parser's message without what may be a token put in the wrong place of the command line.</summary>
    public static string Mask(string message, IEnumerable<Token> tokens)
    {
        foreach (Token token in tokens)
        {
            if (token.Value.Length > LongestShown)
                message = message.Replace(token.Value, $"{token.Value[..8]}... ({token.Value.Length} characters)", StringComparison.Ordinal);
        }

        return Of(message);
    }

    private static bool IsSteering(char c) =>
        c != '\t' && char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
