using Authz.Protocol.V1;
using Authz.Sts.Authorization;
using Layer = Authz.Engine.Decisions.PolicyLayer;

namespace Authz.Sidecar.Wire;

/// <summary>What our terms are called in messages.</summary>
internal static class WireNames
{
    /// <summary>The reason.</summary>
    public static DecisionReason Of(AuthorizationReason reason) => reason switch
    {
        AuthorizationReason.Allowed => DecisionReason.Allowed,
        AuthorizationReason.ExplicitDeny => DecisionReason.ExplicitDeny,
        AuthorizationReason.ImplicitDeny => DecisionReason.ImplicitDeny,
        AuthorizationReason.TokenMissing => DecisionReason.TokenMissing,
        AuthorizationReason.TokenInvalid => DecisionReason.TokenInvalid,
        AuthorizationReason.TokenExpired => DecisionReason.TokenExpired,
        AuthorizationReason.TokenNotYetValid => DecisionReason.TokenNotYetValid,
        AuthorizationReason.TokenNotValidInRegion => DecisionReason.TokenNotValidInRegion,
        AuthorizationReason.TokenRequiresSignature => DecisionReason.TokenRequiresSignature,
        AuthorizationReason.SessionRevoked => DecisionReason.SessionRevoked,
        AuthorizationReason.PrincipalNotFound => DecisionReason.PrincipalNotFound,
        AuthorizationReason.NotReady => DecisionReason.NotReady,
        AuthorizationReason.RequestInvalid => DecisionReason.RequestInvalid,
        AuthorizationReason.PoliciesStale => DecisionReason.PoliciesStale,
        AuthorizationReason.SignatureInvalid => DecisionReason.SignatureInvalid,
        _ => DecisionReason.Unspecified,
    };

    /// <summary>The layer.</summary>
    public static PolicyLayer Of(Layer layer) => layer switch
    {
        Layer.ServiceControl => PolicyLayer.ServiceControl,
        Layer.ResourceControl => PolicyLayer.ResourceControl,
        Layer.Resource => PolicyLayer.Resource,
        Layer.Identity => PolicyLayer.Identity,
        Layer.Boundary => PolicyLayer.Boundary,
        Layer.Session => PolicyLayer.Session,
        _ => PolicyLayer.Unspecified,
    };
}
