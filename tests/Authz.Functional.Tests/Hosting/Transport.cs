namespace Authz.Functional.Tests.Hosting;

/// <summary>How a test reaches the sidecar.</summary>
public enum Transport
{
    Tcp = 1,
    Unix,
}

/// <summary>Runs a theory over every transport.</summary>
public sealed class Transports : TheoryData<Transport>
{
    public Transports() => AddRange(Transport.Tcp, Transport.Unix);
}
