using Authz.Sts.Errors;
using Authz.Sts.GetSessionToken;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Mfa;
using Authz.Sts.SingleUse;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Mfa;

public sealed class MfaVerificationTests : IDisposable
{
    private static readonly DeviceSketch Device = DeviceSketch.Alice;

    private readonly World _world = new World().With(World.Alice with { Devices = [Device] }).With(new UserSketch("bob") { Devices = [DeviceSketch.Bob] });

    public void Dispose() => _world.Dispose();

    [Fact]
    public void M04_A_session_made_with_a_right_code_says_so()
    {
        IssuedSession session = _world.Take(_world.Alice(), With(Device.CodeAt(_world.Clock.Now)));
        Assert.Equal(_world.Clock.Now.ToUnixTimeSeconds(), session.Claims.MfaTime!.Value.ToUnixTimeSeconds());
        Assert.Null(_world.Take(_world.Alice()).Claims.MfaTime);
    }

    [Fact]
    public void M05_A_code_counts_once()
    {
        var code = Device.CodeAt(_world.Clock.Now);
        _world.Take(_world.Alice(), With(code));
        Expect(With(code));
        _world.Clock.Advance(TimeSpan.FromSeconds(30));
        Expect(With(code));
        _world.Take(_world.Alice(), With(Device.CodeAt(_world.Clock.Now)));
        // of an earlier step, unused, but a later one was used
        Expect(With(Device.CodeAt(_world.Clock.Now, -1)));
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void M06_A_device_may_be_one_step_off(int steps, bool isRight)
    {
        var code = Device.CodeAt(_world.Clock.Now, steps);
        if (isRight) _world.Take(_world.Alice(), With(code));
        else Expect(With(code));
    }

    [Fact]
    public void M07_A_code_that_is_not_of_the_callers_device_is_refused()
    {
        DateTimeOffset now = _world.Clock.Now;
        Expect(With(Device.WrongAt(now)));
        Expect(With(Device.CodeAt(now)) with { SerialNumber = $"arn:aws:iam::{World.A}:mfa/nobody" });
        Expect(With(DeviceSketch.Bob.CodeAt(now)) with { SerialNumber = DeviceSketch.Bob.SerialNumber });
        Expect(UserSessions.Session with { SerialNumber = Device.SerialNumber });
        Expect(UserSessions.Session with { TokenCode = Device.CodeAt(now) });
        // none of it used the code up
        _world.Take(_world.Alice(), With(Device.CodeAt(now)));
    }

    [Theory]
    [InlineData("12345", null)]
    [InlineData("12345a", null)]
    [InlineData("1234567", null)]
    [InlineData("\u0661\u0662\u0663\u0664\u0665\u0666", null)]
    [InlineData("123456", "too-shor")]
    [InlineData("123456", "has space in it")]
    public void M08_The_form_is_checked_first(string code, string? serial)
    {
        GetSessionTokenRequest request = With(code) with { SerialNumber = serial ?? Device.SerialNumber };
        StsError error = _world.Refuse(StsErrorCode.ValidationError, _world.Alice(), request);
        Assert.DoesNotContain(code, error.Message, StringComparison.Ordinal);
        Assert.Contains(serial is null ? "`tokenCode`" : "`serialNumber`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void M09_Ten_wrong_codes_lock_the_device_for_ten_minutes()
    {
        for (var i = 0; i < 10; i++)
        {
            Expect(With(Device.WrongAt(_world.Clock.Now)));
            _world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Expect(With(Device.CodeAt(_world.Clock.Now)));
        // another device is open
        _world.Take(_world.User(new UserSketch("bob")), With(DeviceSketch.Bob.CodeAt(_world.Clock.Now)) with { SerialNumber = DeviceSketch.Bob.SerialNumber });
        _world.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(11));
        Expect(With(Device.CodeAt(_world.Clock.Now)));
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        _world.Take(_world.Alice(), With(Device.CodeAt(_world.Clock.Now)));
    }

    [Fact]
    public void A_right_code_does_not_make_guesses_free()
    {
        for (var i = 0; i < 9; i++) Expect(With(Device.WrongAt(_world.Clock.Now)));
        _world.Take(_world.Alice(), With(Device.CodeAt(_world.Clock.Now)));
        Expect(With(Device.WrongAt(_world.Clock.Now)));
        Expect(With(Device.CodeAt(_world.Clock.Now, 1)));
    }

    [Fact]
    public async Task Of_guesses_that_come_at_once_no_more_count()
    {
        Identity alice = _world.Alice();
        Pinned pinned = _world.Pinned;
        var wrong = Device.WrongAt(_world.Clock.Now);
        var guesses = Enumerable.Range(0, 40).Select(_ => Task.Run(() => _world.SessionTokens.Issue(alice, With(wrong), pinned)));
        Assert.All(await Task.WhenAll(guesses), static r => Assert.Equal(StsErrorCode.AccessDenied, r.Error.Code));
        Expect(With(Device.CodeAt(_world.Clock.Now)));
    }

    [Fact]
    public async Task Of_all_who_use_a_code_at_once_exactly_one_is_let_in()
    {
        Identity alice = _world.Alice();
        Pinned pinned = _world.Pinned;
        var code = Device.CodeAt(_world.Clock.Now);
        IssueResult[] results = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => Task.Run(() => _world.SessionTokens.Issue(alice, With(code), pinned))));
        Assert.Single(results, static r => r.Session is not null);
    }

    [Fact]
    public void Who_has_no_device_is_refused()
    {
        var code = Device.CodeAt(_world.Clock.Now);
        _world.Refuse(StsErrorCode.AccessDenied, _world.Root(), With(code));
    }

    [Fact]
    public void What_cannot_be_recorded_does_not_count()
    {
        using var directory = new TemporaryDirectory();
        var path = directory["single-use.log"];
        using SingleUseStore used = SingleUseStore.Open(path, new SettableClock(World.Start)).Store!;
        using var world = new World(used: used);
        world.With(World.Alice with { Devices = [Device] });
        Directory.CreateDirectory(path);
        StsError error = world.Refuse(StsErrorCode.ServiceUnavailable, world.Alice(), With(Device.CodeAt(world.Clock.Now)));
        Assert.Contains("`Authz:State:Path`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_is_used_after_a_restart_too()
    {
        using var directory = new TemporaryDirectory();
        var path = directory["single-use.log"];
        var code = Device.CodeAt(World.Start);
        using (SingleUseStore used = SingleUseStore.Open(path, new SettableClock(World.Start)).Store!)
        {
            using var world = new World(used: used);
            world.With(World.Alice with { Devices = [Device] });
            world.Take(world.Alice(), With(code));
        }

        using SingleUseStore again = SingleUseStore.Open(path, new SettableClock(World.Start)).Store!;
        using var next = new World(used: again);
        next.With(World.Alice with { Devices = [Device] });
        next.Refuse(StsErrorCode.AccessDenied, next.Alice(), With(code));
    }

    [Fact]
    public void No_text_tells_the_code() => Assert.DoesNotContain("123456", new MfaCode(Device.SerialNumber, "123456").ToString(), StringComparison.Ordinal);

    private static GetSessionTokenRequest With(string code) =>
        UserSessions.Session with { SerialNumber = Device.SerialNumber, TokenCode = code };

    private void Expect(GetSessionTokenRequest refused)
    {
        StsError error = _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), refused);
        Assert.StartsWith("MultiFactorAuthentication failed", error.Message, StringComparison.Ordinal);
    }
}
