namespace Authz.Organizations.Principals;

/// <summary>A long-term access key. Not a record, so that printing it never prints the secret.</summary>
public sealed class AccessKey
{
    /// <summary><c>AKIA</c>, or another four upper-case letters that name no other kind, and 12 to 124 letters, digits or underscores; unique in the organization.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The secret: printable ASCII without blanks. Never to be logged.</summary>
    public required string SecretAccessKey { get; init; }

    /// <summary>Whether the key may be used; an inactive key is known, and refused.</summary>
    public required bool IsActive { get; init; }

    /// <inheritdoc/>
    public override string ToString() => AccessKeyId;
}
