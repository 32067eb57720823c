namespace Authz.Organizations.Tests.Reading;

/// <summary>SAML metadata, long enough for IAM.</summary>
internal static class MetadataText
{
    /// <summary>A certificate on P-256 of a key that is gone.</summary>
    public const string Certificate =
        "MIIBgDCCASegAwIBAgIUAokF/qauYTHmcKT56Xst7AmWgAAwCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLZ29sZGVuIHAyNTYwHhcNMjYxMTI1Mj"
        + "IzODE0WhcNMzYxMTIyMjIzODE0WjAWMRQwEgYDVQQDDAtnb2xkZW4gcDI1NjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABA+Bn4SqaCnep9v0"
        + "/5d+LqjnW/yau6TqEXjgxMjVG9qKn5NJDnTiTVInmx7hunxqDhmFnUfBFY06X5K56nGj2oCjUzBRMB0GA1UdDgQWBBTC61jm+ihke4Vpq2IbHF"
        + "lnghPd3jAfBgNVHSMEGDAWgBTC61jm+ihke4Vpq2IbHFlnghPd3jAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIFcTRSmTyn8I"
        + "U+Mozj6taadCmIZiplc7z1iF4G9Rf+cyAiADqSxnxfJvr9SqBuDPdSzqMMHEcXAt787loVRbK9G/fg==";

    public const string Valid = Start + Key + End;

    public const string Start =
        "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"https://idp.example/saml\">\n" + Padding + Role;

    public const string Role = "<IDPSSODescriptor protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\">\n";

    public const string Key = KeyStart + Certificate + KeyEnd;

    public const string KeyStart =
        "<KeyDescriptor use=\"signing\"><KeyInfo xmlns=\"http://www.w3.org/2000/09/xmldsig#\"><X509Data><X509Certificate>";

    public const string KeyEnd = "</X509Certificate></X509Data></KeyInfo></KeyDescriptor>\n";

    public const string End = "</IDPSSODescriptor></EntityDescriptor>\n";

    public const string Padding = "<!-- padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding padding -->\n";
}
