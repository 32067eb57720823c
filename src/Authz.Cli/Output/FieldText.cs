namespace Authz.Cli.Output;

/// <summary>Writes <c>label: value</c> lines whose values stand below one another.</summary>
internal sealed class FieldText(TextWriter output, int width)
{
    /// <summary>One line; nothing when there is no value.</summary>
    public FieldText Add(string label, string? value)
    {
        if (string.IsNullOrEmpty(value)) return this;
        output.WriteLine($"{(label + ":").PadRight(width)}{Printable.Of(value).Replace("\n", "\n" + new string(' ', width), StringComparison.Ordinal)}");
        return this;
    }

    /// <summary>One line for each value, the label at the first.</summary>
    public FieldText Add(string label, IEnumerable<string> values) => Add(label, string.Join('\n', values));
}
