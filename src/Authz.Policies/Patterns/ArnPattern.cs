using System.Collections.Immutable;

namespace Authz.Policies.Patterns;

/// <summary>
/// A pattern of ARNs, matched field by field (W5, W11): in <c>Resource</c>, <c>NotResource</c> and the values of the Arn operators.
/// <c>*</c> matches everything, also a request without a resource (W10).
/// </summary>
public sealed class ArnPattern
{
    /// <summary>Number of fields of an ARN.</summary>
    public const int FieldCount = 6;

    private const int ServiceField = 2;

    private ArnPattern(Template whole, ImmutableArray<Template> fields, bool isOpen) => (Whole, Fields, IsOpen) = (whole, fields, isOpen);

    /// <summary>The pattern as one template.</summary>
    public Template Whole { get; }

    /// <summary>
    /// The fields, up to six. Empty for <c>*</c>, and for an Arn operator's value that has fewer fields than six until its variables have
    /// values.
    /// </summary>
    public ImmutableArray<Template> Fields { get; }

    /// <summary>Whether fewer than six fields are given and the text ends in <c>*</c>: the missing fields match everything (W9).</summary>
    public bool IsOpen { get; }

    /// <summary>Whether the third field, the service, has a wildcard and is not the one that an open pattern ends in.</summary>
    public bool HasServiceWildcard => Fields.Length > (IsOpen ? ServiceField + 1 : ServiceField) && Fields[ServiceField].HasWildcards;

    /// <summary>Whether this is <c>*</c>.</summary>
    public bool IsAny => Fields.IsEmpty && Whole.Parts is [{ Kind: TemplatePartKind.AnyRun }];

    /// <summary>Reads the pattern of a <c>Resource</c> element: <c>*</c>, or begins with <c>arn:</c>; variables only after the fifth colon (V1).</summary>
    public static bool TryParseResource(
        string text, bool variables, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ArnPattern? pattern, out string? fault) =>
        TryParseResource(text, variables, out pattern, out fault, null);

    /// <summary>Reads the pattern of a <c>Resource</c> element.</summary>
    /// <param name="text">The text.</param>
    /// <param name="variables">Whether there are variables.</param>
    /// <param name="pattern">The pattern when true is returned.</param>
    /// <param name="fault">Why the text is no pattern, else null.</param>
    /// <param name="known">Fields that were read before, to be shared; null: none.</param>
    internal static bool TryParseResource(
        string text, bool variables, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ArnPattern? pattern, out string? fault,
        Dictionary<(string Text, bool Variables), Template>? known)
    {
        pattern = null;
        if (text.Length == 0)
        {
            fault = "an empty text names no resource";
            return false;
        }

        if (text[0] != '*' && !text.StartsWith("arn:", StringComparison.Ordinal))
        {
            fault = $"`{text}` is neither `*` nor an ARN";
            return false;
        }

        if (!TryParse(text, variables, out pattern, out fault, known)) return false;
        if (pattern.IsAny || (pattern.Fields is [{ Literal: "arn" }, ..] && !pattern.Fields.Take(FieldCount - 1).Any(static f => f.HasVariables)))
            return true;

        fault = text[0] == '*'
            ? $"`{text}` is neither `*` nor an ARN"
            : $"`{text}` has a variable before the fifth colon, where none is replaced";
        pattern = null;
        return false;
    }

    /// <summary>Reads the value of an Arn operator: as a resource, but its first field may be a wildcard and variables may stand anywhere.</summary>
    public static bool TryParse(
        string text, bool variables, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ArnPattern? pattern, out string? fault) =>
        TryParse(text, variables, out pattern, out fault, null);

    private static bool TryParse(
        string text, bool variables, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ArnPattern? pattern, out string? fault,
        Dictionary<(string Text, bool Variables), Template>? known)
    {
        pattern = null;
        var syntax = TemplateSyntax.Wildcards | (variables ? TemplateSyntax.Variables : TemplateSyntax.Plain);
        if (!Template.TryParse(text, syntax, out Template? whole, out fault)) return false;
        if (whole.Parts is [{ Kind: TemplatePartKind.AnyRun }])
        {
            pattern = new ArnPattern(whole, [], false);
            return true;
        }

        List<string> texts = SplitFields(text, variables);
        if (texts.Count < FieldCount && whole.HasVariables)
        {
            pattern = new ArnPattern(whole, [], false);
            return true;
        }

        if (texts.Count < FieldCount && !text.EndsWith('*'))
        {
            fault = $"`{text}` has {texts.Count} of the six fields of an ARN";
            return false;
        }

        var fields = ImmutableArray.CreateBuilder<Template>(texts.Count);
        foreach (var field in texts)
        {
            if (known is null || !known.TryGetValue((field, variables), out Template? template))
            {
                if (!Template.TryParse(field, syntax, out template, out fault)) return false;
                if (known is not null) known[(field, variables)] = template;
            }

            fields.Add(template);
        }

        if (fields[0].Literal is { } scheme && scheme != "arn")
        {
            fault = $"`{text}` does not begin with `arn:`";
            return false;
        }

        pattern = new ArnPattern(whole, fields.ToImmutable(), texts.Count < FieldCount);
        return true;
    }

    // Colons inside ${...} do not separate fields.
    private static List<string> SplitFields(string text, bool variables)
    {
        var fields = new List<string>(FieldCount);
        var start = 0;
        for (var i = 0; i < text.Length && fields.Count < FieldCount - 1; i++)
        {
            if (variables && text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{')
            {
                i = text.IndexOf('}', i);
            }
            else if (text[i] == ':')
            {
                fields.Add(text[start..i]);
                start = i + 1;
            }
        }

        fields.Add(text[start..]);
        return fields;
    }

    /// <inheritdoc/>
    public override string ToString() => Whole.Text;
}
