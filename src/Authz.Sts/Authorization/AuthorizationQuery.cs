using System.Collections.Immutable;
using Authz.Policies.Names;
using Authz.Sts.Identities;

namespace Authz.Sts.Authorization;

/// <summary>What a service asks about its caller, read and found well-formed.</summary>
public sealed record AuthorizationQuery
{
    /// <summary>The session token that the caller presented; empty: none.</summary>
    public required string SessionToken { get; init; }

    /// <summary>The signed request that the service received in place of a token; null: none.</summary>
    public SignedCall? Signed { get; init; }

    /// <summary>The action.</summary>
    public required ActionName Action { get; init; }

    /// <summary>The resource.</summary>
    public required ResourceName Resource { get; init; }

    /// <summary>The requested region: a region's id, as policies see it in <c>aws:RequestedRegion</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Whose decision it is, where that is not for the account in the resource's ARN to say; none: that account's.</summary>
    public AccountId Owner { get; init; }

    /// <summary>Whether a denial is to be said in an encoded message too.</summary>
    public bool EncodesDenial { get; init; }

    /// <summary>What the service knows of the request: keys, each once without case, and values of the types that known keys have.</summary>
    public required ImmutableArray<SuppliedValue> Context { get; init; }

    /// <summary>Without the token.</summary>
    public override string ToString() => $"{Action} on {Resource} in {Region}";
}
