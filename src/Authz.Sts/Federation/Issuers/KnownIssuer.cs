using Authz.Sts.Federation.WebIdentity;

namespace Authz.Sts.Federation.Issuers;

/// <summary>
/// The keys of one issuer: fetched when they are wanted, kept, fetched anew when they are old or when a token names one that is not among
/// them, by one for all who wait. A stranger's token can have them fetched only now and then. Thread-safe.
/// </summary>
/// <param name="issuer">The issuer.</param>
/// <param name="fetch">Fetches its keys; what goes wrong on the way is an outcome.</param>
/// <param name="time">The clock.</param>
internal sealed class KnownIssuer(string issuer, Func<string, Task<FetchedKeys>> fetch, TimeProvider time)
{
    /// <summary>How long keys count without being asked for again.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>How long keys count while the issuer does not give new ones.</summary>
    public static readonly TimeSpan StaleLifetime = TimeSpan.FromHours(24);

    /// <summary>How long an unknown key's id has nothing fetched again.</summary>
    public static readonly TimeSpan UnknownKeyPause = TimeSpan.FromMinutes(1);

    /// <summary>How long nothing is fetched for any unknown key after something was.</summary>
    public static readonly TimeSpan ForcedPause = TimeSpan.FromSeconds(5);

    /// <summary>How long an issuer that failed is not asked again while its old keys count.</summary>
    public static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(15);

    /// <summary>How long an issuer that failed is not asked again while nothing is known of it.</summary>
    public static readonly TimeSpan UnknownIssuerPause = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _unknown = new(StringComparer.Ordinal);
    private IssuerKeySet? _keys;
    private DateTimeOffset _fetchedAt = DateTimeOffset.MinValue;
    private DateTimeOffset _askedAt = DateTimeOffset.MinValue;
    private FetchOutcome _last;
    private Task? _flight;

    /// <summary>When it was wanted last.</summary>
    public DateTimeOffset UsedAt { get; private set; } = time.GetUtcNow();

    /// <summary>Bytes of the key set.</summary>
    public int Size { get; private set; }

    /// <summary>The key that is known and counts; null when something must be waited for, or cannot be had.</summary>
    public IssuerKey? Find(WebTokenHeader header)
    {
        lock (_gate)
        {
            UsedAt = time.GetUtcNow();
            return IsFresh(UsedAt) ? _keys!.Find(header) : null;
        }
    }

    /// <summary>What is worth being waited for; null when nothing may be fetched now.</summary>
    public Task? Refresh(WebTokenHeader header)
    {
        lock (_gate)
        {
            if (_flight is not null) return _flight;
            DateTimeOffset now = time.GetUtcNow();
            if (!(IsFresh(now) ? MayForce(header.KeyId ?? "", now) : MayAsk(now))) return null;
            return _flight = FetchAsync();
        }
    }

    /// <summary>The key after all waiting.</summary>
    public KeyLookup Answer(WebTokenHeader header)
    {
        lock (_gate)
        {
            if (_keys is null || time.GetUtcNow() - _fetchedAt >= StaleLifetime) return KeyLookup.Of(_last);
            // the token may be signed with a key that is too new for us to know
            return _keys.Find(header) is { } key ? KeyLookup.Of(key) : _last == FetchOutcome.Unreachable ? KeyLookup.NotReached : KeyLookup.Of(null as IssuerKey);
        }
    }

    private bool IsFresh(DateTimeOffset now) => _keys is not null && now - _fetchedAt < Lifetime;

    private bool MayAsk(DateTimeOffset now) =>
        _last is FetchOutcome.None or FetchOutcome.Fetched || now - _askedAt >= (_keys is null ? UnknownIssuerPause : FailurePause);

    private bool MayForce(string keyId, DateTimeOffset now)
    {
        if (now - _askedAt < ForcedPause || (_unknown.TryGetValue(keyId, out DateTimeOffset asked) && now - asked < UnknownKeyPause)) return false;
        // at most one comes in for each pause, so that few are held
        foreach ((var old, DateTimeOffset at) in _unknown)
        {
            if (now - at >= UnknownKeyPause) _unknown.Remove(old);
        }

        _unknown[keyId] = now;
        return true;
    }

    private async Task FetchAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        FetchedKeys fetched = default;
        try
        {
            fetched = await fetch(issuer).ConfigureAwait(false);
        }
        finally
        {
            Take(fetched);
        }
    }

    private void Take(FetchedKeys fetched)
    {
        lock (_gate)
        {
            (_flight, _last, _askedAt) = (null, fetched.Outcome, time.GetUtcNow());
            if (fetched.Keys is not null) (_keys, _fetchedAt, Size) = (fetched.Keys, _askedAt, fetched.Size);
        }
    }
}
