using System.CommandLine;
using System.Globalization;
using Authz.Cli.Inputs;
using Authz.Protocol.V1;
using Timestamp = Google.Protobuf.WellKnownTypes.Timestamp;

namespace Authz.Cli.Revoking;

/// <summary>The options that say whose sessions to revoke, and how far.</summary>
internal sealed class RevocationOptions
{
    private readonly Option<string?> _role = TextOption.One("--role-arn", "ARN", "The sessions of a role, with its path.");
    private readonly Option<string?> _user = TextOption.One("--user-arn", "ARN", "The sessions that a user, or an account's root, got for itself or a federated user.");
    private readonly Option<string?> _account = TextOption.One("--account", "ID", "The sessions of all roles and users of an account.");
    private readonly Option<string?> _session = TextOption.One("--session", "TOKEN|ID", "One session: its token, or its token's id (`jti`).");
    private readonly Option<string?> _source = TextOption.One("--source-identity", "NAME", "The sessions that carry a source identity.");
    private readonly Option<string?> _subject = TextOption.One("--subject", "SUBJECT", "The sessions of a subject of the identity provider that --issuer names.");
    private readonly Option<string?> _issuer = TextOption.One("--issuer", "ISSUER", "The issuer of --subject, as its tokens name it.");
    private readonly Option<bool> _all = new("--all") { Description = "Every session." };
    private readonly Option<bool> _noCascade = new("--no-cascade")
    {
        Description = "Let sessions live that come from a revoked one by taking roles, as AWS does.",
    };

    private readonly Option<string?> _before = TextOption.One(
        "--issued-before", "TIME", "Revoke those issued before 2026-01-02T03:04:05Z, say. Default: those issued up to now.");

    private readonly Option<int> _skew = new("--skew")
    {
        Description = "Seconds that the instant lies ahead of now, for issuers whose clocks are ahead: 0 to 60.",
        HelpName = "SECONDS",
    };

    /// <summary>Adds the options to a command.</summary>
    public RevocationOptions(Command command)
    {
        foreach (Option option in (Option[])[_role, _user, _account, _session, _source, _subject, _issuer, _all, _noCascade, _before, _skew]) command.Add(option);
    }

    /// <summary>The request, without region and caller.</summary>
    /// <exception cref="UsageException">Not exactly one kind of sessions is named, or a time cannot be read.</exception>
    public RevokeSessionsRequest Read(ParseResult result)
    {
        var request = new RevokeSessionsRequest { SkewSeconds = result.GetValue(_skew), Cascade = !result.GetValue(_noCascade) };
        var named = 0;
        if (result.GetValue(_role) is { } role) (request.RoleArn, named) = (role, named + 1);
        if (result.GetValue(_user) is { } user) (request.UserArn, named) = (user, named + 1);
        if (result.GetValue(_account) is { } account) (request.Account, named) = (account, named + 1);
        // only a token has dots
        if (result.GetValue(_session) is { } token && token.Contains('.', StringComparison.Ordinal)) (request.SessionToken, named) = (token, named + 1);
        else if (result.GetValue(_session) is { } id) (request.TokenId, named) = (id, named + 1);
        if (result.GetValue(_source) is { } source) (request.SourceIdentity, named) = (source, named + 1);
        if (SubjectOf(result) is { } subject) (request.FederatedSubject, named) = (subject, named + 1);
        if (result.GetValue(_all)) (request.Everything, named) = (true, named + 1);
        if (named != 1)
            throw new UsageException("name exactly one of --role-arn, --user-arn, --account, --session, --source-identity, --subject and --all");
        if (result.GetValue(_before) is { } before) request.IssuedBefore = InstantOf(before);
        return request;
    }

    private FederatedSubject? SubjectOf(ParseResult result) => (result.GetValue(_subject), result.GetValue(_issuer)) switch
    {
        (null, null) => null,
        ({ } subject, { } issuer) => new FederatedSubject { Subject = subject, Issuer = issuer },
        _ => throw new UsageException("--subject and --issuer belong together: name both"),
    };

    private static Timestamp InstantOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset instant)
            ? Timestamp.FromDateTimeOffset(instant)
            : throw new UsageException($"`{text}` is no time: write one such as `2026-01-02T03:04:05Z`");
}
