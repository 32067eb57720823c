using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;

namespace Authz.Functional.Tests.Story;

/// <summary>
/// What a whole call may allocate: server and client together, since they share the process. Much of it is the client's and the stack's; what
/// a decision adds is bounded more closely in Authz.Sidecar.Tests. Runs when nothing else does, whose allocations would count.
/// </summary>
[Collection(nameof(Alone))]
public sealed class CallBudgetTests
{
    private const long Budget = 15_500;
    private const int Calls = 2_000;

    [Fact]
    public async Task A_call()
    {
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp);
        IssueTokenResponse session = await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator);
        AuthorizeRequest question = SidecarCalls.Question(session.Credentials.SessionToken, "iam:ListUsers");
        var least = long.MaxValue;
        // the first rounds compile, and buffers grow
        for (var round = 0; round < 5; round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < Calls; i++) Assert.False((await sidecar.Client.AuthorizeAsync(question)).Decision != Decision.Allow);
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / Calls);
        }

        Assert.InRange(least, 1, Budget);
    }
}
