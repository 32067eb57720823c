using Authz.Engine.Evaluation;
using Authz.Engine.Programs;
using Authz.Engine.Requests;

namespace Authz.Engine.Tests.Evaluation;

/// <summary>A decision allocates nothing, whatever conditions it meets.</summary>
public sealed class AllocationTests
{
    private static readonly string[] Statements =
    [
        "{`Effect`:`Allow`,`Action`:`s3:GetObject`,`Resource`:`arn:aws:s3:::bucket/*`}",
        "{`Effect`:`Allow`,`Action`:[`s3:List*`,`ec2:Describe*`],`Resource`:`*`}",
        "{`Effect`:`Deny`,`Action`:`s3:*`,`Resource`:`arn:aws:s3:::bucket/secret/*`}",
        "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{`Bool`:{`aws:SecureTransport`:`false`}}}",
        "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{`NotIpAddress`:{`aws:SourceIp`:[`10.0.0.0/8`,`2001:db8::/32`]}}}",
        "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{`DateLessThan`:{`aws:TokenIssueTime`:`2026-01-01T00:00:00Z`}}}",
        "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{`NumericGreaterThan`:{`aws:MultiFactorAuthAge`:3600}}}",
        "{`Effect`:`Allow`,`Action`:`sqs:*`,`Resource`:`arn:aws:sqs:*:*:queue`}",
        "{`Effect`:`Allow`,`Action`:`sns:Publish`,`Resource`:`*`}",
        "{`Effect`:`Deny`,`NotAction`:[`s3:*`,`sqs:*`],`Resource`:`*`}",
    ];

    [Fact]
    public void Ten_statements_three_levels_five_keys() => AssertFree(new World
    {
        Identity = Statements,
        ServiceControl = [[World.AllowAll], [World.AllowAll, Samples.DenyAllOutsideEU], [World.AllowAll]],
        Context = World.Keys(
            "aws:RequestedRegion", "eu-west-1", "aws:PrincipalArn", Callers.RoleArn, "aws:SourceIp", "10.1.2.3", "aws:SecureTransport", "true",
            "aws:TokenIssueTime", "2026-02-03T04:05:06Z"),
    });

    [Fact]
    public void Globs_and_variables() => AssertFree(new World
    {
        Resource = "arn:aws:s3:::home/ana/a:b/c",
        Context = World.Keys("aws:username", "ana", "x:y", "path/ana/file.txt"),
        Identity =
        [
            "{`Effect`:`Allow`,`Action`:`s3:G?t*`,`Resource`:`arn:aws:s3:*:*:h*e/${aws:username}/*`}",
            "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`arn:aws*:s3:*:*:secret/${aws:username}/?*`}",
            "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{`StringNotLike`:{`x:y`:`*/${aws:username}/*.t?t`}}}",
            "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{`StringEqualsIgnoreCase`:{`x:y`:`${aws:username, 'x'}`}}}",
        ],
    });

    [Theory]
    [InlineData("StringEquals", "a", "b")]
    [InlineData("StringEqualsIgnoreCase", "a", "B")]
    [InlineData("NumericEquals", "10", "10.5")]
    [InlineData("DateEquals", "2026", "1767225601")]
    [InlineData("Bool", "true", "False")]
    [InlineData("IpAddress", "2001:db8::/32", "2001:db9::1.2.3.4")]
    [InlineData("ArnLike", "arn:aws:iam::*:role/x*", "arn:aws:iam::111122223333:user/x")]
    [InlineData("Null", "true", "x")]
    [InlineData("BinaryEquals", "QUI=", "QQ==")]
    public void Every_operator(string name, string value, string given) => AssertFree(new World
    {
        Context = World.Keys("x:y", given),
        Identity = [World.AllowAll, $"{{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{{`{name}`:{{`x:y`:`{value}`}}}}}}"],
    });

    [Fact]
    public void Sets_and_principals()
    {
        RequestContext context = World.Set("aws:TagKeys", "team", "cost");
        AssertFree(new World
        {
            Context = context,
            Boundary = [World.AllowAll],
            Session = [World.AllowAll],
            Identity = [World.AllowAll, "{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{`ForAnyValue:StringNotEquals`:{`aws:TagKeys`:[`team`,`cost`]}}}"],
            ResourcePolicy =
            [
                "{`Effect`:`Allow`,`Principal`:{`AWS`:[`111122223333`,`444455556666`]},`Action`:`*`}",
                "{`Effect`:`Deny`,`Principal`:{`AWS`:`arn:aws:iam::111122223333:user/x`},`Action`:`*`}",
            ],
        });
    }

    private static void AssertFree(World world)
    {
        AuthorizationRequest request = world.Request;
        PrincipalProgram principal = world.Principal;
        ResourceProgram resource = world.ResourceProgram;
        Assert.True(Evaluator.Evaluate(request, principal, resource).IsAllowed);
        // the runtime's own generic code boxes until it is compiled a second time
        for (var round = 0; round < 4; round++)
        {
            for (var i = 0; i < 500; i++) Evaluator.Evaluate(request, principal, resource);
            Thread.Sleep(150);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) Evaluator.Evaluate(request, principal, resource);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
