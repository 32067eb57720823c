namespace Authz.Sts.SingleUse;

/// <summary>
/// Something that counts once: a code of an MFA device, an assertion. A fact with a value counts when its value is greater than every one that
/// was used under its name; so one name stands for a whole series.
/// </summary>
/// <param name="Name">What it is, unique among all facts: begin it with its kind (<c>totp/arn...</c>).</param>
/// <param name="Value">Its place in the series; 1 when there is no series.</param>
/// <param name="Expiration">When nobody can use it again anyway; it may be forgotten then.</param>
public readonly record struct SingleUseFact(string Name, long Value, DateTimeOffset Expiration);

/// <summary>What became of a use. Only <see cref="Accepted"/> opens a door.</summary>
public enum SingleUseAnswer
{
    /// <summary>The use could not be recorded: it does not count.</summary>
    Unavailable = 0,

    /// <summary>This is the first use, and it is recorded.</summary>
    Accepted,

    /// <summary>The fact, or a later one of its series, was used before.</summary>
    Used,
}

/// <summary>The result of a use.</summary>
/// <param name="Answer">What became of it.</param>
/// <param name="Fault">Why it could not be recorded; empty unless it was unavailable.</param>
public readonly record struct SingleUseResult(SingleUseAnswer Answer, string Fault);
