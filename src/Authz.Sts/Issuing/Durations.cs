using Authz.Organizations.Principals;
using Authz.Sts.Errors;

namespace Authz.Sts.Issuing;

/// <summary>How long sessions last (STS section 2).</summary>
internal static class Durations
{
    private const int DefaultOfRole = 3600;
    private const int MaxOfChain = 3600;
    private const int DefaultOfUser = 43200;
    private const int MaxOfRoot = 3600;

    /// <summary>The duration of a role's session.</summary>
    /// <param name="asked">Seconds; null for the default.</param>
    /// <param name="role">The role.</param>
    /// <param name="isChained">Whether a session takes it.</param>
    /// <param name="duration">The duration when there is no error.</param>
    public static StsError OfRole(int? asked, Role role, bool isChained, out TimeSpan duration)
    {
        var seconds = asked ?? DefaultOfRole;
        duration = TimeSpan.FromSeconds(seconds);
        if (isChained && seconds > MaxOfChain)
            return new StsError(StsErrorCode.ValidationError, $"`durationSeconds` is {seconds}: a session that takes a role gets at most {MaxOfChain} seconds");
        var most = (int)role.MaxSessionDuration.TotalSeconds;
        return seconds > most
            ? new StsError(StsErrorCode.ValidationError, $"`durationSeconds` is {seconds}: the role's MaxSessionDuration is {most} seconds")
            : default;
    }

    /// <summary>The duration of a user's or a root's own session, whose seconds are within what the operation takes; a root's is lowered.</summary>
    public static TimeSpan OfCaller(int? asked, bool isRoot)
    {
        var seconds = asked ?? DefaultOfUser;
        return TimeSpan.FromSeconds(isRoot ? Math.Min(seconds, MaxOfRoot) : seconds);
    }
}
