using System.Text;

namespace Authz.Policies.Json;

/// <summary>Takes the white space out of JSON that was read without error.</summary>
public static class JsonMinifier
{
    /// <summary>The same JSON without white space between its tokens.</summary>
    public static string Minify(string json)
    {
        var text = new StringBuilder(json.Length);
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var character = json[i];
            if (!inString && character is ' ' or '\t' or '\r' or '\n') continue;
            text.Append(character);
            if (character == '"') inString = !inString;
            else if (character == '\\' && inString && i + 1 < json.Length) text.Append(json[++i]);
        }

        return text.ToString();
    }
}
