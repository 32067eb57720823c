using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Authz.Policies.Names;
using Authz.Protocol.V1;
using Authz.Sts.Authorization;
using Authz.Sts.Regions;
using Google.Protobuf.Collections;

namespace Authz.Sidecar.Wire;

/// <summary>Reads AuthorizeRequest into a query.</summary>
/// <param name="region">The sidecar's own region.</param>
internal sealed class AuthorizeReader(string region)
{
    private static readonly SearchValues<char> RegionCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly SuppliedKeys _keys = new();

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
        if (ReadContext(request.Context, out ImmutableArray<SuppliedValue> context) is { } fault) return fault;
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

    private static bool IsRegion(string text) => text.Length <= RequestLimits.RegionLength && !text.AsSpan().ContainsAnyExcept(RegionCharacters);

    private string? ReadContext(MapField<string, ContextValues> given, out ImmutableArray<SuppliedValue> context)
    {
        context = [];
        if (given.Count == 0) return null;
        if (given.Count > RequestLimits.ContextKeys)
            return $"`context` has {given.Count} keys, at most {RequestLimits.ContextKeys} are read: send what policies ask for";
        var read = new SuppliedValue[given.Count];
        int at = 0, count = 0, length = 0;
        foreach ((var name, ContextValues values) in given)
        {
            if (!_keys.TryFind(name, out SuppliedKey? key)) return $"`context` has the key `{Shorten(name)}`: write a key such as `aws:SourceIp`";
            if ((count += values.Values.Count) > RequestLimits.ContextValues)
                return $"`context` has more than {RequestLimits.ContextValues} values: send what policies ask for";
            if (CheckValues(key, values.Values, ref length) is { } fault) return fault;
            read[at++] = new SuppliedValue(key, key.ValueOf(values.Values));
        }

        if (SuppliedNames.FindDouble(read) is { } twice) return $"`context` has the key `{twice}` twice: keys compare without case";
        context = ImmutableCollectionsMarshal.AsImmutableArray(read);
        return null;
    }

    // a value that no operator can read would make a Deny go quiet (reference section 4.6), and so would a second value of a key that
    // has one (D10)
    private static string? CheckValues(SuppliedKey key, RepeatedField<string> values, ref int length)
    {
        if (values.Count > 1 && key.TakesOne) return $"`context` has {values.Count} values at `{key}`, which takes one";
        for (var i = 0; i < values.Count; i++)
        {
            var value = values[i];
            if (value.Length > RequestLimits.ContextValueLength)
                return $"`context` has a value of {value.Length} characters at `{key}`, at most {RequestLimits.ContextValueLength} are read";
            if ((length += value.Length) > RequestLimits.ContextLength)
                return $"`context` has more than {RequestLimits.ContextLength} characters: send what policies ask for";
            if (key.Info is { } info && !info.Accepts(value)) return $"`context` has `{Shorten(value)}` at `{key}`, which takes {info.DescribeValue()}";
        }

        return null;
    }

    private static string Shorten(string text) => text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "...");
}
