namespace Authz.Sidecar.Configuration;

/// <summary>A setting of section <c>Authz</c>: all that is said of it. Readers, the reference page and the printed configuration take it from here.</summary>
/// <param name="Key">Its name below the section, such as <c>Keys:Path</c>.</param>
/// <param name="Meaning">What it does, a sentence without full stop.</param>
internal abstract record Setting(string Key, string Meaning)
{
    /// <summary>The section of all settings.</summary>
    public const string Section = "Authz";

    /// <summary>Its whole name.</summary>
    public string Name => $"{Section}:{Key}";

    /// <summary>What may be written, with its range.</summary>
    public abstract string Values { get; }

    /// <summary>What holds when nothing is written.</summary>
    public abstract string Default { get; }

    /// <summary>Whether its value is shown to nobody.</summary>
    public bool IsSecret { get; init; }
}

/// <summary>A text of some form.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Form">What may be written.</param>
/// <param name="Otherwise">What holds when nothing is written.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record TextSetting(string Key, string Form, string Otherwise, string Meaning) : Setting(Key, Meaning)
{
    /// <inheritdoc/>
    public override string Values => Form;

    /// <inheritdoc/>
    public override string Default => Otherwise;
}

/// <summary><c>true</c> or <c>false</c>.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record FlagSetting(string Key, string Meaning) : Setting(Key, Meaning)
{
    /// <summary>What holds when nothing is written and that is not simply false.</summary>
    public string Otherwise { get; init; } = "`false`";

    /// <inheritdoc/>
    public override string Values => "`true` or `false`";

    /// <inheritdoc/>
    public override string Default => Otherwise;
}

/// <summary>A duration.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Least">The shortest.</param>
/// <param name="Most">The longest.</param>
/// <param name="Otherwise">What holds when nothing is written.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record DurationSetting(string Key, TimeSpan Least, TimeSpan Most, TimeSpan Otherwise, string Meaning) : Setting(Key, Meaning)
{
    /// <inheritdoc/>
    public override string Values => $"duration, `{DurationText.Of(Least)}` to `{DurationText.Of(Most)}`";

    /// <inheritdoc/>
    public override string Default => $"`{DurationText.Of(Otherwise)}`";
}

/// <summary>A duration that need not be.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Least">The shortest.</param>
/// <param name="Most">The longest.</param>
/// <param name="Otherwise">What holds when nothing is written.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record OptionalDurationSetting(string Key, TimeSpan Least, TimeSpan Most, string Otherwise, string Meaning) : Setting(Key, Meaning)
{
    /// <inheritdoc/>
    public override string Values => $"duration, `{DurationText.Of(Least)}` to `{DurationText.Of(Most)}`";

    /// <inheritdoc/>
    public override string Default => Otherwise;
}

/// <summary>A whole number.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Least">The least.</param>
/// <param name="Most">The largest.</param>
/// <param name="Otherwise">What holds when nothing is written.</param>
/// <param name="Meaning">What it does, with its unit.</param>
internal sealed record NumberSetting(string Key, int Least, int Most, int Otherwise, string Meaning) : Setting(Key, Meaning)
{
    /// <inheritdoc/>
    public override string Values => $"{Least} to {Most}";

    /// <inheritdoc/>
    public override string Default => $"`{Otherwise}`";
}

/// <summary>One of several words.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Words">The words; the first holds when nothing is written.</param>
/// <param name="Meaning">What it does.</param>
internal sealed record ChoiceSetting(string Key, IReadOnlyList<string> Words, string Meaning) : Setting(Key, Meaning)
{
    /// <inheritdoc/>
    public override string Values => string.Join(", ", Words.Select(static w => $"`{w}`"));

    /// <inheritdoc/>
    public override string Default => $"`{Words[0]}`";
}
