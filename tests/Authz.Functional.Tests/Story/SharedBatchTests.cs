using Authz.Client;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Story;

/// <summary>What the entries of a batch have in common is said once.</summary>
public sealed class SharedBatchTests(SharedSidecars sidecars)
{
    [Theory, ClassData(typeof(Transports))]
    public async Task Token_and_region_of_the_batch_are_those_of_entries_that_have_none(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var token = await TokenAsync(sidecar);
        var batch = new AuthorizeBatchRequest { SessionToken = token, Region = "us-east-1" };
        batch.Requests.Add(SidecarCalls.Question("", "ec2:DescribeInstances", "*", ""));
        batch.Requests.Add(SidecarCalls.Question("", "ec2:DescribeInstances", "*", "eu-west-1"));
        batch.Requests.Add(SidecarCalls.Question("nothing", "ec2:DescribeInstances", "*", "eu-west-1"));
        batch.Requests.Add(SidecarCalls.Question("", "ec2:*"));
        batch.Requests.Add(SidecarCalls.Question(token, "ec2:DescribeInstances", "*", "eu-west-1"));
        AuthorizeBatchResponse answers = await sidecar.Client.AuthorizeBatchAsync(batch);
        Assert.Equal(
            [
                DecisionReason.ExplicitDeny, DecisionReason.Allowed, DecisionReason.TokenInvalid, DecisionReason.RequestInvalid, DecisionReason.Allowed,
            ],
            answers.Responses.Select(static r => r.Reason));
    }

    [Fact]
    public async Task A_small_batch_is_not_answered_by_more_than_can_be_held()
    {
        using var files = new SidecarFiles();
        // each answer names every statement that denies
        var statements = string.Join(',', Enumerable.Repeat("""{"Effect":"Deny","Action":"*","Resource":"*"}""", 200));
        files.Edit(
            "accounts/111122223333/roles/Ec2Operator.json", "\"RolePolicyList\": [",
            $$$"""
            "RolePolicyList": [{"PolicyName":"{{{new string('n', 128)}}}","PolicyDocument":{"Version":"2012-10-17","Statement":[{{{statements}}}]}},
            """);
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, files, null, TestSidecar.Own(files));
        var batch = new AuthorizeBatchRequest { SessionToken = await TokenAsync(sidecar), Region = "eu-west-1" };
        batch.Requests.Add(SidecarCalls.Question("", "iam:ListUsers"));
        var alone = (await sidecar.Client.AuthorizeBatchAsync(batch)).CalculateSize();
        while (batch.Requests.Count * alone <= 17 << 20) batch.Requests.Add(batch.Requests[0]);
        Assert.InRange(batch.CalculateSize(), 1, 100_000);
        AuthzException refusal = await Assert.ThrowsAsync<AuthzException>(() => sidecar.Client.AuthorizeBatchAsync(batch));
        Assert.Equal(StatusCode.InvalidArgument, refusal.Status);
        Assert.Contains("split the batch", refusal.Message, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task An_entry_is_answered_as_if_it_said_all_itself(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var token = await TokenAsync(sidecar);
        var batch = new AuthorizeBatchRequest { SessionToken = token, Region = "eu-west-1" };
        batch.Context.Add("aws:SourceIp", new ContextValues { Values = { "192.0.2.10" } });
        batch.Context.Add("aws:PrincipalArn", new ContextValues { Values = { "arn:aws:iam::111122223333:role/Other" } });
        (string Action, string Resource)[] questions =
            [("iam:ListUsers", "*"), ("ec2:DescribeInstances", "*"), ("s3:GetObject", "arn:aws:s3:::docs/a"), ("orders:GetOrder", "arn:aws:orders:eu-west-1:111122223333:order/42")];
        foreach ((var action, var resource) in questions) batch.Requests.Add(SidecarCalls.Question("", action, resource, ""));
        AuthorizeBatchResponse answers = await sidecar.Client.AuthorizeBatchAsync(batch);
        for (var i = 0; i < questions.Length; i++)
        {
            AuthorizeRequest alone = SidecarCalls.Question(token, questions[i].Action, questions[i].Resource, "eu-west-1");
            alone.Context.Add(batch.Context);
            AuthorizeResponse expected = await sidecar.Client.AuthorizeAsync(alone);
            expected.DecisionId = answers.Responses[i].DecisionId;
            Assert.Equal(expected, answers.Responses[i]);
        }
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_key_of_an_entry_stands_before_the_batchs(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        var batch = new AuthorizeBatchRequest { SessionToken = await TokenAsync(sidecar), Region = "eu-west-1" };
        // ignored keys tell which keys an entry has
        batch.Context.Add("aws:PrincipalType", new ContextValues { Values = { "x" } });
        batch.Context.Add("aws:userid", new ContextValues { Values = { "x" } });
        batch.Requests.Add(SidecarCalls.Question("", "iam:ListUsers"));
        batch.Requests.Add(SidecarCalls.Question("", "iam:ListUsers"));
        batch.Requests[1].Context.Add("AWS:USERID", new ContextValues { Values = { "y" } });
        batch.Requests[1].Context.Add("aws:username", new ContextValues());
        AuthorizeBatchResponse answers = await sidecar.Client.AuthorizeBatchAsync(batch);
        Assert.Equal(["aws:principaltype", "aws:userid"], answers.Responses[0].IgnoredContextKeys);
        Assert.Equal(["aws:principaltype", "aws:userid", "aws:username"], answers.Responses[1].IgnoredContextKeys);
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_fault_of_the_common_part_is_the_batchs(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        Action<AuthorizeBatchRequest>[] faults =
        [
            static b => b.Region = "EU",
            static b => b.Context.Add("nokey", new ContextValues { Values = { "x" } }),
            static b => b.Context.Add("aws:SourceIp", new ContextValues { Values = { "nowhere" } }),
        ];
        foreach (Action<AuthorizeBatchRequest> fault in faults)
        {
            var batch = new AuthorizeBatchRequest { Requests = { SidecarCalls.Question("", "iam:ListUsers") } };
            fault(batch);
            await SidecarCalls.RefusedAsync(StatusCode.InvalidArgument, "ValidationError", sidecar.Client.AuthorizeBatchAsync(batch));
        }
    }

    [Theory, ClassData(typeof(Transports))]
    public async Task A_common_token_that_is_refused_is_a_deny_of_each_entry(Transport transport)
    {
        TestSidecar sidecar = sidecars.Over(transport);
        foreach ((var token, DecisionReason reason) in new[] { ("", DecisionReason.TokenMissing), ("nothing", DecisionReason.TokenInvalid) })
        {
            var batch = new AuthorizeBatchRequest { SessionToken = token };
            for (var i = 0; i < 3; i++) batch.Requests.Add(SidecarCalls.Question("", "iam:ListUsers"));
            AuthorizeBatchResponse answers = await sidecar.Client.AuthorizeBatchAsync(batch);
            Assert.Equal(Enumerable.Repeat(reason, 3), answers.Responses.Select(static r => r.Reason));
        }
    }

    private static async Task<string> TokenAsync(TestSidecar sidecar) =>
        (await sidecar.AssumeAsync(AccessKeyPair.Ana, SidecarCalls.Ec2Operator)).Credentials.SessionToken;
}
