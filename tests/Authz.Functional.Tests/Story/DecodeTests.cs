using Authz.Client;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Story;

public sealed class DecodeTests(SharedSidecars sidecars)
{
    [Theory, ClassData(typeof(Transports))]
    public async Task X16_A_denial_is_explained_to_who_may_decode_it(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        IssueTokenResponse session = await IssueAsync(sidecar);
        AuthorizeRequest question = SidecarCalls.Question(session.Credentials.SessionToken, "iam:CreateUser");
        Assert.Empty((await sidecar.Client.AuthorizeAsync(question)).EncodedAuthorizationMessage);
        question.EncodeDenial = true;
        AuthorizeResponse denied = await sidecar.Client.AuthorizeAsync(question);
        Assert.Equal(Decision.Deny, denied.Decision);
        Assert.NotEmpty(denied.EncodedAuthorizationMessage);
        var decoded = (await DecodeAsync(sidecar, AccessKeyPair.Admin, denied.EncodedAuthorizationMessage)).DecodedMessage;
        Assert.Contains("\"allowed\":false", decoded, StringComparison.Ordinal);
        Assert.Contains("federated-user/auditor", decoded, StringComparison.Ordinal);
        question.Action = "iam:ListUsers";
        Assert.Empty((await sidecar.Client.AuthorizeAsync(question)).EncodedAuthorizationMessage);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task X16_Who_may_not_and_what_is_no_message_are_refused(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        AuthorizeRequest question = SidecarCalls.Question((await IssueAsync(sidecar)).Credentials.SessionToken, "iam:CreateUser");
        question.EncodeDenial = true;
        var encoded = (await sidecar.Client.AuthorizeAsync(question)).EncodedAuthorizationMessage;
        await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", DecodeAsync(sidecar, AccessKeyPair.Leo, encoded));
        await SidecarCalls.RefusedAsync(
            StatusCode.InvalidArgument, "InvalidAuthorizationMessageException", DecodeAsync(sidecar, AccessKeyPair.Admin, encoded[..^1]));
        await SidecarCalls.RefusedAsync(StatusCode.InvalidArgument, "ValidationError", DecodeAsync(sidecar, AccessKeyPair.Admin, ""));
        await SidecarCalls.RefusedAsync(
            StatusCode.Unauthenticated, "MissingAuthenticationToken",
            sidecar.Client.DecodeAuthorizationMessageAsync(new DecodeAuthorizationMessageRequest { EncodedMessage = encoded }));
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_refused_role_of_ones_account_carries_the_message(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        AuthzException refusal = await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied", sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.PartnerAccess));
        Assert.NotEmpty(refusal.EncodedAuthorizationMessage);
        // across accounts there is none
        refusal = await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied", sidecar.AssumeAsync(AccessKeyPair.Leo, SidecarCalls.PartnerAccess));
        Assert.Empty(refusal.EncodedAuthorizationMessage);
    }

    private static Task<IssueTokenResponse> IssueAsync(TestSidecar sidecar)
    {
        var request = new IssueTokenRequest
        {
            GetFederationToken = new GetFederationTokenGrant
            {
                Name = "auditor",
                Policy = """{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "iam:List*", "Resource": "*" } }""",
            },
        };
        request.Caller = AccessKeyPair.Admin.Sign(request, "TokenService/IssueToken", sidecar.Clock.GetUtcNow());
        return sidecar.Client.IssueTokenAsync(request);
    }

    private static Task<DecodeAuthorizationMessageResponse> DecodeAsync(TestSidecar sidecar, AccessKeyPair key, string encoded)
    {
        var request = new DecodeAuthorizationMessageRequest { EncodedMessage = encoded };
        request.Caller = key.Sign(request, "TokenService/DecodeAuthorizationMessage", sidecar.Clock.GetUtcNow());
        return sidecar.Client.DecodeAuthorizationMessageAsync(request);
    }
}
