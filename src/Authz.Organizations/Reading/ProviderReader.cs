using System.Buffers;
using Authz.Organizations.Files;
using Authz.Organizations.Providers;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;
using Authz.Policies.Names;

namespace Authz.Organizations.Reading;

/// <summary>Reads <c>providers/*.json</c>, of both types.</summary>
internal sealed class ProviderReader(LoadContext context, AccountId account)
{
    private const int MaxClientIds = 100;
    private const int MaxThumbprints = 5;
    private const int MaxClaims = 50;

    private static readonly string[] AlwaysAsked = ["aud", "sub", "azp", "amr", "oaud"];

    // a port, a query, a fragment, a user; and the wildcards, which an ARN in a policy could not tell from the character
    private static readonly SearchValues<char> NotInUrl = SearchValues.Create("?#:@\\*");

    public List<OidcProvider> Oidc { get; } = [];

    public List<SamlProvider> Saml { get; } = [];

    public void Read(OrganizationFile file)
    {
        if (context.Shelf.ReadObject(file) is not { } fields) return;
        if (fields.Required("Type", JsonKind.String) is null) return;
        switch (fields.Choice("Type", "oidc", "saml"))
        {
            case "oidc" when ReadOidc(fields) is { } oidc:
                Oidc.Add(oidc);
                break;
            case "saml" when ReadSaml(fields) is { } saml:
                Saml.Add(saml);
                break;
        }
    }

    private OidcProvider? ReadOidc(JsonFields fields)
    {
        JsonNode? url = fields.Required("Url", JsonKind.String);
        List<string> clients = Strings(fields, "ClientIDList", MaxClientIds, static text => text.Length is >= 1 and <= 255);
        List<string> thumbprints = Strings(fields, "ThumbprintList", MaxThumbprints, IsThumbprint);
        List<string> claims = Claims(fields);
        JsonNode? reference = fields.Optional("JwksFile", JsonKind.String);
        ReadOnlyMemory<byte>? keys = reference is null ? null : ReadKeySet(reference, fields);
        Arn? arn = url is null ? null : ReadUrl(url, fields);
        JsonNode? arnField = fields.Optional("Arn", JsonKind.String);
        fields.Accept("CreateDate");
        fields.Close();
        if (arn is null || url is null) return null;
        Claim(arn, url, arnField, fields);
        return new OidcProvider
        {
            Arn = arn,
            Url = url.Text,
            ClientIds = clients,
            Thumbprints = thumbprints,
            KeySet = keys,
            ClaimConditionKeys = claims,
        };
    }

    private SamlProvider? ReadSaml(JsonFields fields)
    {
        JsonNode? name = fields.Required("Name", JsonKind.String);
        JsonNode? reference = fields.Required("MetadataFile", JsonKind.String);
        SamlMetadata? metadata = reference is null ? null : ReadMetadata(reference, fields);
        JsonNode? arnField = fields.Optional("Arn", JsonKind.String);
        fields.Accept("CreateDate");
        fields.Close();
        if (name is null) return null;
        if (!Spelling.IsName(name.Text, 128) || !Arn.TryParse($"arn:aws:iam::{account}:saml-provider/{name.Text}", out Arn? arn))
        {
            fields.Report(OrganizationRules.InvalidName, name, $"`{name.Text}` is no name of a provider");
            return null;
        }

        Claim(arn, name, arnField, fields);
        return metadata is { } content ? new SamlProvider { Arn = arn, Name = name.Text, Metadata = content } : null;
    }

    private void Claim(Arn arn, JsonNode node, JsonNode? arnField, JsonFields fields)
    {
        context.Names.Claim("provider", arn.Text, OrganizationRules.DuplicateName, node, fields.Text);
        if (arnField is not null && arnField.Text != arn.Text)
            fields.Report(OrganizationRules.ArnMismatch, arnField, $"`Arn` is `{arnField.Text}`, and follows to be `{arn.Text}`");
    }

    // IAM CreateOpenIDConnectProvider: https, no query, no port, 255 characters at most
    private Arn? ReadUrl(JsonNode node, JsonFields fields)
    {
        const string Scheme = "https://";
        var text = node.Text;
        if (text.Length <= 255 && text.StartsWith(Scheme, StringComparison.Ordinal) && !text.AsSpan().ContainsAnyExceptInRange('!', '~')
            && Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && url.Host.Length > 0
            && !text.AsSpan(Scheme.Length).ContainsAny(NotInUrl)
            // its claims are context keys, and must not be those of somebody else: `aws:PrincipalOrgID` would be a claim of `https://aws`
            && text.AsSpan(Scheme.Length).ContainsAny('.', '/')
            && Arn.TryParse($"arn:aws:iam::{account}:oidc-provider/{text[Scheme.Length..]}", out Arn? arn))
        {
            return arn;
        }

        fields.Report(OrganizationRules.InvalidProvider, node, $"`{text}` is no `https` URL of a host with a dot or a path, without port, query, fragment and user");
        return null;
    }

    private static bool IsThumbprint(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigit);

    // the end of a context key, which has no case: what is spelt as one that is always there must be it, and `oaud` is no claim
    private static bool IsClaim(string text) =>
        Spelling.IsClaim(text)
        && !(AlwaysAsked.Contains(text, StringComparer.OrdinalIgnoreCase) && (text == "oaud" || !AlwaysAsked.Contains(text, StringComparer.Ordinal)));

    private static List<string> Claims(JsonFields fields)
    {
        List<string> claims = Strings(fields, "ClaimConditionKeys", MaxClaims, IsClaim);
        foreach (IGrouping<string, string> same in claims.GroupBy(static c => c, StringComparer.OrdinalIgnoreCase).Where(static g => g.Count() > 1))
            fields.Report(OrganizationRules.InvalidProvider, fields.Any("ClaimConditionKeys")!, $"`{string.Join("` and `", same)}` are one context key");
        return claims;
    }

    private static List<string> Strings(JsonFields fields, string name, int max, Func<string, bool> isValid)
    {
        List<JsonNode> nodes = Distinct.Items(fields, name);
        foreach (JsonNode node in nodes.Where(node => !isValid(node.Text)))
            fields.Report(OrganizationRules.InvalidProvider, node, $"`{node.Text}` cannot stand in `{name}`");
        if (nodes.Count > max) fields.Report(OrganizationRules.InvalidProvider, nodes[max], $"`{name}` has more than {max} entries");
        return nodes.ConvertAll(node => node.Text);
    }

    private ReadOnlyMemory<byte>? ReadKeySet(JsonNode reference, JsonFields fields)
    {
        if (context.References.Take(reference, fields.Text) is not { } content) return null;
        var findings = new DiagnosticList();
        JsonNode? root = JsonTree.Read(new SourceText(reference.Text, content), JsonDialect.Strict, findings);
        if (!findings.HasErrors && root?.Find("keys") is { Kind: JsonKind.Array }) return content;
        var fault = findings.Sorted() is [var first, ..] ? $": {first.Message}" : "";
        fields.Report(OrganizationRules.InvalidKeySet, reference, $"the file `{reference.Text}` is no key set{fault}");
        return null;
    }

    private SamlMetadata? ReadMetadata(JsonNode reference, JsonFields fields) =>
        context.References.TakeFile(reference, fields.Text) is { } file ? new SamlMetadataReader(file, fields.Text.Diagnostics).Read() : null;
}
