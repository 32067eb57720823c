namespace Authz.Policies.Patterns;

/// <summary>The kinds of a <see cref="TemplatePart"/>.</summary>
public enum TemplatePartKind
{
    /// <summary>Text that stands for itself.</summary>
    Literal,

    /// <summary><c>*</c>: any run of characters, also none (W1).</summary>
    AnyRun,

    /// <summary><c>?</c>: exactly one character (W1).</summary>
    AnyOne,

    /// <summary><c>${key}</c> or <c>${key, 'default'}</c>: the value of a context key (V1, V5).</summary>
    Variable,
}

/// <summary>A piece of a <see cref="Template"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A literal's characters, a variable's key as written; else empty.</param>
/// <param name="Default">A variable's default text; null when it has none.</param>
public readonly record struct TemplatePart(TemplatePartKind Kind, string Text, string? Default = null);
