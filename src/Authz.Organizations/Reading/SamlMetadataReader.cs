using Authz.Organizations.Files;
using Authz.Organizations.Markup;
using Authz.Organizations.Providers;
using Authz.Policies.Diagnostics;

namespace Authz.Organizations.Reading;

/// <summary>Reads SAML 2.0 metadata (OASIS saml-metadata-2.0-os) of one identity provider; every fault at its place in the file.</summary>
internal sealed class SamlMetadataReader
{
    private const int MaxBytes = OrganizationDirectory.MaxMetadataBytes;
    private const int MinBytes = 1_000;
    private const int MaxKeys = 10;
    private const int MaxEntityId = 1_024;
    private const string Metadata = "urn:oasis:names:tc:SAML:2.0:metadata";
    private const string Protocol = "urn:oasis:names:tc:SAML:2.0:protocol";
    private const string Signatures = "http://www.w3.org/2000/09/xmldsig#";

    private static readonly MarkupRules Rules = new() { MaxCharacters = MaxBytes, PassesOverComments = true };

    private readonly OrganizationFile _file;
    private readonly DiagnosticList _diagnostics;

    public SamlMetadataReader(OrganizationFile file, DiagnosticList diagnostics)
    {
        _file = file;
        _diagnostics = diagnostics;
    }

    /// <summary>The metadata; null when they have a fault, which is reported.</summary>
    public SamlMetadata? Read()
    {
        var start = new SourcePosition(1, 1);
        if (_file.Content.Length is < MinBytes or > MaxBytes)
            return Refuse(OrganizationRules.MetadataSize, start, $"the file has {_file.Content.Length} bytes");
        MarkupElement? root = MarkupReader.Read(_file.Content.Span, Rules, out MarkupFault? fault);
        if (root is null) return Refuse(OrganizationRules.MetadataMarkup, fault!.Position, fault.Message);
        if (!root.Is(Metadata, "EntityDescriptor"))
            return Refuse(OrganizationRules.MetadataEntity, root.Position, $"the root is `{root.LocalName}`, not `EntityDescriptor` of SAML 2.0 metadata");
        if (root.Attribute("entityID") is not { Length: >= 1 and <= MaxEntityId } entityId || entityId.Any(char.IsControl))
            return Refuse(OrganizationRules.MetadataEntity, root.Position, $"`entityID` is missing, has a line break, or has not 1 to {MaxEntityId} characters");
        if (!TryReadValidUntil(root, out DateTimeOffset? validUntil))
            return Refuse(OrganizationRules.MetadataEntity, root.Position, $"`validUntil` is `{root.Attribute("validUntil")}`, no UTC time");
        MarkupElement[] roles = [.. root.ChildrenNamed(Metadata, "IDPSSODescriptor").Where(SpeaksSaml2)];
        if (roles.Length == 0) return Refuse(OrganizationRules.MetadataEntity, root.Position, "there is no `IDPSSODescriptor` for SAML 2.0");
        return ReadKeys(root, roles) is { } keys
            ? new SamlMetadata { EntityId = entityId, SigningKeys = keys, ValidUntil = validUntil }
            : null;
    }

    private List<SamlSigningKey>? ReadKeys(MarkupElement root, MarkupElement[] roles)
    {
        MarkupElement[] certificates =
        [
            .. from role in roles
               from descriptor in role.ChildrenNamed(Metadata, "KeyDescriptor")
               where descriptor.Attribute("use") is null or "signing"
               from info in descriptor.ChildrenNamed(Signatures, "KeyInfo")
               from data in info.ChildrenNamed(Signatures, "X509Data")
               from certificate in data.ChildrenNamed(Signatures, "X509Certificate")
               select certificate,
        ];
        if (certificates.Length is < 1 or > MaxKeys)
        {
            Refuse(OrganizationRules.MetadataCertificate, root.Position, $"there are {certificates.Length} signing certificates");
            return null;
        }

        var keys = new List<SamlSigningKey>();
        foreach (MarkupElement certificate in certificates)
        {
            if (SigningCertificate.Read(certificate.Text, out var fault) is { } key) keys.Add(key);
            else Refuse(OrganizationRules.MetadataCertificate, certificate.Position, fault!);
        }

        return keys.Count == certificates.Length ? keys : null;
    }

    private SamlMetadata? Refuse(DiagnosticRule rule, SourcePosition position, string message)
    {
        _diagnostics.Add(new Diagnostic(rule, _file.Path, position, message));
        return null;
    }

    private static bool SpeaksSaml2(MarkupElement role) =>
        (role.Attribute("protocolSupportEnumeration") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Contains(Protocol);

    private static bool TryReadValidUntil(MarkupElement root, out DateTimeOffset? validUntil)
    {
        validUntil = null;
        if (root.Attribute("validUntil") is not { } text) return true;
        if (!SamlTime.TryRead(text, out DateTimeOffset read)) return false;
        validUntil = read;
        return true;
    }
}
