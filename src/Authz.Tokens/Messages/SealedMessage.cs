namespace Authz.Tokens.Messages;

/// <summary>What a sealed message held.</summary>
/// <param name="SealedAt">When it was sealed, to the millisecond.</param>
/// <param name="Content">What was sealed.</param>
public sealed record SealedMessage(DateTimeOffset SealedAt, byte[] Content);
