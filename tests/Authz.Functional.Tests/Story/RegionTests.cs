using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Story;

public sealed class RegionTests(SharedSidecars sidecars)
{
    private const string Report = "arn:aws:reports:me-south-1:444455556666:report/1";

    [Theory, ClassData(typeof(Transports))]
    public async Task A_version_1_token_does_not_count_in_an_opt_in_region_and_both_remedies_are_named(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        IssueTokenResponse session = await IssueAsync(sidecar, "aws-global");
        Assert.Equal(1, session.TokenVersion);
        AuthorizeResponse answer = await sidecar.AskAsync(session, "reports:GetReport", Report, "me-south-1");
        Assert.Equal((Decision.Deny, DecisionReason.TokenNotValidInRegion), (answer.Decision, answer.Reason));
        Assert.Empty(answer.MatchedStatements);
        Assert.Contains("regional STS endpoint", answer.Message, StringComparison.Ordinal);
        Assert.Contains("v2Token", answer.Message, StringComparison.Ordinal);
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "reports:GetReport", "*", "us-east-1")).Decision);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_regional_endpoint_mends_it(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        IssueTokenResponse session = await IssueAsync(sidecar, "me-south-1");
        Assert.Equal(2, session.TokenVersion);
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "reports:GetReport", Report, "me-south-1")).Decision);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task The_preference_of_the_account_mends_it_too(Transport transport)
    {
        using var files = new SidecarFiles();
        files.Edit("accounts/444455556666/account.json", "v1Token", "v2Token");
        await using TestSidecar sidecar = await TestSidecar.StartAsync(transport, files, null, TestSidecar.Own(files));
        IssueTokenResponse session = await IssueAsync(sidecar, "aws-global");
        Assert.Equal(2, session.TokenVersion);
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "reports:GetReport", Report, "me-south-1")).Decision);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_narrowed_session_counts_in_its_regions_only(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        IssueTokenResponse session = await sidecar.AssumeAsync(
            AccessKeyPair.Leo, SidecarCalls.LegacyReporter, r => r.RegionScope.Add("eu-west-1"));
        Assert.Equal(["eu-west-1"], session.RegionScope);
        Assert.Equal(Decision.Allow, (await sidecar.AskAsync(session, "reports:GetReport", "*", "eu-west-1")).Decision);
        Assert.Equal(DecisionReason.TokenNotValidInRegion, (await sidecar.AskAsync(session, "reports:GetReport", "*", "us-east-1")).Reason);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_region_that_nobody_knows_is_denied(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        IssueTokenResponse session = await IssueAsync(sidecar, "us-east-1");
        Assert.Equal(DecisionReason.TokenNotValidInRegion, (await sidecar.AskAsync(session, "reports:GetReport", "*", "xx-moon-1")).Reason);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task R09_R10_A_signature_is_for_the_endpoint_that_is_called(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        foreach ((var region, var scope, var isGood) in ((string, string, bool)[])
            [
                ("aws-global", "us-east-1", true), ("aws-global", "aws-global", true), ("aws-global", "eu-west-1", false),
                ("eu-west-1", "eu-west-1", true), ("eu-west-1", "us-east-1", false), ("eu-west-1", "aws-global", false),
            ])
        {
            IssueTokenRequest request = SidecarCalls.Assume(SidecarCalls.LegacyReporter, r => r.Region = region);
            request.Caller = AccessKeyPair.Leo.Sign(request, "TokenService/IssueToken", sidecar.Clock.GetUtcNow(), scope);
            Task<IssueTokenResponse> call = sidecar.Client.IssueTokenAsync(request);
            if (isGood) Assert.NotEmpty((await call).Credentials.SessionToken);
            else await SidecarCalls.RefusedAsync(StatusCode.Unauthenticated, "SignatureDoesNotMatch", call);
        }
    }

    private static Task<IssueTokenResponse> IssueAsync(TestSidecar sidecar, string region) =>
        sidecar.AssumeAsync(AccessKeyPair.Leo, SidecarCalls.LegacyReporter, r => r.Region = region);
}
