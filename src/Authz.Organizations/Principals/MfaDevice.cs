namespace Authz.Organizations.Principals;

/// <summary>A time-based one-time password device (RFC 6238). Not a record, so that printing it never prints the seed.</summary>
public sealed class MfaDevice
{
    /// <summary><c>arn:aws:iam::account:mfa/name</c>, or a hardware device's serial number; unique in the organization.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>The shared secret, decoded from base32; at least 10 bytes. Never to be logged.</summary>
    public required ReadOnlyMemory<byte> Seed { get; init; }

    /// <inheritdoc/>
    public override string ToString() => SerialNumber;
}
