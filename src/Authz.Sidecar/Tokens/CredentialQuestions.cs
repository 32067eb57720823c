using Authz.Sidecar.Wire;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Messages;
using Authz.Tokens.Identifiers;

namespace Authz.Sidecar.Tokens;

/// <summary>What a caller who is identified may ask about credentials and refusals.</summary>
internal sealed class CredentialQuestions(Permissions permissions, AuthorizationMessages messages)
{
    /// <summary>Whose is an access key id?</summary>
    public StsError FindAccount(Identity caller, string accessKeyId, CallPlace place, out string account)
    {
        account = "";
        StsError error = permissions.Check(caller, "sts:GetAccessKeyInfo", "*", place);
        if (error.IsError || AccessKeyId.TryReadAccount(accessKeyId, out account)) return error;
        return new StsError(StsErrorCode.ValidationError, $"`{accessKeyId}` is no access key id that names its account");
    }

    /// <summary>What does the encoded message of a refusal say?</summary>
    public StsError Decode(Identity caller, string encoded, CallPlace place, out string decoded)
    {
        decoded = "";
        StsError error = permissions.Check(caller, AuthorizationMessages.Action, "*", place);
        return error.IsError ? error : messages.Decode(encoded, caller, place.Pinned.Ring, out decoded);
    }
}
