using Authz.Policies.Names;

namespace Authz.Organizations.Providers;

/// <summary>A SAML 2.0 identity provider whose assertions an account accepts.</summary>
public sealed class SamlProvider
{
    /// <summary><c>arn:aws:iam::account:saml-provider/name</c>.</summary>
    public required Arn Arn { get; init; }

    /// <summary>1 to 128 characters, unique in the account.</summary>
    public required string Name { get; init; }

    /// <summary>The provider's metadata.</summary>
    public required SamlMetadata Metadata { get; init; }
}
