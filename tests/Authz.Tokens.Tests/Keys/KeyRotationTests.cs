using System.Runtime.Versioning;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;
using Authz.Tokens.Tests.Sessions;
using Authz.Tokens.Tests.Storage;

namespace Authz.Tokens.Tests.Keys;

[UnsupportedOSPlatform("windows")]
public sealed class KeyRotationTests : IDisposable
{
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(129_600) + KeyTimes.Skew;

    private readonly TemporaryDirectory _directory = new();
    private readonly MovingClock _clock = new() { Now = SampleClaims.IssuedAt };

    public void Dispose() => _directory.Dispose();

    private string Keys => _directory["keys"];

    private KeyRotation Rotation => new(Keys, KeyTimes.Default, _clock);

    [Fact]
    public void The_first_key_is_active_and_every_other_is_next()
    {
        var first = Done(Rotation.Generate(), KeyState.Active);
        var second = Done(Rotation.Generate(), KeyState.Next);
        Assert.Equal([(first, KeyState.Active), (second, KeyState.Next)], States());
        Assert.All(Load().Listed, k => Assert.Equal(_clock.Now.ToUnixTimeSeconds(), k.Since!.Value.ToUnixTimeSeconds()));
        Assert.All(
            Directory.GetFiles(Keys), static f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(f)));
    }

    [Fact]
    public void A_whole_rotation_ends_no_session_before_its_time()
    {
        var old = Done(Rotation.Generate(), KeyState.Active);
        var token = SessionTokenSigner.Sign(Load(), SampleClaims.Plain()).Token!;
        var next = Done(Rotation.Generate(), KeyState.Next);
        Refused(Rotation.Activate(next, force: false), "verifiers must know it first");
        _clock.Now += KeyTimes.Default.Distribution;
        Done(Rotation.Activate(next, force: false), KeyState.Active);
        Assert.Equal([(old, KeyState.Retiring), (next, KeyState.Active)], States());
        // what signs no more has nothing to sign with, here or in a backup made later
        Assert.False(File.Exists(Path.Combine(Keys, $"{old}.signing.pem")));
        Assert.Equal(SessionTokenStatus.Valid, new SessionTokenVerifier(new FixedClock(SampleClaims.IssuedAt), SampleClaims.Issuer).Verify(Load(), token).Status);
        Assert.NotNull(Load().FindSecret(old));
        _clock.Now += Overlap - TimeSpan.FromSeconds(1);
        Refused(Rotation.Retire(old, force: false), "live until then");
        Refused(Rotation.Retire(old, force: true), "live until then");
        _clock.Now += TimeSpan.FromSeconds(1);
        Done(Rotation.Retire(old, force: false), KeyState.Destroyed);
        Assert.Equal([(old, KeyState.Destroyed), (next, KeyState.Active)], States());
        Assert.Empty(Directory.GetFiles(Keys, $"{old}*"));
    }

    [Fact]
    public void What_was_destroyed_never_comes_back()
    {
        var first = Done(Rotation.Generate(), KeyState.Active);
        Done(Rotation.Kill(first), KeyState.Destroyed);
        Done(Rotation.Kill(first), KeyState.Destroyed);
        Refused(Rotation.Activate(first, force: true), "only a `next` key");
        Refused(Rotation.Retire(first, force: true), "already");
        Assert.Equal([first], KeyDirectory.Load(Keys).Destroyed);
        // nothing verifies, so that nobody has to be told of the new key first
        var second = Done(Rotation.Generate(), KeyState.Active);
        Assert.NotEqual(first, second);
        Assert.Equal([(first, KeyState.Destroyed), (second, KeyState.Active)], States());
    }

    [Fact]
    public void Killing_removes_every_file_of_the_key()
    {
        var first = Done(Rotation.Generate(), KeyState.Active);
        var second = Done(Rotation.Generate(), KeyState.Next);
        Done(Rotation.Kill(first), KeyState.Destroyed);
        Assert.Empty(Directory.GetFiles(Keys, $"{first}*"));
        Assert.Null(Load().Find(first));
        Assert.Null(Load().FindSecret(first));
        Assert.NotNull(Load().Find(second));
    }

    [Fact]
    public void An_active_key_without_successor_retires_only_by_force()
    {
        var first = Done(Rotation.Generate(), KeyState.Active);
        Refused(Rotation.Retire(first, force: false), "nothing would sign");
        Done(Rotation.Retire(first, force: true), KeyState.Retiring);
        Assert.Null(Load().Active);
        Assert.NotNull(Load().Find(first));
    }

    [Fact]
    public void A_next_key_may_be_dropped_at_once_and_without_a_private_half_not_activated()
    {
        Done(Rotation.Generate(), KeyState.Active);
        var next = Done(Rotation.Generate(), KeyState.Next);
        File.Delete(Path.Combine(Keys, $"{next}.signing.pem"));
        Refused(Rotation.Activate(next, force: true), "no private half here");
        Done(Rotation.Retire(next, force: false), KeyState.Destroyed);
    }

    [Fact]
    public void A_state_of_unknown_age_is_left_only_by_force_or_death()
    {
        var first = Done(Rotation.Generate(), KeyState.Active);
        var second = Done(Rotation.Generate(), KeyState.Next);
        File.WriteAllText(
            Path.Combine(Keys, "keys.json"), $$"""{"Keys":[{"KeyId":"{{first}}","State":"retiring"},{"KeyId":"{{second}}","State":"next"}]}""");
        _clock.Now += TimeSpan.FromDays(365);
        Refused(Rotation.Activate(second, force: false), "not known");
        Refused(Rotation.Retire(first, force: true), "not known");
        Done(Rotation.Activate(second, force: true), KeyState.Active);
        Done(Rotation.Kill(first), KeyState.Destroyed);
    }

    [Fact]
    public void What_a_crash_left_is_taken_away_by_the_next_step()
    {
        var old = Done(Rotation.Generate(), KeyState.Active);
        var pem = File.ReadAllText(Path.Combine(Keys, $"{old}.signing.pem"));
        var next = Done(Rotation.Generate(), KeyState.Next);
        Done(Rotation.Activate(next, force: true), KeyState.Active);
        // as if the process had died between the manifest and the deletion
        File.WriteAllText(Path.Combine(Keys, $"{old}.signing.pem"), pem);
        File.SetUnixFileMode(Path.Combine(Keys, $"{old}.signing.pem"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Contains(KeyDirectory.Load(Keys).Warnings, w => w.Contains($"{old}.signing.pem", StringComparison.Ordinal));
        Done(Rotation.Generate(), KeyState.Next);
        Assert.False(File.Exists(Path.Combine(Keys, $"{old}.signing.pem")));
    }

    [Fact]
    public void A_private_half_goes_only_when_the_public_one_stays()
    {
        var old = Done(Rotation.Generate(), KeyState.Active);
        var next = Done(Rotation.Generate(), KeyState.Next);
        File.Delete(Path.Combine(Keys, $"{old}.public.pem"));
        Done(Rotation.Activate(next, force: true), KeyState.Active);
        Assert.NotNull(Load().Find(old));
        Assert.False(Load().Find(old)!.CanSign);
    }

    [Fact]
    public async Task Steps_at_once_are_all_kept()
    {
        Done(Rotation.Generate(), KeyState.Active);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => Done(Rotation.Generate(), KeyState.Next))));
        Assert.Equal(13, Load().Listed.Count);
    }

    [Fact]
    public void What_cannot_be_done_changes_nothing()
    {
        Refused(Rotation.Activate("AAAAAAAAAAAAAAAA", force: true), "holds no keys");
        var first = Done(Rotation.Generate(), KeyState.Active);
        Refused(Rotation.Kill("AAAAAAAAAAAAAAAA"), "is no key");
        var manifest = Path.Combine(Keys, "keys.json");
        var faulty = File.ReadAllText(manifest).Replace("active", "odd", StringComparison.Ordinal);
        File.WriteAllText(manifest, faulty);
        Refused(Rotation.Kill(first), "State");
        Refused(Rotation.Generate(), "State");
        Assert.Equal(faulty, File.ReadAllText(manifest));
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05")]
    [InlineData("2026-01-02")]
    [InlineData("")]
    [InlineData("soon")]
    public void A_time_that_cannot_be_read_is_a_fault(string since)
    {
        var first = Done(Rotation.Generate(), KeyState.Active);
        File.WriteAllText(Path.Combine(Keys, "keys.json"), $$"""{"Keys":[{"KeyId":"{{first}}","State":"active","Since":"{{since}}"}]}""");
        Assert.Contains("`Since` of `Keys[0]`", Assert.Single(KeyDirectory.Load(Keys).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_ring_without_killed_keys_is_another_and_else_the_same()
    {
        Done(Rotation.Generate(), KeyState.Active);
        KeyRing ring = Load();
        Assert.Same(ring, ring.Without(["AAAAAAAAAAAAAAAA"]));
        Assert.True(ring.IsSameAs(Load()));
        KeyRing without = ring.Without([ring.Active!.KeyId]);
        Assert.False(without.CanIssue);
        Assert.Empty(without.Keys);
        Assert.Equal(KeyState.Destroyed, Assert.Single(without.Listed).State);
        Assert.False(without.IsSameAs(ring));
        File.WriteAllText(Path.Combine(Keys, $"{ring.Active.KeyId}.secret"), Convert.ToBase64String(new byte[32]));
        Assert.False(ring.IsSameAs(Load()));
    }

    private static string Done(KeyChange change, KeyState state)
    {
        Assert.Equal("", change.Fault);
        Assert.Equal(state, change.State);
        return change.KeyId;
    }

    private static void Refused(KeyChange change, string reason)
    {
        Assert.False(change.IsDone);
        Assert.Contains(reason, change.Fault, StringComparison.Ordinal);
    }

    private IEnumerable<(string KeyId, KeyState State)> States() => Load().Listed.Select(static k => (k.KeyId, k.State));

    private KeyRing Load()
    {
        var result = KeyDirectory.Load(Keys);
        Assert.Empty(result.Faults);
        return result.Ring!;
    }

    private sealed class MovingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
