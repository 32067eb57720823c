using System.Globalization;
using Authz.Sts.Errors;

namespace Authz.Sidecar.Query;

/// <summary>Reads parameters by their types. The first that cannot be read is remembered. For one thread.</summary>
/// <param name="parameters">The parameters.</param>
internal sealed class ParameterReader(FormParameters parameters)
{
    private const string Member = ".member.";

    /// <summary>What could not be read; no error: nothing.</summary>
    public StsError Error { get; private set; }

    /// <summary>A text that must be there; absent, it is empty, which no operation takes.</summary>
    public string Text(string name) => parameters.Find(name) ?? "";

    /// <summary>A text; null when it is absent. One that is there and empty is empty.</summary>
    public string? Optional(string name) => parameters.Find(name);

    /// <summary>A whole number; null when it is absent.</summary>
    public int? Number(string name)
    {
        if (parameters.Find(name) is not { } text) return null;
        if (TryReadNumber(text, NumberStyles.AllowLeadingSign, out var number)) return number;
        Refuse(StsErrorCode.MalformedInput, $"`{name}` is `{Short(text)}`, which is no whole number");
        return null;
    }

    /// <summary>A list of texts: <c>Name.member.1</c>, <c>Name.member.2</c>, in the order of their numbers, which may have gaps.</summary>
    public IReadOnlyList<string> Texts(string name) => [.. Members(name).Select(m => m.Field.Length == 0 ? m.Value : RefuseField(name, m.Field))];

    /// <summary>A list of structures of which one field is asked for: <c>Name.member.1.field</c>.</summary>
    public IReadOnlyList<string> Texts(string name, string field) =>
        [.. Members(name).Select(m => m.Field == field ? m.Value : RefuseField(name, m.Field))];

    /// <summary>Tags: <c>Name.member.1.Key</c> and <c>Name.member.1.Value</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Tags(string name)
    {
        var tags = new List<KeyValuePair<string, string>>();
        foreach (IGrouping<int, MemberField> tag in Members(name).GroupBy(static m => m.Number))
        {
            (string? key, string? value) = (null, null);
            foreach (MemberField part in tag)
            {
                if (part.Field == "Key") key = part.Value;
                else if (part.Field == "Value") value = part.Value;
                else RefuseField(name, part.Field);
            }

            if (key is null || value is null) Refuse(StsErrorCode.ValidationError, $"`{name}{Member}{tag.Key}` needs a `Key` and a `Value`");
            else tags.Add(new KeyValuePair<string, string>(key, value));
        }

        return tags;
    }

    /// <summary>Refuses a parameter that is known and not offered.</summary>
    public void RefuseIfGiven(string name, string why)
    {
        if (parameters.All.Any(p => p.Name == name || p.Name.StartsWith(name + ".", StringComparison.Ordinal)))
            Refuse(StsErrorCode.ValidationError, $"`{name}` {why}");
    }

    private List<MemberField> Members(string name)
    {
        var prefix = name + Member;
        var members = new List<MemberField>();
        foreach ((var full, var value) in parameters.All)
        {
            // botocore sends an empty list as the name alone
            if (full == name && value.Length == 0) continue;
            if (full != name && !full.StartsWith(name + ".", StringComparison.Ordinal)) continue;
            if (!full.StartsWith(prefix, StringComparison.Ordinal) || !TryReadMember(full.AsSpan(prefix.Length), value, out MemberField member))
                Refuse(StsErrorCode.ValidationError, $"`{Short(full)}` is no entry of the list `{name}`: write `{prefix}1`, `{prefix}2`");
            else members.Add(member);
        }

        members.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return members;
    }

    private static bool TryReadMember(ReadOnlySpan<char> text, string value, out MemberField member)
    {
        var dot = text.IndexOf('.');
        ReadOnlySpan<char> digits = dot < 0 ? text : text[..dot];
        var isNumber = TryReadNumber(digits, NumberStyles.None, out var number);
        member = new MemberField(number, dot < 0 ? "" : text[(dot + 1)..].ToString(), value);
        // one way to write a number
        return isNumber && number > 0 && digits[0] != '0' && (dot < 0 || member.Field.Length > 0);
    }

    // the platform takes zero characters at the end of a number for nothing
    private static bool TryReadNumber(ReadOnlySpan<char> text, NumberStyles styles, out int number) =>
        int.TryParse(text, styles, CultureInfo.InvariantCulture, out number) && !text.Contains('\0');

    private string RefuseField(string name, string field)
    {
        Refuse(StsErrorCode.ValidationError, $"an entry of the list `{name}` has `{Short(field)}`, which it does not take");
        return "";
    }

    private void Refuse(StsErrorCode code, string message)
    {
        if (!Error.IsError) Error = new StsError(code, message);
    }

    private static string Short(string text) => text.Length <= 100 ? text : text[..100];

    private readonly record struct MemberField(int Number, string Field, string Value);
}
