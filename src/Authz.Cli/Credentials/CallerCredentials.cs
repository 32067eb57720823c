namespace Authz.Cli.Credentials;

/// <summary>
/// The caller's own credentials, from the variables that the AWS tools read: a key pair that signs (with a session token when it is
/// temporary), or a session token alone, which authenticates alone.
/// </summary>
internal sealed class CallerCredentials
{
    public const string AccessKeyIdVariable = "AWS_ACCESS_KEY_ID";
    public const string SecretAccessKeyVariable = "AWS_SECRET_ACCESS_KEY";
    public const string SessionTokenVariable = "AWS_SESSION_TOKEN";

    private CallerCredentials(string accessKeyId, string? secretAccessKey, string? sessionToken) =>
        (AccessKeyId, SecretAccessKey, SessionToken) = (accessKeyId, secretAccessKey, sessionToken);

    /// <summary>The access key id; empty without a secret.</summary>
    public string AccessKeyId { get; }

    /// <summary>Null: the session token is sent as it is, and nothing is signed.</summary>
    public string? SecretAccessKey { get; }

    /// <summary>Null for a long-term key.</summary>
    public string? SessionToken { get; }

    /// <summary>Reads them; a variable that is empty counts as absent.</summary>
    /// <exception cref="UsageException">There are none, or half of a pair.</exception>
    public static CallerCredentials Read(Func<string, string?> environment)
    {
        var (id, secret, token) = (environment(AccessKeyIdVariable), environment(SecretAccessKeyVariable), environment(SessionTokenVariable));
        if (string.IsNullOrEmpty(token)) token = null;
        if (!string.IsNullOrEmpty(secret))
        {
            return string.IsNullOrEmpty(id)
                ? throw new UsageException($"`{SecretAccessKeyVariable}` is set and `{AccessKeyIdVariable}` is not: set both")
                : new CallerCredentials(id, secret, token);
        }

        if (token is not null) return new CallerCredentials("", null, token);
        throw new UsageException(string.IsNullOrEmpty(id)
            ? $"there are no credentials: set `{AccessKeyIdVariable}` and `{SecretAccessKeyVariable}`, or `{SessionTokenVariable}` alone for a bearer token"
            : $"`{AccessKeyIdVariable}` is set and `{SecretAccessKeyVariable}` is not: set both");
    }
}
