namespace Authz.Tokens.Sessions;

/// <summary>What an identity provider said of the subject that took a role.</summary>
/// <param name="ProviderArn">ARN of the provider, <c>arn:aws:iam::account:oidc-provider/...</c> or <c>.../saml-provider/...</c>.</param>
/// <param name="Issuer">The issuer, as the provider writes it.</param>
/// <param name="Subject">The subject, as the provider writes it.</param>
/// <param name="Audience">The audience that counted.</param>
public sealed record ProviderClaims(string ProviderArn, string Issuer, string Subject, string Audience)
{
    /// <summary>
    /// What else policies may ask in the session, by the kind of provider: of OpenID Connect the values of <c>amr</c>, of SAML the subject's
    /// type and the name qualifier. Empty: nothing.
    /// </summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(ProviderClaims? other) =>
        other is not null && (ProviderArn, Issuer, Subject, Audience) == (other.ProviderArn, other.Issuer, other.Subject, other.Audience)
        && Details.SequenceEqual(other.Details);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ProviderArn, Issuer, Subject, Audience);

    /// <inheritdoc/>
    public override string ToString() => ProviderArn;
}
