using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;
using Grpc.Core;

namespace Authz.Functional.Tests.Hostile;

public sealed class ContextTests(SharedSidecars sidecars)
{
    // plain operators never match a set, not even negated: a second value would silence a Deny
    [Theory]
    [InlineData("aws:SourceIp", "192.0.2.1", "198.51.100.1")]
    [InlineData("AWS:sourcevpc", "vpc-1", "vpc-2")]
    [InlineData("aws:ResourceTag/class", "public", "secret")]
    [InlineData("aws:ResourceAccount", "111122223333", "444455556666")]
    public async Task A_key_of_one_value_takes_no_second(string key, string one, string other)
    {
        AuthorizeRequest question = SidecarCalls.Question("", "iam:ListUsers");
        question.Context.Add(key, new ContextValues { Values = { one, other } });
        await SidecarCalls.RefusedAsync(StatusCode.InvalidArgument, "ValidationError", sidecars.Over(Transport.Tcp).Client.AuthorizeAsync(question));
    }

    [Theory]
    [InlineData("aws:CalledVia")]
    [InlineData("aws:TagKeys")]
    [InlineData("orders:Items")]
    public async Task A_key_of_many_values_takes_them(string key)
    {
        AuthorizeRequest question = SidecarCalls.Question("", "iam:ListUsers");
        question.Context.Add(key, new ContextValues { Values = { "one", "two" } });
        AuthorizeResponse answer = await sidecars.Over(Transport.Tcp).Client.AuthorizeAsync(question);
        Assert.Equal(DecisionReason.TokenMissing, answer.Reason);
    }
}
