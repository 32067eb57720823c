using System.Collections.Concurrent;
using System.Text;
using Authz.Organizations.Providers;
using Authz.Policies.Names;
using Authz.Sts.Errors;
using Authz.Sts.Federation.Issuers;
using Authz.Sts.Federation.WebIdentity;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Federation.Issuers;

public sealed class IssuerKeysTests : IDisposable
{
    private readonly TestKey _one = new("ES256", "one");
    private readonly TestKey _two = new("ES256", "two");
    private readonly SettableClock _clock = new(World.Start);
    private readonly ConcurrentQueue<FetchReport> _reports = [];
    private readonly IssuerKeys _keys;
    private Func<Task<FetchedKeys>> _answer;
    private int _fetches;

    public IssuerKeysTests()
    {
        _answer = () => Task.FromResult(Shown(_one));
        _keys = new IssuerKeys(
            _ =>
            {
                Interlocked.Increment(ref _fetches);
                return _answer();
            },
            _clock,
            _reports.Enqueue);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _one.Dispose();
        _two.Dispose();
    }

    [Fact]
    public async Task Keys_are_fetched_once_an_hour()
    {
        await Found("one", fetches: 1);
        await Found("one", fetches: 1);
        _clock.Advance(TimeSpan.FromMinutes(59));
        await Found("one", fetches: 1);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Found("one", fetches: 2);
        Assert.Equal((2, 2, 2, 1, 10), (_keys.Statistics.Hits, _keys.Statistics.Misses, _keys.Statistics.Builds, _keys.Statistics.Count, _keys.Statistics.Size));
        Assert.Equal([FetchOutcome.Fetched, FetchOutcome.Fetched], _reports.Select(static r => r.Outcome));
    }

    [Fact]
    public async Task W14_An_unknown_key_has_the_keys_fetched_once_a_minute()
    {
        await Found("one", fetches: 1);
        _clock.Advance(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 5; i++) await Refused(StsErrorCode.InvalidIdentityToken, "two", fetches: 2);
        _clock.Advance(TimeSpan.FromSeconds(59));
        await Refused(StsErrorCode.InvalidIdentityToken, "two", fetches: 2);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Refused(StsErrorCode.InvalidIdentityToken, "two", fetches: 3);
    }

    [Fact]
    public async Task A_rotation_is_seen_with_the_first_token_of_the_new_key()
    {
        await Found("one", fetches: 1);
        _clock.Advance(TimeSpan.FromMinutes(5));
        _answer = () => Task.FromResult(Shown(_one, _two));
        await Found("two", fetches: 2);
        await Found("one", fetches: 2);
    }

    [Fact]
    public async Task A_key_that_was_withdrawn_ends_within_the_hour()
    {
        await Found("one", fetches: 1);
        _answer = () => Task.FromResult(Shown(_two));
        _clock.Advance(TimeSpan.FromHours(1));
        await Refused(StsErrorCode.InvalidIdentityToken, "one", fetches: 2);
    }

    [Fact]
    public async Task Many_unknown_keys_have_the_keys_fetched_every_five_seconds_at_most()
    {
        await Found("one", fetches: 1);
        for (var second = 0; second < 60; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            for (var i = 0; i < 20; i++) await Ask($"forged-{second}-{i}");
        }

        Assert.InRange(_fetches, 2, 13);
    }

    [Fact]
    public async Task W13_Old_keys_count_for_a_day_while_the_issuer_is_down()
    {
        await Found("one", fetches: 1);
        _answer = Down;
        _clock.Advance(TimeSpan.FromHours(2));
        await Found("one", fetches: 2);
        // and it is not asked by every call
        await Found("one", fetches: 2);
        _clock.Advance(KnownIssuer.FailurePause);
        await Found("one", fetches: 3);
        _clock.Advance(TimeSpan.FromHours(22));
        await Refused(StsErrorCode.IDPCommunicationError, "one", fetches: 4);
    }

    [Fact]
    public async Task W13_Without_keys_an_issuer_that_is_down_is_told_as_such()
    {
        _answer = Down;
        await Refused(StsErrorCode.IDPCommunicationError, "one", fetches: 1);
        await Refused(StsErrorCode.IDPCommunicationError, "one", fetches: 1);
        _answer = () => Task.FromResult(Shown(_one));
        _clock.Advance(KnownIssuer.UnknownIssuerPause);
        await Found("one", fetches: 2);
    }

    [Theory]
    [InlineData(FetchOutcome.Refused)]
    [InlineData(FetchOutcome.Forbidden)]
    [InlineData(FetchOutcome.Invalid)]
    public async Task What_asking_again_will_not_mend_is_told_as_such(FetchOutcome outcome)
    {
        _answer = () => Task.FromResult(FetchedKeys.Failed(outcome, "why"));
        await Refused(StsErrorCode.InvalidIdentityToken, "one", fetches: 1);
        Assert.Equal((outcome, "why"), (_reports.Single().Outcome, _reports.Single().Detail));
    }

    [Fact]
    public async Task A_new_key_while_the_issuer_is_down_may_be_asked_for_again()
    {
        await Found("one", fetches: 1);
        _answer = Down;
        _clock.Advance(TimeSpan.FromMinutes(5));
        await Refused(StsErrorCode.IDPCommunicationError, "two", fetches: 2);
        await Found("one", fetches: 2);
    }

    [Fact]
    public async Task All_who_wait_share_one_fetch()
    {
        var gate = new TaskCompletionSource<FetchedKeys>();
        _answer = () => gate.Task;
        Task<KeyLookup>[] calls = [.. Enumerable.Range(0, 50).Select(_ => Ask("one").AsTask())];
        Assert.All(calls, static c => Assert.False(c.IsCompleted));
        gate.SetResult(Shown(_one));
        Assert.All(await Task.WhenAll(calls), static found => Assert.NotNull(found.Key));
        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task A_caller_that_leaves_takes_nothing_from_the_others()
    {
        var gate = new TaskCompletionSource<FetchedKeys>();
        _answer = () => gate.Task;
        using var leaving = new CancellationTokenSource();
        Task<KeyLookup> gone = Ask("one", cancellation: leaving.Token).AsTask(), waiting = Ask("one").AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        gate.SetResult(Shown(_one));
        Assert.NotNull((await waiting).Key);
    }

    [Fact]
    public async Task Too_many_do_not_wait()
    {
        var gate = new TaskCompletionSource<FetchedKeys>();
        _answer = () => gate.Task;
        Task<KeyLookup>[] calls = [.. Enumerable.Range(0, IssuerKeys.MaximumWaiting + 1).Select(_ => Ask("one").AsTask())];
        Assert.Equal(StsErrorCode.IDPCommunicationError, (await calls[^1]).Error.Code);
        gate.SetResult(Shown(_one));
        Assert.All((await Task.WhenAll(calls))[..^1], static found => Assert.NotNull(found.Key));
    }

    [Fact]
    public async Task Old_keys_count_also_while_too_many_wait_for_another_issuer()
    {
        await Found("one", fetches: 1);
        _clock.Advance(KnownIssuer.Lifetime);
        var gate = new TaskCompletionSource<FetchedKeys>();
        _answer = () => gate.Task;
        Task<KeyLookup>[] calls = [.. Enumerable.Range(0, IssuerKeys.MaximumWaiting).Select(_ => Ask("one", "https://slow.example").AsTask())];
        Assert.NotNull((await Ask("one")).Key);
        // a key that is not among them may be a new one
        Assert.Equal(StsErrorCode.IDPCommunicationError, (await Ask("two")).Error.Code);
        gate.SetResult(Shown(_one));
        Assert.All(await Task.WhenAll(calls), static found => Assert.NotNull(found.Key));
    }

    [Fact]
    public async Task Few_issuers_are_asked_at_the_same_time_and_a_slow_one_holds_one_place()
    {
        var gate = new TaskCompletionSource<FetchedKeys>();
        _answer = () => gate.Task;
        Task<KeyLookup>[] slow = [.. Enumerable.Range(0, 20).Select(i => Ask("one", $"https://{i}.example").AsTask())];
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref _fetches) == IssuerKeys.MaximumFetches, TimeSpan.FromSeconds(30)));
        gate.SetResult(Shown(_one));
        Assert.All(await Task.WhenAll(slow), static found => Assert.NotNull(found.Key));
        Assert.Equal(20, _fetches);
    }

    [Fact]
    public async Task A_failure_of_ours_is_no_answer_and_does_not_stay()
    {
        _answer = () => throw new InvalidOperationException("a bug");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Ask("one").AsTask());
        _answer = () => Task.FromResult(Shown(_one));
        await Found("one", fetches: 2);
    }

    [Fact]
    public async Task Keys_that_are_given_are_never_fetched()
    {
        OidcProvider given = Provider(TestTokens.Issuer, TestTokens.KeySet(_one));
        Assert.NotNull((await _keys.FindAsync(given, Header("one"), default)).Key);
        Assert.Equal(StsErrorCode.InvalidIdentityToken, (await _keys.FindAsync(given, Header("two"), default)).Error.Code);
        OidcProvider broken = Provider(TestTokens.Issuer, """{"keys":[]}""");
        Assert.Equal(StsErrorCode.InvalidIdentityToken, (await _keys.FindAsync(broken, Header("one"), default)).Error.Code);
        Assert.Equal(0, _fetches);
    }

    [Fact]
    public async Task The_number_of_issuers_is_bounded()
    {
        for (var i = 0; i <= IssuerKeys.MaximumIssuers; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            await Ask("one", $"https://{i}.example");
        }

        Assert.Equal((IssuerKeys.MaximumIssuers, 1), (_keys.Statistics.Count, _keys.Statistics.Evictions));
    }

    private static Task<FetchedKeys> Down() => Task.FromResult(FetchedKeys.Failed(FetchOutcome.Unreachable, "down"));

    private static FetchedKeys Shown(params TestKey[] keys) =>
        new(FetchOutcome.Fetched, KeySetReader.Read(Encoding.UTF8.GetBytes(TestTokens.KeySet(keys)), out _), "") { Size = 10 };

    private ValueTask<KeyLookup> Ask(string keyId, string issuer = TestTokens.Issuer, CancellationToken cancellation = default) =>
        _keys.FindAsync(Provider(issuer, null), Header(keyId), cancellation);

    private async Task Found(string keyId, int fetches)
    {
        KeyLookup found = await Ask(keyId);
        Assert.Equal((keyId, fetches), (found.Key?.KeyId, _fetches));
    }

    private async Task Refused(StsErrorCode code, string keyId, int fetches)
    {
        KeyLookup found = await Ask(keyId);
        Assert.Equal((null, code, fetches), (found.Key, found.Error.Code, _fetches));
    }

    private static WebTokenHeader Header(string keyId) => new(SignatureAlgorithm.Find("ES256")!, keyId);

    private static OidcProvider Provider(string url, string? keySet) => new()
    {
        Arn = Arn.TryParse($"arn:aws:iam::{World.B}:oidc-provider/{url["https://".Length..]}", out Arn? arn) ? arn : throw new ArgumentException(url),
        Url = url,
        ClientIds = [],
        Thumbprints = [],
        KeySet = keySet is null ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(keySet),
    };
}
