namespace Authz.Functional.Tests.Clients;

/// <summary>Every client.</summary>
public sealed class ClientKinds : TheoryData<ClientKind>
{
    public ClientKinds() => AddRange(Enum.GetValues<ClientKind>());
}
