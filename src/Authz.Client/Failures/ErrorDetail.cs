namespace Authz.Client.Failures;

/// <summary>What an error says beside its status.</summary>
/// <param name="Reason">The AWS error code; empty for none.</param>
/// <param name="EncodedMessage">Why access was denied, encoded; empty for none.</param>
internal readonly record struct ErrorDetail(string Reason, string EncodedMessage)
{
    public static ErrorDetail None { get; } = new("", "");
}
