namespace Authz.Policies.Patterns;

/// <summary>What is more than plain text in a <see cref="Template"/>.</summary>
[Flags]
public enum TemplateSyntax
{
    /// <summary>Every character stands for itself.</summary>
    Plain = 0,

    /// <summary><c>*</c> and <c>?</c> are wildcards (W3).</summary>
    Wildcards = 1,

    /// <summary><c>${...}</c> is a variable, or one of the escapes <c>${*}</c>, <c>${?}</c>, <c>${$}</c> (V1, W13); version 2012-10-17 only (G10).</summary>
    Variables = 2,
}
