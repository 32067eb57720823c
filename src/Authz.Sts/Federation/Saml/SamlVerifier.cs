using Authz.Organizations.Markup;
using Authz.Organizations.Providers;
using Authz.Sts.Errors;

namespace Authz.Sts.Federation.Saml;

/// <summary>Verifies SAML responses (STS section 5.5). Thread-safe.</summary>
/// <param name="settings">What assertions must say.</param>
public sealed class SamlVerifier(SamlSettings settings)
{
    private const int MinCharacters = 4;
    private const int MaxCharacters = 100_000;

    private static readonly MarkupRules Rules = new() { MaxCharacters = MaxCharacters };

    /// <summary>Verifies a response. Never throws for what it finds.</summary>
    /// <param name="response">The response, in base64.</param>
    /// <param name="provider">Who must have signed it.</param>
    /// <param name="now">The time.</param>
    public SamlResult Verify(string response, SamlMetadata provider, DateTimeOffset now)
    {
        StsError error = CheckLength(response);
        if (error.IsError) return new SamlResult(null, error);
        var bytes = new byte[response.Length];
        if (!Convert.TryFromBase64String(response, bytes, out var length)) return Refuse("the assertion is no base64");
        MarkupElement? root = MarkupReader.Read(bytes.AsSpan(0, length), Rules, out MarkupFault? markup);
        if (root is null) return Refuse($"the assertion is no acceptable XML, line {markup!.Position.Line} column {markup.Position.Column}: {markup.Message}");
        if (provider.ValidUntil is { } end && now >= end) return Refuse("the provider's metadata have expired: export them again");
        error = ResponseRules.CheckStatus(root);
        if (error.IsError) return new SamlResult(null, error);
        if (SignedResponse.FindAssertion(root, provider.SigningKeys, out var fault) is not { } element) return Refuse(fault!);
        var reader = new AssertionReader(element, settings, now);
        SamlAssertion? assertion = reader.Read(provider.EntityId);
        if (assertion is null) return new SamlResult(null, reader.Error);
        error = ResponseRules.CheckAddress(root, assertion);
        return error.IsError ? new SamlResult(null, error) : new SamlResult(assertion, default);
    }

    /// <summary>Whether a response has a length that is looked at.</summary>
    internal static StsError CheckLength(string response) => response.Length is < MinCharacters or > MaxCharacters
        ? new StsError(StsErrorCode.ValidationError, $"`samlAssertion` has {response.Length} characters, {MinCharacters} to {MaxCharacters} are allowed")
        : default;

    private static SamlResult Refuse(string message) => new(null, new StsError(StsErrorCode.InvalidIdentityToken, message));
}
