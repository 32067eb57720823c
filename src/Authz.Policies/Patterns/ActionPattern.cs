using System.Buffers;

namespace Authz.Policies.Patterns;

/// <summary>A pattern of actions: <c>*</c>, or <c>prefix:name</c> with wildcards, matched as one text without case (W4). No variables (V1).</summary>
public sealed class ActionPattern
{
    private static readonly SearchValues<char> Characters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._/:*?");

    private ActionPattern(Template template, string service)
    {
        (Template, Service) = (template, service);
        HasWildcards = template.HasWildcards;
        HasServiceWildcard = service.AsSpan().ContainsAny('*', '?');
    }

    /// <summary>The pattern in lower case.</summary>
    public Template Template { get; }

    /// <summary>The part before the colon in lower case, wildcards included; <c>*</c> for the lone star.</summary>
    public string Service { get; }

    /// <summary>Whether this is <c>*</c>: every action.</summary>
    public bool IsAny => Template.Parts is [{ Kind: TemplatePartKind.AnyRun }];

    /// <summary>Whether any part has a wildcard.</summary>
    public bool HasWildcards { get; }

    /// <summary>Whether the service prefix has a wildcard (accepted and warned of, D13).</summary>
    public bool HasServiceWildcard { get; }

    /// <summary>Reads a pattern; ASCII letters, digits, <c>-._/</c>, wildcards and one colon.</summary>
    public static bool TryParse(
        string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ActionPattern? pattern, out string? fault)
    {
        pattern = null;
        fault = Fault(text);
        if (fault is not null) return false;
        var lower = text.ToLowerInvariant();
        if (!Template.TryParse(lower, TemplateSyntax.Wildcards, out Template? template, out fault)) return false;
        pattern = new ActionPattern(template, lower is "*" ? "*" : lower[..lower.IndexOf(':', StringComparison.Ordinal)]);
        return true;
    }

    private static string? Fault(string text)
    {
        if (text is "*") return null;
        if (text.AsSpan().ContainsAnyExcept(Characters)) return $"`{text}` has a character that no action has";
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1) return $"`{text}` has no service prefix such as `orders:`";
        if (colon == text.Length - 1) return $"`{text}` names no action after the service prefix";
        return text.IndexOf(':', colon + 1) >= 0 ? $"`{text}` has more than one colon" : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Template.Text;
}
