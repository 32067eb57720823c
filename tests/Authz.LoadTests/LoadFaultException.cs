namespace Authz.LoadTests;

/// <summary>The run has no figures to give: a server did not start, or an answer was wrong.</summary>
internal sealed class LoadFaultException(string message) : Exception(message);
