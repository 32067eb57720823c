using Authz.Sidecar.Tokens;
using Authz.Sidecar.Wire;
using Authz.Sts.AssumeRole;
using Authz.Sts.Errors;
using Authz.Sts.Federation.Saml;
using Authz.Sts.Federation.WebIdentity;
using Authz.Sts.GetFederationToken;
using Authz.Sts.GetSessionToken;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;

namespace Authz.Sidecar.Query;

/// <summary>The operations of the Query API: the same as those over gRPC.</summary>
internal sealed class QueryOperations(
    AssumeRoleOperation assumeRole, SamlOperation saml, WebIdentityOperation webIdentity, GetSessionTokenOperation getSessionToken,
    GetFederationTokenOperation getFederationToken, CredentialQuestions questions, CallerIdentifier identifier)
{
    /// <summary>Runs the operation of a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="place">Where it is served.</param>
    /// <param name="cancellation">Ends the waiting for an issuer.</param>
    public async ValueTask<QueryResult> RunAsync(QueryCall call, CallPlace place, CancellationToken cancellation)
    {
        var read = new ParameterReader(call.Parameters);
        if (QueryActions.IsFederated(call.Action)) return await IssueFederatedAsync(call.Action, read, place, cancellation);
        // who calls is asked before what is asked for: a stranger learns nothing of parameters
        IdentityResult found = identifier.FromSignature(new SignedCall(call.Request, place.IsScopeRegion), place.Pinned, place.Endpoint.Region);
        return found.Identity is { } caller ? Run(call.Action, caller, read, place) with { Caller = caller } : QueryResult.Of(ErrorOf(found));
    }

    // what of S3 STS does not know is no wrong secret (STS section 7.3 no 6)
    private static StsError ErrorOf(IdentityResult found)
    {
        StsError error = IdentityErrors.ErrorOf(found);
        return found.Status == IdentityStatus.PayloadUnsigned ? error with { Code = StsErrorCode.ValidationError } : error;
    }

    private async ValueTask<QueryResult> IssueFederatedAsync(string action, ParameterReader read, CallPlace place, CancellationToken cancellation)
    {
        if (action == QueryActions.AssumeRoleWithSaml)
        {
            SamlRequest assertion = QueryRequests.AssumeRoleWithSaml(read, place.Endpoint);
            return read.Error.IsError ? QueryResult.Of(read.Error) : QueryResult.Of(action, saml.Issue(assertion, place.Pinned));
        }

        WebIdentityRequest token = QueryRequests.AssumeRoleWithWebIdentity(read, place.Endpoint);
        return read.Error.IsError ? QueryResult.Of(read.Error) : QueryResult.Of(action, await webIdentity.IssueAsync(token, place.Pinned, cancellation));
    }

    private QueryResult Run(string action, Identity caller, ParameterReader read, CallPlace place)
    {
        switch (action)
        {
            case QueryActions.AssumeRole:
                AssumeRoleRequest role = QueryRequests.AssumeRole(read, place.Endpoint);
                return Issue(action, read, () => assumeRole.Issue(caller, role, place.Pinned));
            case QueryActions.GetSessionToken:
                GetSessionTokenRequest session = QueryRequests.GetSessionToken(read, place.Endpoint);
                return Issue(action, read, () => getSessionToken.Issue(caller, session, place.Pinned));
            case QueryActions.GetFederationToken:
                GetFederationTokenRequest federation = QueryRequests.GetFederationToken(read, place.Endpoint);
                return Issue(action, read, () => getFederationToken.Issue(caller, federation, place.Pinned));
            case QueryActions.GetAccessKeyInfo:
                StsError error = questions.FindAccount(caller, read.Text("AccessKeyId"), place, out var account);
                return QueryResult.Of(error, AnswerElement.Of("Account", account));
            case QueryActions.DecodeAuthorizationMessage:
                error = questions.Decode(caller, read.Text("EncodedMessage"), place, out var decoded);
                return QueryResult.Of(error, AnswerElement.Of("DecodedMessage", decoded));
            default:
                // no permission is needed, not even an explicit deny counts (STS section 1.2)
                return new QueryResult(QueryAnswers.Of(caller), default);
        }
    }

    private static QueryResult Issue(string action, ParameterReader read, Func<IssueResult> issue) =>
        read.Error.IsError ? QueryResult.Of(read.Error) : QueryResult.Of(action, issue());
}

/// <summary>What an operation answers.</summary>
/// <param name="Parts">The parts of its result; null for an error.</param>
/// <param name="Error">The error.</param>
internal readonly record struct QueryResult(IReadOnlyList<AnswerElement>? Parts, StsError Error)
{
    /// <summary>Who called; null: nobody was identified.</summary>
    public Identity? Caller { get; init; }

    /// <summary>What was issued; null: nothing.</summary>
    public IssuedSession? Session { get; init; }

    public static QueryResult Of(StsError error, AnswerElement? part = null) => error.IsError ? new(null, error) : new([part!], default);

    public static QueryResult Of(string action, IssueResult result) =>
        result.Session is { } session ? new(QueryAnswers.Of(action, session), default) { Session = session } : new(null, result.Error);
}
