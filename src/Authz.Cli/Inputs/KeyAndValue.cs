namespace Authz.Cli.Inputs;

/// <summary>Values of the form <c>key=value</c>.</summary>
internal static class KeyAndValue
{
    /// <summary>Splits at the first equals sign; the value may be empty and may hold more of them.</summary>
    /// <exception cref="UsageException">There is none, or nothing before it.</exception>
    public static (string Key, string Value) Split(string option, string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? (text[..equals], text[(equals + 1)..])
            : throw new UsageException($"`{option} {text}` has no key: write `{option} key=value`");
    }
}
