using Authz.Engine.Programs;
using Authz.Engine.Requests;
using Authz.Policies.Names;
using Authz.Policies.Patterns;

namespace Authz.Engine.Evaluation;

/// <summary>Matches resources and ARN values field by field (W5, W8, W11).</summary>
public static class ResourceMatcher
{
    private const int LastField = ArnPattern.FieldCount - 1;

    private static readonly RequestContext NoContext = new(capacity: 0);

    /// <summary>Whether a resource matches a pattern without variables, in the narrow reading.</summary>
    public static bool IsMatch(ResourcePattern pattern, in ResourceName resource) => IsMatch(pattern, resource, NoContext, isWide: false);

    /// <summary>Whether a resource matches in the narrow reading, or, if asked for, in the wide one.</summary>
    internal static bool IsMatch(ResourcePattern pattern, in ResourceName resource, RequestContext context, bool isWide)
    {
        if (pattern.IsAny) return resource.Text is not null;
        if (!resource.IsArn) return false;
        if (pattern.Whole is { } whole) return GlobMatcher.IsMatch(whole, resource.Text, context, ignoreCase: false);
        if (pattern.Late is { } late) return FreeMatcher.IsResolved(late, context) && FreeMatcher.IsMatch(late, resource.Text, context);
        foreach (TextPattern field in pattern.Fields)
        {
            if (!GlobMatcher.IsResolved(field, context)) return false;
        }

        return FieldsMatch(pattern, resource, context)
            || (isWide && pattern.Wide is not null && (pattern.IsOpen || resource.Field(LastField).Contains(':'))
                && FreeMatcher.IsMatch(pattern.Wide, resource.Text, context));
    }

    private static bool FieldsMatch(ResourcePattern pattern, in ResourceName resource, RequestContext context)
    {
        for (var i = 0; i < pattern.Fields.Length; i++)
        {
            if (!GlobMatcher.IsMatch(pattern.Fields[i], resource.Field(i), context, ignoreCase: false)) return false;
        }

        return pattern.IsOpen || pattern.Fields.Length == ArnPattern.FieldCount;
    }
}
