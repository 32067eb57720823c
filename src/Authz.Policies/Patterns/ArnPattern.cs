using System.Collections.Immutable;
using System.Runtime.InteropServices;

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

    /// <summary>Whether a field before the fifth colon has variables.</summary>
    internal bool HasEarlyVariables
    {
        get
        {
            for (var i = 0; i < Fields.Length && i < FieldCount - 1; i++)
            {
                if (Fields[i].HasVariables) return true;
            }

            return false;
        }
    }

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
    /// <param name="known">Fields that were read before with the same variables, to be shared; null: none.</param>
    internal static bool TryParseResource(
        string text, bool variables, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ArnPattern? pattern, out string? fault,
        Dictionary<string, Template>? known)
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
        if (pattern.IsAny || (pattern.Fields is [{ Literal: "arn" }, ..] && !pattern.HasEarlyVariables))
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
        Dictionary<string, Template>? known)
    {
        pattern = null;
        var syntax = TemplateSyntax.Wildcards | (variables ? TemplateSyntax.Variables : TemplateSyntax.Plain);
        if (!Template.TryParse(text, syntax, out Template? whole, out fault)) return false;
        if (whole.Parts is [{ Kind: TemplatePartKind.AnyRun }])
        {
            pattern = new ArnPattern(whole, [], false);
            return true;
        }

        Span<Range> ranges = stackalloc Range[FieldCount];
        var count = SplitFields(text, variables, ranges);
        if (count < FieldCount && whole.HasVariables)
        {
            pattern = new ArnPattern(whole, [], false);
            return true;
        }

        if (count < FieldCount && !text.EndsWith('*'))
        {
            fault = $"`{text}` has {count} of the six fields of an ARN";
            return false;
        }

        var fields = new Template[count];
        for (var i = 0; i < count; i++)
        {
            if (!TryReadField(text.AsSpan(ranges[i]), syntax, known, out Template? template, out fault)) return false;
            fields[i] = template;
        }

        if (fields[0].Literal is { } scheme && scheme != "arn")
        {
            fault = $"`{text}` does not begin with `arn:`";
            return false;
        }

        pattern = new ArnPattern(whole, ImmutableCollectionsMarshal.AsImmutableArray(fields), count < FieldCount);
        return true;
    }

    private static bool TryReadField(
        ReadOnlySpan<char> field, TemplateSyntax syntax, Dictionary<string, Template>? known,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Template? template, out string? fault)
    {
        fault = null;
        if (known?.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(field, out template) == true) return true;
        if (!Template.TryParse(field.ToString(), syntax, out template, out fault)) return false;
        if (known is not null) known[template.Text] = template;
        return true;
    }

    // Colons inside ${...} do not separate fields.
    private static int SplitFields(string text, bool variables, Span<Range> fields)
    {
        var count = 0;
        var start = 0;
        for (var i = 0; i < text.Length && count < FieldCount - 1; i++)
        {
            if (variables && text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{')
            {
                i = text.IndexOf('}', i);
            }
            else if (text[i] == ':')
            {
                fields[count++] = start..i;
                start = i + 1;
            }
        }

        fields[count++] = start..text.Length;
        return count;
    }

    /// <inheritdoc/>
    public override string ToString() => Whole.Text;
}
