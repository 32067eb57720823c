namespace Authz.Cli;

/// <summary>A command refuses to start: what it was given cannot be used. The message is for the user and holds no secret.</summary>
internal sealed class UsageException(string message) : Exception(message);
