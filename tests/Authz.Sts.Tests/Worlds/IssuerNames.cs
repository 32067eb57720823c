using System.Net;
using Authz.Sts.Federation.Issuers;

namespace Authz.Sts.Tests.Worlds;

/// <summary>Leads names to an issuer of the test.</summary>
internal static class IssuerNames
{
    /// <summary>Every name is this issuer's address, unless another is given for it.</summary>
    public static ResolveAddress Names(this HttpsIssuer issuer, params (string Host, string Address)[] others) => (name, cancellation) =>
    {
        (_, var address) = Array.Find(others, o => o.Host == name.Host);
        return ValueTask.FromResult<IReadOnlyList<IPEndPoint>>([
            address is not null ? new IPEndPoint(IPAddress.Parse(address), name.Port)
            : IPAddress.TryParse(name.Host, out IPAddress? literal) ? new IPEndPoint(literal, name.Port)
            : new IPEndPoint(IPAddress.Loopback, issuer.Port),
        ]);
    };
}
