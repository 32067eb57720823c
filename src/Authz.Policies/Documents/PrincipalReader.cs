using System.Collections.Immutable;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;
using Authz.Policies.Names;

namespace Authz.Policies.Documents;

/// <summary>Reads <c>Principal</c> and <c>NotPrincipal</c> (section 1.3).</summary>
internal sealed class PrincipalReader(SourceText source, PolicyKind kind, DiagnosticList diagnostics)
{
    public PrincipalElement? Read(JsonNode statement, Effect effect)
    {
        JsonNode? plain = statement.Find("Principal");
        JsonNode? negated = statement.Find("NotPrincipal");
        JsonNode? element = plain ?? negated;
        if (plain is not null && negated is not null)
            Report(PolicyRules.ExclusiveElements, negated, "`Principal` and `NotPrincipal` stand in one statement");
        if (kind is PolicyKind.Identity or PolicyKind.Boundary or PolicyKind.Session or PolicyKind.ServiceControl)
        {
            if (element is not null)
                Report(PolicyRules.ElementNotAllowed, element, $"{PolicyReader.Describe(kind)} names no principal");
            return null;
        }

        if (element is null)
        {
            Report(PolicyRules.MissingElement, statement, "the statement has no `Principal`");
            return null;
        }

        var isNot = plain is null;
        if (isNot && (effect == Effect.Allow || kind is PolicyKind.Trust or PolicyKind.ResourceControl))
            Report(PolicyRules.NotPrincipalMisuse, element, "`NotPrincipal` stands only with `Deny`, in resource policies");
        if (kind == PolicyKind.ResourceControl && element is not { IsString: true, Text: "*" })
            Report(PolicyRules.InvalidPrincipal, element, "a resource control policy needs `\"Principal\": \"*\"`");
        ImmutableArray<Principal> principals = ReadPrincipals(element);
        if (isNot && principals.Any(static p => p.Form == PrincipalForm.Everyone))
            Report(PolicyRules.NotPrincipalMisuse, element, "`NotPrincipal` of everybody names nobody");
        return new PrincipalElement(isNot, principals);
    }

    private ImmutableArray<Principal> ReadPrincipals(JsonNode element)
    {
        if (element is { IsString: true, Text: "*" }) return [Principal.Everyone];
        if (element.Kind != JsonKind.Object)
        {
            var found = element.IsString ? $"`{element.Text}`" : element.Describe();
            Report(PolicyRules.InvalidPrincipal, element, $"the principal is {found}, neither `*` nor an object such as `{{\"AWS\": ...}}`");
            return [];
        }

        if (element.Members.Count == 0) Report(PolicyRules.EmptyList, element, "the object names no principal");
        var principals = ImmutableArray.CreateBuilder<Principal>();
        foreach (JsonMember member in element.Members) ReadType(member, principals);
        return principals.ToImmutable();
    }

    private void ReadType(JsonMember member, ImmutableArray<Principal>.Builder principals)
    {
        // P13: an unknown type is refused, it never means everyone
        if (member.Name is not ("AWS" or "Service" or "Federated" or "CanonicalUser"))
        {
            diagnostics.Add(PolicyRules.InvalidPrincipal, source, member.NameOffset, $"`{member.Name}` is no type of principal");
            return;
        }

        JsonNode list = member.Value;
        foreach (JsonNode item in StringList.Read(in list, "principal", source, diagnostics))
        {
            if (Parse(member.Name, item.Text) is { } principal)
                Add(principal, item, principals);
            else
                Report(PolicyRules.InvalidPrincipal, item, $"`{item.Text}` is no principal of type `{member.Name}`");
        }
    }

    private void Add(Principal principal, JsonNode item, ImmutableArray<Principal>.Builder principals)
    {
        principals.Add(principal);
        if (principal.Form == PrincipalForm.Arn && principal.Text.AsSpan().ContainsAny('*', '?'))
            Report(PolicyRules.PrincipalWildcard, item, $"`{item.Text}` names nobody: a principal is no pattern");
    }

    private Principal? Parse(string type, string text) => type switch
    {
        "AWS" => Principal.TryParseAws(text, out Principal? principal) ? principal : null,
        "Service" => IsServiceName(text) ? new Principal(PrincipalForm.Service, text) : null,
        "Federated" => kind == PolicyKind.Trust && IsProvider(text) ? new Principal(PrincipalForm.Federated, text) : null,
        _ => kind == PolicyKind.Resource && text.Length > 0 && text.All(char.IsAsciiLetterOrDigit)
            ? new Principal(PrincipalForm.CanonicalUser, text) : null,
    };

    // P7: exact names, never a wildcard
    private static bool IsServiceName(string text) =>
        text.Contains('.') && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');

    // P8: a provider's ARN or one of the four built-in names
    private static bool IsProvider(string text) =>
        text is "cognito-identity.amazonaws.com" or "www.amazon.com" or "graph.facebook.com" or "accounts.google.com"
        || (Arn.TryParse(text, out Arn? arn) && arn.Service == "iam" && !arn.AccountId.IsNone
            && (arn.After("oidc-provider/") ?? arn.After("saml-provider/")) is { } name && !name.AsSpan().ContainsAny('*', '?'));

    private void Report(DiagnosticRule rule, JsonNode node, string message) => diagnostics.Add(rule, source, node.Offset, message);
}
