using Authz.Sts.AssumeRole;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.AssumeRole;

public sealed class MfaTests : IDisposable
{
    private const string IsPresent = """{ "Bool": { "aws:MultiFactorAuthPresent": "true" } }""";

    private static readonly DeviceSketch Device = DeviceSketch.Alice;

    private readonly World _world = new World()
        .With(World.Alice with { Devices = [Device] })
        .With(World.Deploy with { Trust = PolicyText.Trust($"arn:aws:iam::{World.A}:root", condition: IsPresent) });

    public void Dispose() => _world.Dispose();

    [Fact]
    public void M10_A_role_that_asks_for_mfa_takes_a_code_or_a_session_made_with_one()
    {
        Identity alice = _world.Alice();
        _world.Refuse(StsErrorCode.AccessDenied, alice, World.Request());
        _world.Take(alice, World.Request() with { SerialNumber = Device.SerialNumber, TokenCode = Code() });
        _world.Refuse(StsErrorCode.AccessDenied, _world.Session(_world.Take(alice)), World.Request());
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        Identity session = _world.Session(_world.Take(alice, UserSessions.Session with { SerialNumber = Device.SerialNumber, TokenCode = Code() }));
        _world.Take(session, World.Request());
        _world.Clock.Advance(TimeSpan.FromHours(5));
        _world.Take(_world.Session(_world.Take(alice, UserSessions.Session with { SerialNumber = Device.SerialNumber, TokenCode = Code() })), World.Request());
    }

    [Fact]
    public void A_code_is_in_no_text()
    {
        Assert.DoesNotContain("123456", (World.Request() with { TokenCode = "123456" }).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("123456", (UserSessions.Session with { TokenCode = "123456" }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_session_without_mfa_may_bring_a_code_later()
    {
        Identity session = _world.Session(_world.Take(_world.Alice()));
        _world.Take(session, World.Request() with { SerialNumber = Device.SerialNumber, TokenCode = Code() });
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(299, true)]
    [InlineData(301, false)]
    public void The_age_of_mfa_counts_from_its_use(int seconds, bool isFresh)
    {
        _world.With(World.Deploy with
        {
            Trust = PolicyText.Trust($"arn:aws:iam::{World.A}:root", condition: """{ "NumericLessThan": { "aws:MultiFactorAuthAge": "300" } }"""),
        });
        IssuedSession issued = _world.Take(_world.Alice(), UserSessions.Session with { SerialNumber = Device.SerialNumber, TokenCode = Code() });
        _world.Clock.Advance(TimeSpan.FromSeconds(seconds));
        if (isFresh) _world.Take(_world.Session(issued), World.Request());
        else _world.Refuse(StsErrorCode.AccessDenied, _world.Session(issued), World.Request());
        // in a call that carries a code it is zero
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        _world.Take(_world.Session(issued), World.Request() with { SerialNumber = Device.SerialNumber, TokenCode = Code() });
    }

    [Fact]
    public void M11_The_roles_session_does_not_carry_mfa()
    {
        _world.With(World.Deploy with
        {
            Trust = PolicyText.Trust($"arn:aws:iam::{World.A}:root", condition: IsPresent),
            Policy = PolicyText.Document(
                PolicyText.Allow("s3:GetObject", condition: IsPresent),
                PolicyText.Allow("s3:PutObject", condition: """{ "Bool": { "aws:MultiFactorAuthPresent": "false" } }"""),
                PolicyText.Allow("s3:ListBucket", condition: """{ "Null": { "aws:MultiFactorAuthAge": "true" } }""")),
        });
        IssuedSession session = _world.Take(_world.Alice(), World.Request() with { SerialNumber = Device.SerialNumber, TokenCode = Code() });
        Assert.False(_world.Ask(session, "s3:GetObject").IsAllowed);
        Assert.True(_world.Ask(session, "s3:PutObject").IsAllowed);
        Assert.True(_world.Ask(session, "s3:ListBucket").IsAllowed);
    }

    [Fact]
    public void A_code_is_used_up_also_when_the_role_is_refused()
    {
        var code = Code();
        AssumeRoleRequest foreign = World.Request($"arn:aws:iam::{World.B}:role/app/None") with { SerialNumber = Device.SerialNumber, TokenCode = code };
        StsError error = _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), foreign);
        Assert.Contains("sts:AssumeRole", error.Message, StringComparison.Ordinal);
        error = _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), World.Request() with { SerialNumber = Device.SerialNumber, TokenCode = code });
        Assert.StartsWith("MultiFactorAuthentication failed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_roles_session_has_no_device()
    {
        _world.With(World.Deploy).With(new RoleSketch("Next", PolicyText.Trust(World.Deploy.Arn)) { Path = "/app/" });
        Identity session = _world.Session(_world.Take(_world.Alice(), World.Request()));
        StsError error = _world.Refuse(
            StsErrorCode.AccessDenied, session,
            World.Request($"arn:aws:iam::{World.B}:role/app/Next") with { SerialNumber = Device.SerialNumber, TokenCode = Code() });
        Assert.StartsWith("MultiFactorAuthentication failed", error.Message, StringComparison.Ordinal);
    }

    private string Code() => Device.CodeAt(_world.Clock.Now);
}
