using Authz.Sts.Errors;
using Authz.Sts.SingleUse;

namespace Authz.Sts.Proofs;

/// <summary>Lets a proof count once, where who asks wants it. Thread-safe.</summary>
/// <param name="used">What was used once.</param>
public sealed class ProofRedemption(SingleUseStore used)
{
    // for clocks that are set back
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(15);

    /// <summary>Uses a verified proof up; an error when it was used before, or when that cannot be recorded.</summary>
    public StsError Redeem(PresignedProof proof)
    {
        // of one request there is one signature, however its URL is written
        SingleUseResult result = used.Use(new SingleUseFact($"proof/{proof.Signature.Signature}", 1, proof.Expiration + Remembered));
        return result.Answer switch
        {
            SingleUseAnswer.Accepted => default,
            SingleUseAnswer.Used => PresignedProof.Refuse("was used before: make a new one"),
            _ => new StsError(StsErrorCode.ServiceUnavailable, $"it cannot be recorded that the proof is used: {result.Fault}; make `Authz:State:Path` writable"),
        };
    }
}
