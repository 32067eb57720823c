using Authz.Engine.Requests;
using Authz.Policies.Conditions;
using Authz.Policies.Names;
using Authz.Protocol.V1;
using Authz.Sts.Authorization;
using Authz.Sts.Regions;

namespace Authz.Sidecar.Wire;

/// <summary>Reads AuthorizeRequest into a query.</summary>
/// <param name="region">The sidecar's own region.</param>
internal sealed class AuthorizeReader(string region)
{
    // all multivalued keys among these are known (reference section 6); of a service's own keys only the service knows
    private const string GlobalPrefix = "aws:";

    /// <summary>Reads a request.</summary>
    /// <param name="request">The message.</param>
    /// <param name="query">The query when null is returned.</param>
    /// <returns>What is wrong, where, and how to mend it; null when nothing is.</returns>
    public string? Read(AuthorizeRequest request, out AuthorizationQuery? query)
    {
        query = null;
        if (!ActionName.TryParse(request.Action, out ActionName action))
            return $"`action` is `{Shorten(request.Action)}`: write `prefix:Name` without wildcards, at most {ActionName.MaxLength} characters";
        if (request.Resource.Length > Arn.MaxLength || !ResourceName.TryParse(request.Resource, out ResourceName resource))
            return $"`resource` is `{Shorten(request.Resource)}`: write an ARN with six fields, at most {Arn.MaxLength} characters, or `*`";
        if (!IsRegion(request.Region)) return $"`region` is `{Shorten(request.Region)}`: write a region's id such as `eu-west-1`";
        if (request.MinPolicyRevision.Length > RequestLimits.RevisionLength)
            return $"`min_policy_revision` is `{Shorten(request.MinPolicyRevision)}`: write the `policy_revision` of an answer";
        if (ReadContext(request, out KeyValuePair<string, ContextValue>[] context) is { } fault) return fault;
        query = new AuthorizationQuery
        {
            SessionToken = request.SessionToken,
            Action = action,
            Resource = resource,
            Region = request.Region switch { "" => region, StsEndpoint.Global => StsEndpoint.GlobalRegion, var given => given },
            Context = context,
        };
        return null;
    }

    private static bool IsRegion(string text) =>
        text.Length <= RequestLimits.RegionLength && text.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static string? ReadContext(AuthorizeRequest request, out KeyValuePair<string, ContextValue>[] context)
    {
        context = [];
        if (request.Context.Count == 0) return null;
        if (request.Context.Count > RequestLimits.ContextKeys)
            return $"`context` has {request.Context.Count} keys, at most {RequestLimits.ContextKeys} are read: send what policies ask for";
        context = new KeyValuePair<string, ContextValue>[request.Context.Count];
        var names = new HashSet<string>(request.Context.Count, StringComparer.OrdinalIgnoreCase);
        int at = 0, count = 0, length = 0;
        foreach ((var key, ContextValues values) in request.Context)
        {
            if (!ConditionKey.TryParse(key, out ConditionKey? parsed)) return $"`context` has the key `{Shorten(key)}`: write a key such as `aws:SourceIp`";
            if (!names.Add(key)) return $"`context` has the key `{key}` twice: keys compare without case";
            if ((count += values.Values.Count) > RequestLimits.ContextValues)
                return $"`context` has more than {RequestLimits.ContextValues} values: send what policies ask for";
            if ((length += values.Values.Sum(static v => v.Length)) > RequestLimits.ContextLength)
                return $"`context` has more than {RequestLimits.ContextLength} characters: send what policies ask for";
            if (CheckValues(parsed, values) is { } fault) return fault;
            var isSet = parsed.IsMultivalued || values.Values.Count != 1;
            context[at++] = new(key, isSet ? ContextValue.OfSet([.. values.Values]) : ContextValue.Of(values.Values[0]));
        }

        return null;
    }

    // a value that no operator can read would make a Deny go quiet (reference section 4.6), and so would a second value of a key that
    // has one (D10)
    private static string? CheckValues(ConditionKey key, ContextValues values)
    {
        ContextKeyInfo? info = ContextKeyCatalogue.Find(key.Text);
        var isSingle = info is { IsMultivalued: false } || (info is null && key.Folded.StartsWith(GlobalPrefix, StringComparison.Ordinal));
        if (values.Values.Count > 1 && isSingle)
            return $"`context` has {values.Values.Count} values at `{key}`, which takes one";
        foreach (var value in values.Values)
        {
            if (value.Length > RequestLimits.ContextValueLength)
                return $"`context` has a value of {value.Length} characters at `{key}`, at most {RequestLimits.ContextValueLength} are read";
            if (info is not null && !info.Accepts(value)) return $"`context` has `{Shorten(value)}` at `{key}`, which takes {info.DescribeValue()}";
        }

        return null;
    }

    private static string Shorten(string text) => text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "...");
}
