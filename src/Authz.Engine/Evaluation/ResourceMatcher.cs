using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Names;
using Authz.Policies.Patterns;

namespace Authz.Engine.Evaluation;

/// <summary>Matches resources and ARN values field by field (W5, W8, W11).</summary>
public static class ResourceMatcher
{
    /// <summary>Index of the last field.</summary>
    internal const int LastField = ArnPattern.FieldCount - 1;

    /// <summary>Whether a resource matches a pattern without variables, in the narrow reading.</summary>
    public static bool IsMatch(ResourcePattern pattern, in ResourceName resource) => IsMatch(pattern, resource, RequestContext.Empty, isWide: false);

    /// <summary>Whether a resource matches in the narrow reading, or, if asked for, in the wide one.</summary>
    internal static bool IsMatch(ResourcePattern pattern, in ResourceName resource, RequestContext context, bool isWide)
    {
        if (pattern.IsAny) return resource.Text is not null;
        if (!resource.IsArn) return false;
        if (pattern.Late is { } late) return FreeMatcher.IsResolved(late, context) && FreeMatcher.IsMatch(late, resource.Text, context);
        if (pattern.HasVariables && !IsResolved(pattern, context)) return false;
        return FieldsMatch(pattern, resource, context)
            || (isWide && pattern.Wide is not null && (pattern.IsOpen || resource.Field(LastField).Contains(':'))
                && FreeMatcher.IsMatch(pattern.Wide, resource.Text, context));
    }

    private static bool IsResolved(ResourcePattern pattern, RequestContext context)
    {
        foreach (FieldPattern field in pattern.Fields)
        {
            if (!GlobMatcher.IsResolved(field.Pattern, context)) return false;
        }

        return true;
    }

    private static bool FieldsMatch(ResourcePattern pattern, in ResourceName resource, RequestContext context)
    {
        if (!resource.Text.AsSpan().StartsWith(pattern.Head)) return false;
        foreach (FieldPattern field in pattern.Fields)
        {
            if (!GlobMatcher.IsMatch(field.Pattern, resource.Field(field.Index), context)) return false;
        }

        return true;
    }
}
