using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Revocation;
using Authz.Tokens.Sessions;
using Google.Protobuf.WellKnownTypes;

namespace Authz.Sidecar.Administration;

/// <summary>Revokes sessions for callers who may.</summary>
internal sealed class Revoker(RevocationReader reader, RevocationStore revocations, AdministrationAccess access, TimeProvider time)
{
    /// <summary>Revokes what a request names.</summary>
    /// <param name="request">The request.</param>
    /// <param name="method">The path of the method.</param>
    public RevokeSessionsResponse Revoke(RevokeSessionsRequest request, string method)
    {
        RevokeSessionsRequest said = request.Clone();
        said.Caller = null;
        // authentication, the form of parameters, authorization, and then what exists: in this order, so that nobody learns more than they may
        Identity caller = access.Identify(said, request.Caller, request.Region, method, out CallPlace place);
        Throw(RevocationReader.Check(request, time.GetUtcNow()));
        SessionClaims? session = reader.SessionOf(request, place.Pinned.Ring);
        access.Permit(caller, new AdministrationCall("authz:RevokeSessions", RevocationReader.ResourceOf(request, session), request.Region), place);
        Throw(RevocationReader.Read(request, place.Pinned.Snapshot.Organization, session, out RevocationTarget target));
        DateTimeOffset before = Revoke(target, RevocationReader.TermsOf(request, session));
        return new RevokeSessionsResponse
        {
            IssuedBefore = RevocationReader.IsOneSession(request) ? null : Timestamp.FromDateTimeOffset(before),
            PolicyName = RevocationList.PolicyName,
        };
    }

    /// <summary>What is revoked.</summary>
    public ListRevocationsResponse List() => RevocationWriter.Write(revocations.Current);

    /// <summary>Revokes, or throws why it cannot be.</summary>
    public DateTimeOffset Revoke(RevocationTarget target, RevocationTerms terms)
    {
        try
        {
            return revocations.TryRevoke(target, terms, out DateTimeOffset before) ? before : throw StatusError.Of(new StsError(
                StsErrorCode.ServiceUnavailable,
                $"nothing was revoked: {RevocationList.MaxCount} revocations are in force; revoke everything, which takes the place of the others"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StatusError.Of(new StsError(
                StsErrorCode.ServiceUnavailable, $"nothing was revoked, the revocation could not be written: {exception.Message}; make `Authz:State:Path` writable"));
        }
    }

    private static void Throw(StsError error)
    {
        if (error.IsError) throw StatusError.Of(error);
    }
}
