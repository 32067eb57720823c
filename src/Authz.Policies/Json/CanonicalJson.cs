using System.Globalization;
using System.Text;

namespace Authz.Policies.Json;

/// <summary>JSON without white space, in the characters that a policy may hold (G8): beyond U+00FF it escapes.</summary>
internal sealed class CanonicalJson
{
    private readonly StringBuilder _text = new();

    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(_text.ToString());

    public void Object<T>(T value, Action<CanonicalJson, T> writeMembers)
    {
        Begin('{');
        writeMembers(this, value);
        _text.Append('}');
    }

    public CanonicalJson Member(string name)
    {
        Separate();
        AppendQuoted(name);
        _text.Append(':');
        return this;
    }

    public void Array<T>(IEnumerable<T> items, Action<CanonicalJson, T> writeItem)
    {
        Begin('[');
        foreach (T item in items) writeItem(this, item);
        _text.Append(']');
    }

    public void Text(string text)
    {
        Separate();
        AppendQuoted(text);
    }

    public void Texts(IEnumerable<string> texts)
    {
        string[] all = [.. texts];
        if (all is [var only]) Text(only);
        else Array(all, static (json, text) => json.Text(text));
    }

    private void Begin(char bracket)
    {
        Separate();
        _text.Append(bracket);
    }

    private void Separate()
    {
        if (_text.Length > 0 && _text[^1] is not ('{' or '[' or ':')) _text.Append(',');
    }

    private void AppendQuoted(string text)
    {
        _text.Append('"');
        foreach (var character in text)
        {
            if (character is '"' or '\\') _text.Append('\\').Append(character);
            else if (character is < ' ' or > '\u00FF') _text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else _text.Append(character);
        }

        _text.Append('"');
    }
}
