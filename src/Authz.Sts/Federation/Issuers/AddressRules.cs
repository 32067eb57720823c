using System.Net;
using System.Net.Sockets;

namespace Authz.Sts.Federation.Issuers;

/// <summary>
/// To which addresses documents of issuers may be asked for. Whoever writes an issuer's documents, or its names, must not be able to make
/// the sidecar call what stands beside it: everything that is not public is refused unless it is allowed by name.
/// </summary>
/// <param name="allowed">Networks that are allowed though they are not public.</param>
internal sealed class AddressRules(IReadOnlyList<IPNetwork> allowed)
{
    // IANA IPv4 Special-Purpose Address Registry, and multicast (224.0.0.0/4) with what is reserved beyond it
    private static readonly IPNetwork[] Special4 =
    [
        Net("0.0.0.0/8"), Net("10.0.0.0/8"), Net("100.64.0.0/10"), Net("127.0.0.0/8"), Net("169.254.0.0/16"), Net("172.16.0.0/12"),
        Net("192.0.0.0/24"), Net("192.0.2.0/24"), Net("192.88.99.0/24"), Net("192.168.0.0/16"), Net("198.18.0.0/15"), Net("198.51.100.0/24"),
        Net("203.0.113.0/24"), Net("224.0.0.0/3"),
    ];

    // IANA IPv6 Special-Purpose Address Registry: global unicast is 2000::/3, less what is special in it (Teredo, documentation, 6to4)
    private static readonly IPNetwork Global6 = Net("2000::/3");
    private static readonly IPNetwork[] Special6 = [Net("2001::/23"), Net("2001:db8::/32"), Net("2002::/16"), Net("3fff::/20")];

    // RFC 6052: an IPv4 address in the last four bytes
    private static readonly IPNetwork Translated = Net("64:ff9b::/96");

    /// <summary>Whether an address may be connected to.</summary>
    public bool IsAllowed(IPAddress address)
    {
        IPAddress plain = Plain(address);
        foreach (IPNetwork network in allowed)
        {
            if (network.Contains(plain)) return true;
        }

        return plain.AddressFamily switch
        {
            AddressFamily.InterNetwork => !Contains(Special4, plain),
            AddressFamily.InterNetworkV6 => Global6.Contains(plain) && !Contains(Special6, plain),
            _ => false,
        };
    }

    // the IPv4 address that is meant; a scope says nothing of where an address leads
    private static IPAddress Plain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        return Translated.Contains(new IPAddress(bytes)) ? new IPAddress(bytes.AsSpan(12)) : new IPAddress(bytes);
    }

    private static bool Contains(IPNetwork[] networks, IPAddress address) => Array.Exists(networks, n => n.Contains(address));

    private static IPNetwork Net(string text) => IPNetwork.Parse(text);
}
