using System.Globalization;
using Authz.Engine.Requests;
using Authz.Organizations.Markup;

namespace Authz.Sts.Federation.Saml;

/// <summary>Reads the attributes of a verified assertion. Used once.</summary>
internal sealed class AttributeReader
{
    private const string TagPrefix = SamlNames.AwsAttributes + "PrincipalTag:";

    // several elements of one name are one attribute where it may have several values, else its values are too many
    private readonly Dictionary<string, List<string>> _aws = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _keys = new(StringComparer.OrdinalIgnoreCase);
    private string? _fault;

    /// <summary>The attributes; null when one of them is not what AWS asks for, and which.</summary>
    public static AssertedAttributes? Read(MarkupElement assertion, out string? fault)
    {
        var reader = new AttributeReader();
        foreach (MarkupElement statement in assertion.ChildrenNamed(SamlNames.Assertion, "AttributeStatement"))
        {
            foreach (MarkupElement attribute in statement.ChildrenNamed(SamlNames.Assertion, "Attribute")) reader.Add(attribute);
        }

        AssertedAttributes? read = reader.Compose();
        fault = reader._fault;
        return fault is null ? read : null;
    }

    private void Add(MarkupElement attribute)
    {
        var name = attribute.Attribute("Name") ?? "";
        var values = new List<string>();
        var isAws = name.StartsWith(SamlNames.AwsAttributes, StringComparison.Ordinal);
        foreach (MarkupElement value in attribute.ChildrenNamed(SamlNames.Assertion, "AttributeValue"))
        {
            if (value.Text is { } text) values.Add(text);
            else if (isAws) _fault ??= $"a value of `{name}` is no text";
        }

        if (isAws)
        {
            if (_aws.TryGetValue(name, out List<string>? known)) known.AddRange(values);
            else _aws.Add(name, values);
        }
        else if (SamlContextKeys.Of(name) is { } key && values.Count > 0)
        {
            _keys[key] = [.. _keys.GetValueOrDefault(key, []), .. values];
        }
    }

    private AssertedAttributes? Compose()
    {
        var sessionName = Single("RoleSessionName");
        var source = Single("SourceIdentity");
        var duration = Single("SessionDuration");
        if (_fault is not null) return null;
        if (sessionName is null) return Refuse("`RoleSessionName` is missing");
        if (!IsName(sessionName)) return Refuse("`RoleSessionName` has not 2 to 64 characters of [A-Za-z0-9_+=,.@-]");
        if (source is not null && !IsName(source)) return Refuse("`SourceIdentity` has not 2 to 64 characters of [A-Za-z0-9_+=,.@-]");
        if (!TryReadDuration(duration, out TimeSpan? seconds)) return Refuse("`SessionDuration` is not a number of seconds from 900 to 43200");
        KeyValuePair<string, string>[] tags = ReadTags();
        // a set of values is matched by no plain operator: a Deny that asks the key would be quiet
        foreach ((var key, IReadOnlyList<string> values) in _keys)
        {
            if (values.Count > 1 && !new ContextKey(key).IsMultivalued) _fault ??= $"`{key}` has {values.Count} values instead of one";
        }

        if (_fault is not null) return null;
        List<string> transitive = _aws.GetValueOrDefault(SamlNames.AwsAttributes + "TransitiveTagKeys", []);
        return new AssertedAttributes
        {
            RoleSessionName = sessionName,
            SessionDuration = seconds,
            SourceIdentity = source,
            Tags = tags,
            TransitiveTagKeys = transitive,
            Keys = _keys,
            RolePairs = [.. _aws.GetValueOrDefault(SamlNames.AwsAttributes + "Role", []).Select(static pair => pair.Trim(' ', '\t', '\r', '\n'))],
        };
    }

    private KeyValuePair<string, string>[] ReadTags()
    {
        var tags = new List<KeyValuePair<string, string>>();
        foreach ((var name, List<string> values) in _aws.Where(static a => a.Key.StartsWith(TagPrefix, StringComparison.Ordinal)))
        {
            if (values is [{ } value]) tags.Add(new(name[TagPrefix.Length..], value));
            else _fault ??= $"`{name}` has {values.Count} values instead of one";
        }

        return [.. tags];
    }

    private string? Single(string name)
    {
        if (!_aws.TryGetValue(SamlNames.AwsAttributes + name, out List<string>? values)) return null;
        if (values is [{ } value]) return value;
        _fault ??= $"`{name}` has {values.Count} values instead of one";
        return null;
    }

    private static bool TryReadDuration(string? text, out TimeSpan? duration)
    {
        duration = null;
        if (text is null) return true;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 900 or > 43200) return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    // ASCII [\w+=,.@-]
    private static bool IsName(string text) => text.Length is >= 2 and <= 64 && text.All(static c => char.IsAsciiLetterOrDigit(c) || "_+=,.@-".Contains(c));

    private AssertedAttributes? Refuse(string fault)
    {
        _fault ??= fault;
        return null;
    }
}
