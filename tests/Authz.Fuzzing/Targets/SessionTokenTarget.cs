using System.Text;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;

namespace Authz.Fuzzing.Targets;

/// <summary>Session tokens. The input is taken for the payload of one, and for a whole one.</summary>
internal static class SessionTokenTarget
{
    private static readonly KeyRing Ring = KeyRing.Ephemeral();
    private static readonly SessionTokenVerifier Verifier = new(new StillClock(), "urn:authz:o-example1234");

    public static void Check(byte[] input)
    {
        if (FuzzTarget.TextOf(input) is { } text) Property.Holds(!Verifier.Verify(Ring, text).IsValid, "only what the ring's key signed is valid");
        if (Read(input) is not { } claims) return;
        byte[] written = SessionPayload.Compose(claims);
        SessionClaims? again = Read(written);
        Property.Holds(again is not null, "claims that were read can be written and read again");
        Property.Same(Encoding.UTF8.GetString(written), Encoding.UTF8.GetString(SessionPayload.Compose(again!)), "and say the same");
        Property.Holds(claims.Chain.Count <= SessionClaims.MaximumChain, "a chain is bounded");
    }

    private static SessionClaims? Read(byte[] payload) =>
        FlatObject.TryRead(payload, ClaimNames.Payload, out FlatObject members) == FlatObjectFault.None ? SessionPayloadReader.Read(members) : null;

    private sealed class StillClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(1795645700);
    }
}
