namespace Authz.Policies.Lints;

/// <summary>
/// An issuer of tokens that serves more than its user's own workload, and the claims of which one tells whose token it is. Source: IAM User
/// Guide, "Identity-provider controls for shared OIDC providers" and "Available keys for AWS OIDC federation", and the issuers' own pages.
/// </summary>
/// <param name="Name">The issuer without scheme; one that ends in <c>/</c> or <c>.</c> stands for all that begin so.</param>
/// <param name="Claims">The claims; a condition on one of them suffices.</param>
internal sealed record IdentityProviderIssuer(string Name, params string[] Claims)
{
    private static readonly IdentityProviderIssuer[] All =
    [
        new("token.actions.githubusercontent.com",
            "sub", "repository", "repository_id", "repository_owner", "repository_owner_id", "job_workflow_ref"),
        new("vstoken.actions.githubusercontent.com", "sub"),
        new("oidc-configuration.audit-log.githubusercontent.com", "sub"),
        new("gitlab.com", "sub"),
        new("app.terraform.io", "sub"),
        new("agent.buildkite.com", "sub"),
        new("oidc.codefresh.io", "sub"),
        new("studio.datachain.ai/api", "sub"),
        new("scalr.io", "sub"),
        new("tokens.cloud.shisho.dev", "sub"),
        new("proidc.upbound.io", "sub"),
        new("api.pulumi.com/oidc", "aud", "sub"),
        new("oidc.vercel.com", "aud", "sub"),
        new("sandboxes.cloud", "aud", "sub"),
        new("accounts.google.com", "aud", "sub"),
        new("graph.facebook.com", "app_id", "id"),
        new("www.amazon.com", "app_id", "user_id"),
        // one issuer for a cluster, workspace, organization or tenant, all of whose workloads have tokens
        new("oidc.eks.", "sub"),
        new("api.bitbucket.org/2.0/workspaces/", "sub"),
        new("oidc.circleci.com/org/", "sub"),
        new("sts.windows.net/", "aud", "sub"),
        new("login.microsoftonline.com/", "aud", "sub"),
    ];

    /// <summary>The entry of an issuer; null for one that is nobody else's as far as is known.</summary>
    public static IdentityProviderIssuer? Find(string issuer) => Array.Find(All, entry => entry.Name[^1] is '/' or '.'
        ? issuer.StartsWith(entry.Name, StringComparison.OrdinalIgnoreCase)
        : issuer.Equals(entry.Name, StringComparison.OrdinalIgnoreCase));
}
