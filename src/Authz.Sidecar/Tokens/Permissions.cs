using Authz.Policies.Names;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;

namespace Authz.Sidecar.Tokens;

/// <summary>Asks the one decision path whether a caller may use an operation of the sidecar itself.</summary>
/// <param name="authorizer">The decision path.</param>
internal sealed class Permissions(Authorizer authorizer)
{
    /// <summary>Checks a permission; no error when the caller has it.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="action">The operation as an action.</param>
    /// <param name="resource">What it is about, an ARN or <c>*</c>.</param>
    /// <param name="place">Where the call is served.</param>
    /// <param name="owner">Whose decision it is; none: that of the account in the resource, else the caller's.</param>
    public StsError Check(Identity caller, string action, string resource, CallPlace place, AccountId owner = default)
    {
        StsError restricted = SessionRestrictions.Check(caller, action);
        if (restricted.IsError) return restricted;
        if (!ActionName.TryParse(action, out ActionName name) || !ResourceName.TryParse(resource, out ResourceName about))
            return new StsError(StsErrorCode.ValidationError, $"`{resource}` is no ARN");
        var query = new AuthorizationQuery
        {
            SessionToken = "",
            Action = name,
            Resource = about,
            Region = place.Endpoint.Region,
            Context = [],
            Owner = owner,
        };
        AuthorizationAnswer answer = authorizer.Decide(query, caller, place.Pinned.Snapshot);
        if (answer.IsAllowed) return default;
        // what another account's policies say is not for the caller to read (STS section 5.1)
        var why = about.Account.IsNone || about.Account == caller.Account.Id ? $": {answer.Message}" : "";
        return new StsError(StsErrorCode.AccessDenied, $"User: {caller.Arn} is not authorized to perform: {action} on resource: {resource}{why}");
    }
}
