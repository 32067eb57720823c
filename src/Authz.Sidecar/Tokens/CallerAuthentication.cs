using Authz.Engine.Requests;
using Authz.Protocol.V1;
using Authz.Sidecar.Query;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Proofs;
using Authz.Tokens.Sessions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Authz.Sidecar.Tokens;

/// <summary>Says who made a proof (STS section 7.6): the same way as a call of GetCallerIdentity, but for a third party.</summary>
internal sealed class CallerAuthentication(StsHosts hosts, QueryPlaces places, CallerIdentifier identifier, ProofRedemption redemption)
{
    /// <summary>Answers a request.</summary>
    public AuthenticateCallerResponse Authenticate(AuthenticateCallerRequest request, ServerCallContext context)
    {
        // 1 Read, 3 Pin
        StsError error = PresignedProof.Read(request.PresignedUrl, request.ExpectedAudience, out PresignedProof? proof);
        if (proof is null) throw StatusError.Of(error);
        error = ReadPlace(proof, context, out CallPlace place);
        if (error.IsError) throw StatusError.Of(error);
        // 2 Identify
        IdentityResult found = identifier.FromSignature(proof.ToCall(place.IsScopeRegion), place.Pinned, place.Endpoint.Region);
        if (found.Identity is not { } caller) throw StatusError.Of(IdentityErrors.ErrorOf(found));
        // 4 Verify that it was not used before; a proof that is none is not used up
        error = request.SingleUse ? redemption.Redeem(proof) : default;
        return error.IsError ? throw StatusError.Of(error) : Write(caller, proof);
    }

    private StsError ReadPlace(PresignedProof proof, ServerCallContext context, out CallPlace place)
    {
        place = default;
        if (!hosts.IsOurs(proof.Host)) return PresignedProof.Refuse($"is for the host `{ContextReader.Shorten(proof.Host)}`, which is none of this STS: see `Authz:Sts:ProofHosts`");
        StsError error = places.Read(proof.Host.Split(':')[0], proof.Signature.Scope.Region, context.GetHttpContext(), out place);
        return error.Code == StsErrorCode.ValidationError ? PresignedProof.Refuse($"is for the host `{ContextReader.Shorten(proof.Host)}`, whose region nobody knows") : error;
    }

    private static AuthenticateCallerResponse Write(Identity caller, PresignedProof proof)
    {
        DateTimeOffset end = caller.Claims is { } claims && claims.Expiration < proof.Expiration ? claims.Expiration : proof.Expiration;
        return new AuthenticateCallerResponse
        {
            UserId = caller.UserId,
            Account = caller.Account.Id.ToString(),
            Arn = caller.Arn,
            PrincipalKind = KindOf(caller.Caller.Kind),
            Expiration = Timestamp.FromDateTimeOffset(end),
            AccessKeyId = proof.Signature.AccessKeyId,
            Session = caller.Claims is { } session ? Write(session) : null,
        };
    }

    private static CallerSession Write(SessionClaims claims) => new()
    {
        IssuedAt = Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeSeconds(claims.IssuedAt.ToUnixTimeSeconds())),
        Expiration = Timestamp.FromDateTimeOffset(claims.Expiration),
        RoleArn = claims.RoleArn ?? "",
        SessionName = claims.SessionName ?? "",
        SourceIdentity = claims.SourceIdentity ?? "",
        Tags = { claims.Tags.Select(static t => new Tag { Key = t.Key, Value = t.Value }) },
        MfaTime = claims.MfaTime is { } time ? Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds())) : null,
    };

    private static PrincipalKind KindOf(CallerKind kind) => kind switch
    {
        CallerKind.User => PrincipalKind.User,
        CallerKind.Root => PrincipalKind.Root,
        CallerKind.Role => PrincipalKind.AssumedRole,
        CallerKind.FederatedUser => PrincipalKind.FederatedUser,
        _ => throw new InvalidOperationException($"a caller with credentials is a {kind}"),
    };
}
