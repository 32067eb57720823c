using System.Globalization;

namespace Authz.Sidecar.Configuration;

/// <summary>Reads settings, and gathers what is wrong with them. A setting that is written wrongly reads as if it were not written.</summary>
/// <param name="configuration">All configuration.</param>
internal sealed class SettingsSource(IConfiguration configuration)
{
    private readonly IConfigurationSection _section = configuration.GetSection(Setting.Section);
    private readonly List<string> _faults = [];

    /// <summary>What is wrong, each with its setting and remedy.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>What is written; null when nothing is.</summary>
    public string? Text(Setting setting) => _section[setting.Key] is { Length: > 0 } text ? text : null;

    /// <summary>Whether it is written that it be; false when nothing is.</summary>
    public bool Read(FlagSetting setting)
    {
        if (Text(setting) is not { } text) return false;
        if (bool.TryParse(text, out var flag)) return flag;
        Fault(setting, $"is `{text}`: write `true` or `false`");
        return false;
    }

    /// <summary>The duration.</summary>
    public TimeSpan Read(DurationSetting setting) => Duration(setting, setting.Least, setting.Most) ?? setting.Otherwise;

    /// <summary>The duration; null when nothing is written.</summary>
    public TimeSpan? Read(OptionalDurationSetting setting) => Duration(setting, setting.Least, setting.Most);

    /// <summary>The number.</summary>
    public int Read(NumberSetting setting)
    {
        if (Text(setting) is not { } text) return setting.Otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= setting.Least && number <= setting.Most) return number;
        Fault(setting, $"is `{text}`: write a number from {setting.Least} to {setting.Most}");
        return setting.Otherwise;
    }

    /// <summary>The word's place among the words.</summary>
    public int Read(ChoiceSetting setting)
    {
        if (Text(setting) is not { } text) return 0;
        for (var i = 0; i < setting.Words.Count; i++)
        {
            if (setting.Words[i] == text) return i;
        }

        Fault(setting, $"is `{text}`: write one of {setting.Values}");
        return 0;
    }

    /// <summary>What is written, in parts that a sign separates; empty when nothing is.</summary>
    public string[] List(Setting setting, char separator = ',') => Text(setting)?.Split(separator, StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Reports a fault, to be read after the setting's name; the same only once.</summary>
    public void Fault(Setting setting, string text) => Fault(setting.Key, text);

    /// <summary>Reports a fault of a group of settings.</summary>
    public void Fault(string key, string text)
    {
        var fault = $"`{Setting.Section}:{key}` {text}";
        if (!_faults.Contains(fault)) _faults.Add(fault);
    }

    /// <summary>Refuses what nobody reads.</summary>
    public void CheckUnknown() => CheckUnknown(_section, "");

    private void CheckUnknown(IConfigurationSection section, string prefix)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            var key = prefix + child.Key;
            var isGroup = Settings.All.Any(s => s.Key.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));
            if (isGroup && child.Value is null or "") CheckUnknown(child, key + ":");
            else if (!Settings.All.Any(s => string.Equals(s.Key, key, StringComparison.OrdinalIgnoreCase))) FaultUnknown(key);
            else foreach (IConfigurationSection below in child.GetChildren()) FaultUnknown($"{key}:{below.Key}");
        }
    }

    private void FaultUnknown(string key) => Fault(key, "is no setting: correct its name or remove it");

    private TimeSpan? Duration(Setting setting, TimeSpan least, TimeSpan most)
    {
        if (Text(setting) is not { } text) return null;
        if (!DurationText.TryParse(text, out TimeSpan duration)) Fault(setting, $"is `{text}`: write a duration such as `500ms`, `30s`, `5m` or `12h`");
        else if (duration < least || duration > most) Fault(setting, $"is `{text}`: write a duration from `{DurationText.Of(least)}` to `{DurationText.Of(most)}`");
        else return duration;
        return null;
    }
}
