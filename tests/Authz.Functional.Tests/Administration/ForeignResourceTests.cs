using Authz.Client;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Administration;

/// <summary>What the files of one account say of resources that have no account, or are its own, when the management account decides.</summary>
public sealed class ForeignResourceTests : IDisposable
{
    private readonly SidecarFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task An_account_cannot_give_itself_the_administration()
    {
        Write("444455556666", "arn:aws:authz:::*", "Allow", "arn:aws:iam::444455556666:user/leo");
        GiveLeo();
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, _files, null, TestSidecar.Own(_files));
        var keyId = (await sidecar.StatusAsync(AccessKeyPair.Ops)).Keys[0].KeyId;
        await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", sidecar.KillAsync(AccessKeyPair.Leo, keyId));
        RevokeSessionsRequest[] requests =
        [
            new() { TokenId = "AAAAAAAAAAAAAAAAAAAAAA" }, new() { SourceIdentity = "ana" },
            new() { FederatedSubject = new FederatedSubject { Issuer = "https://issuer.example", Subject = "x" } },
        ];
        foreach (RevokeSessionsRequest request in requests)
            await SidecarCalls.RefusedAsync(StatusCode.PermissionDenied, "AccessDenied", sidecar.RevokeAsync(AccessKeyPair.Leo, request));
        // its own are its own
        await sidecar.RevokeAsync(AccessKeyPair.Leo, SidecarCalls.LegacyReporter);
    }

    [Fact]
    public async Task An_account_cannot_keep_the_administration_out()
    {
        Write("111122223333", "arn:aws:authz:::*", "Deny", "*");
        Write("444455556666", "arn:aws:iam::444455556666:*", "Deny", "*");
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, _files, null, TestSidecar.Own(_files));
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Leo, SidecarCalls.LegacyReporter);
        await sidecar.RevokeAsync(AccessKeyPair.Ops, SidecarCalls.LegacyReporter);
        Assert.Equal(DecisionReason.SessionRevoked, (await sidecar.AskAsync(session, "reports:GetReport")).Reason);
        await sidecar.RevokeAsync(AccessKeyPair.Ops, new RevokeSessionsRequest { SourceIdentity = "ana" });
        Assert.False((await sidecar.KillAsync(AccessKeyPair.Ops, (await sidecar.StatusAsync(AccessKeyPair.Ops)).Keys[0].KeyId)).CanIssue);
    }

    [Fact]
    public async Task A_refusal_does_not_say_what_another_account_wrote()
    {
        Write("111122223333", "arn:aws:iam::111122223333:role/*", "Deny", "*");
        GiveLeo();
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, _files, null, TestSidecar.Own(_files));
        AuthzException foreign = await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied", sidecar.RevokeAsync(AccessKeyPair.Leo, SidecarCalls.Ec2Operator));
        Assert.EndsWith($"on resource: {SidecarCalls.Ec2Operator}", foreign.Message, StringComparison.Ordinal);
        AuthzException own = await SidecarCalls.RefusedAsync(
            StatusCode.PermissionDenied, "AccessDenied", sidecar.RevokeAsync(AccessKeyPair.Leo, new RevokeSessionsRequest { Everything = true }));
        Assert.Contains("on resource: *: ", own.Message, StringComparison.Ordinal);
    }

    private void GiveLeo() => _files.Edit("accounts/444455556666/users/leo.json", "\"UserName\": \"leo\",", """
        "UserName": "leo", "UserPolicyList": [ { "PolicyName": "own", "PolicyDocument": {
            "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "authz:*", "Resource": "*" } } } ],
        """);

    private void Write(string account, string resource, string effect, string principal)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_files.Organization, "accounts", account, "resources"));
        File.WriteAllText(Path.Combine(folder.FullName, "own.json"), $$"""
            { "Resource": "{{resource}}", "Policy": { "Version": "2012-10-17", "Statement": {
                "Effect": "{{effect}}", "Principal": {{(principal == "*" ? "\"*\"" : $"{{ \"AWS\": \"{principal}\" }}")}}, "Action": "authz:*", "Resource": "*" } } }
            """);
    }
}
