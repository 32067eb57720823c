using System.Security.Cryptography;
using System.Text;
using Authz.Engine.Requests;
using Authz.Organizations.Principals;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.SingleUse;

namespace Authz.Sts.Mfa;

/// <summary>
/// Verifies the codes of MFA devices (STS section 5.3): of the calling user's own device, for its step or one beside it, once. Thread-safe.
/// </summary>
/// <param name="used">Remembers the codes that were used.</param>
/// <param name="options">How often one may guess.</param>
/// <param name="time">The clock.</param>
public sealed class MfaVerification(SingleUseStore used, MfaOptions options, TimeProvider time)
{
    // a device's clock may be one step off, both ways
    private const int Tolerance = 1;

    // for clocks that are set back: no code is young again for so long
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    private readonly MfaAttempts _attempts = new(options);

    /// <summary>Verifies the code of a call, and uses it up.</summary>
    /// <param name="caller">Who calls.</param>
    /// <param name="code">The code, whose form is right.</param>
    /// <param name="mfaTime">When MFA was used: now; null for a call without MFA, or with an error.</param>
    internal StsError Verify(Identity caller, MfaCode code, out DateTimeOffset? mfaTime)
    {
        mfaTime = null;
        if (!code.IsGiven) return default;
        if (code is not { SerialNumber: { } serial, TokenCode: { } digits })
            return Refuse(", must provide both MFA serial number and one time pass code");
        // a role's session, a federated user and a root have no device of ours
        MfaDevice? device = caller.Caller.Kind == CallerKind.User ? caller.User?.MfaDevices.FirstOrDefault(d => d.SerialNumber == serial) : null;
        if (device is null)
            return Refuse(", unable to validate MFA code: verify that the MFA serial number is valid and associated with this user");
        DateTimeOffset now = time.GetUtcNow();
        if (_attempts.Try(serial, now, () => FindStep(device, digits, now)) is not { } step)
            return Refuse(" with invalid MFA one time pass code");
        SingleUseResult use = used.Use(new SingleUseFact($"totp/{serial}", step, Totp.StartOf(step) + Remembered));
        switch (use.Answer)
        {
            case SingleUseAnswer.Accepted:
                mfaTime = now;
                return default;
            case SingleUseAnswer.Used:
                return Refuse(" with invalid MFA one time pass code");
            default:
                return new StsError(
                    StsErrorCode.ServiceUnavailable, $"the MFA code cannot be recorded as used, and so does not count: {use.Fault}; make `Authz:State:Path` writable");
        }
    }

    // all are compared, and each to its end: how long it takes tells nothing
    private static long? FindStep(MfaDevice device, string digits, DateTimeOffset now)
    {
        var current = Totp.StepAt(now);
        long? found = null;
        for (var step = Math.Max(0, current - Tolerance); step <= current + Tolerance; step++)
        {
            var expected = Totp.CodeOf(device.Seed.Span, step);
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(digits))) found = step;
        }

        return found;
    }

    private static StsError Refuse(string reason) => new(StsErrorCode.AccessDenied, $"MultiFactorAuthentication failed{reason}");
}
