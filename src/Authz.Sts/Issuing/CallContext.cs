using Authz.Engine.Requests;
using Authz.Organizations;
using Authz.Policies.Names;
using Authz.Sts.Regions;

namespace Authz.Sts.Issuing;

/// <summary>The context of a call that issues: what every such call says of itself.</summary>
internal static class CallContext
{
    /// <summary>Adds where, when and how, and whose decision it is.</summary>
    public static void AddPlace(RequestContext context, StsEndpoint endpoint, DateTimeOffset now, Organization organization, AccountId owner)
    {
        context.TryAdd(KnownKeys.RequestedRegion, endpoint.Region);
        context.TryAdd(KnownKeys.CurrentTime, now);
        context.TryAdd(KnownKeys.EpochTime, now);
        context.TryAdd(KnownKeys.ViaAwsService, false);
        context.TryAdd(KnownKeys.ResourceAccount, owner);
        context.TryAdd(KnownKeys.ResourceOrgId, organization.Id);
        context.TryAdd(KnownKeys.ResourceOrgPaths, [organization.OrgPath(owner)]);
        if (endpoint.Channel is not { } channel) return;
        context.TryAdd(KnownKeys.SecureTransport, channel.IsSecure);
        if (channel.Address is { } address) context.TryAdd(KnownKeys.SourceIp, address);
    }

    /// <summary>Adds the tags that are asked for.</summary>
    public static void AddTags(RequestContext context, AskedTags asked)
    {
        foreach ((var key, var value) in asked.Tags) context.TryAdd(KnownKeys.RequestTag.Of(key), ContextValue.Of(value));
        if (asked.Tags.Count > 0) context.TryAdd(KnownKeys.TagKeys, [.. asked.Tags.Select(static t => t.Key)]);
        if (asked.TransitiveKeys.Count > 0) context.TryAdd(KnownKeys.TransitiveTagKeys, [.. asked.TransitiveKeys]);
    }
}
