namespace Authz.Cli.Output;

/// <summary>Writes <c>label: value</c> lines whose values stand below one another.</summary>
internal sealed class FieldText(TextWriter output, int width)
{
    /// <summary>The label and a value of one or several lines; nothing when there is no value.</summary>
    public FieldText Add(string label, string? value) => Add(label, string.IsNullOrEmpty(value) ? [] : value.Split('\n'));

    /// <summary>One line for each value, the label at the first.</summary>
    public FieldText Add(string label, IEnumerable<string> values)
    {
        var start = $"{label}:";
        foreach (var value in values)
        {
            output.WriteLine(start.PadRight(width) + Printable.Of(value));
            start = "";
        }

        return this;
    }
}
