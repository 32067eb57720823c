using Authz.Engine.Requests;

namespace Authz.Sts.Authorization;

/// <summary>A moment as policies see it. Immutable.</summary>
internal sealed class RequestMoment
{
    private readonly long _milliseconds;

    public RequestMoment(DateTimeOffset now)
        : this(now.ToUnixTimeMilliseconds(), now)
    {
    }

    private RequestMoment(long milliseconds, DateTimeOffset now)
    {
        _milliseconds = milliseconds;
        CurrentTime = KnownKeys.CurrentTime.Of(now);
        EpochTime = KnownKeys.EpochTime.Of(now);
    }

    /// <summary>The value of <c>aws:CurrentTime</c>, exact to the millisecond.</summary>
    public ContextValue CurrentTime { get; }

    /// <summary>The value of <c>aws:EpochTime</c>.</summary>
    public ContextValue EpochTime { get; }

    /// <summary>How long ago something was; never less than nothing, for clocks that differ.</summary>
    public TimeSpan Since(DateTimeOffset past)
    {
        var passed = TimeSpan.FromMilliseconds(_milliseconds - past.ToUnixTimeMilliseconds());
        return passed < TimeSpan.Zero ? TimeSpan.Zero : passed;
    }

    /// <summary>The moment of a time: the one that was used last, when no policy can tell them apart.</summary>
    public static RequestMoment Of(DateTimeOffset now, ref RequestMoment? last)
    {
        var milliseconds = now.ToUnixTimeMilliseconds();
        if (Volatile.Read(ref last) is { } moment && moment._milliseconds == milliseconds) return moment;
        var made = new RequestMoment(milliseconds, now);
        Volatile.Write(ref last, made);
        return made;
    }
}
