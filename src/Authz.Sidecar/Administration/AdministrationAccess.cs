using Authz.Organizations.Snapshots;
using Authz.Policies.Names;
using Authz.Protocol.V1;
using Authz.Sidecar.Tokens;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Google.Protobuf;

namespace Authz.Sidecar.Administration;

/// <summary>An administrative call as an action.</summary>
/// <param name="Action">The action.</param>
/// <param name="Resource">What it is about.</param>
/// <param name="Region">The message's region.</param>
internal readonly record struct AdministrationCall(string Action, string Resource, string Region);

/// <summary>Identifies and authorizes callers of the administration service.</summary>
internal sealed class AdministrationAccess(CallPlaces places, CallerProof proof, Permissions permissions)
{
    /// <summary>Throws the error of a caller who may not; else says where the call is served.</summary>
    /// <param name="said">The message without its caller.</param>
    /// <param name="caller">How the caller proves itself.</param>
    /// <param name="call">The call as an action.</param>
    /// <param name="method">The path of the method.</param>
    public CallPlace Check<TMessage>(TMessage said, Caller? caller, AdministrationCall call, string method)
        where TMessage : class, IMessage<TMessage>, new()
    {
        Identity identity = Identify(said, caller, call.Region, method, out CallPlace place);
        Permit(identity, call, place);
        return place;
    }

    /// <summary>Throws the error of a caller who is not known; else says who calls, and where the call is served.</summary>
    public Identity Identify<TMessage>(TMessage said, Caller? caller, string region, string method, out CallPlace place)
        where TMessage : class, IMessage<TMessage>, new()
    {
        StsError error = places.ReadHoweverOld(region, out place);
        if (error.IsError) throw StatusError.Of(error);
        (Identity? identity, error) = proof.Identify(said, caller, method, place);
        return identity ?? throw StatusError.Of(error);
    }

    /// <summary>Throws the error of a caller who may not.</summary>
    public void Permit(Identity identity, AdministrationCall call, CallPlace place)
    {
        StsError error = permissions.Check(identity, call.Action, call.Resource, place, OwnerOf(call, identity, place.Pinned.Snapshot));
        if (error.IsError) throw StatusError.Of(error);
    }

    // The organization, and what is of no account, is the management account's. Another account may do to its own roles and users what its
    // policies allow, and no more, however much its administrators are allowed on `*`.
    private static AccountId OwnerOf(AdministrationCall call, Identity caller, Snapshot snapshot)
    {
        var isOfAccount = ResourceName.TryParse(call.Resource, out ResourceName resource) && !resource.Account.IsNone;
        return !isOfAccount || snapshot.IsManagement(caller.Account.Id) ? snapshot.Organization.ManagementAccountId : default;
    }
}
