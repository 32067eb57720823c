using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Authz.Cli.Inputs;
using Authz.Protocol.V1;

namespace Authz.Cli.Issuing;

/// <summary>The options that say what is asked for: which role, by whose word, with what restrictions; or a session of one's own.</summary>
internal sealed class GrantOptions
{
    private readonly Option<string?> _roleArn = TextOption.One(
        "--role-arn", "ARN", "The role, with its path. Required, except with --get-session-token and --get-federation-token.");

    private readonly Option<string?> _sessionName = TextOption.One(
        "--role-session-name", "NAME", "The session's name. Required with --role-arn, except with a SAML assertion.");

    private readonly Option<int?> _duration = new("--duration-seconds")
    {
        HelpName = "SECONDS",
        Description = "How long the session lasts. Default: 3600; 43200 without a role.",
    };

    private readonly Option<string?> _policy = TextOption.One(
        "--policy", "FILE", "A file with a session policy, - for the standard input.");

    private readonly Option<string[]> _policyArns = TextOption.Many("--policy-arn", "ARN", "A managed policy as session policy");
    private readonly Option<string?> _webIdentity = TextOption.One(
        "--web-identity-token-file", "FILE", "A file with an OpenID Connect token.");

    private readonly Option<string?> _saml = TextOption.One("--saml-assertion-file", "FILE", "A file with a SAML response in base64.");
    private readonly Option<string?> _principalArn = TextOption.One(
        "--principal-arn", "ARN", "The SAML provider; with --saml-assertion-file.");

    private readonly RoleCallOptions _call;
    private readonly OwnSessionOptions _own;

    /// <summary>Adds the options to a command.</summary>
    public GrantOptions(Command command)
    {
        foreach (Option option in (ReadOnlySpan<Option>)[_roleArn, _sessionName, _duration, _policy, _policyArns]) command.Add(option);
        _call = new RoleCallOptions(command);
        foreach (Option option in (ReadOnlySpan<Option>)[_webIdentity, _saml, _principalArn]) command.Add(option);
        _own = new OwnSessionOptions(command);
        command.Validators.Add(RequireGrant);
    }

    private Option[] Role => [_roleArn, _sessionName, _webIdentity, _saml, _principalArn];

    /// <summary>Puts the grant into a request.</summary>
    /// <exception cref="UsageException">Options contradict one another, one is missing, or a file cannot be read.</exception>
    public void Fill(IssueTokenRequest request, ParseResult result, Surroundings surroundings)
    {
        if (_own.Name(result) is { } name)
        {
            FillOwn(request, result, name, surroundings);
            return;
        }

        var (web, saml) = (result.GetValue(_webIdentity), result.GetValue(_saml));
        if (web is not null && saml is not null)
            throw new UsageException("`--web-identity-token-file` and `--saml-assertion-file` are two grants: give one");
        if (web is null && saml is null)
        {
            request.AssumeRole = AssumeRole(result, surroundings);
            return;
        }

        if (_call.FirstGiven(result) is { } call)
            throw new UsageException($"`{call}` needs the caller's own credentials: leave it away, the identity provider's word decides");
        if (web is not null) request.AssumeRoleWithWebIdentity = WithWebIdentity(result, web, surroundings);
        else request.AssumeRoleWithSaml = WithSaml(result, saml!, surroundings);
    }

    private void RequireGrant(CommandResult result)
    {
        if (result.GetValue(_roleArn) is null && !_own.IsGiven(result))
            result.AddError("`--role-arn` is missing: name the role, or give `--get-session-token` or `--get-federation-token`");
    }

    private void FillOwn(IssueTokenRequest request, ParseResult result, string name, Surroundings surroundings)
    {
        var isFederation = name == OwnSessionOptions.FederationName;
        Option[] foreign = isFederation ? [.. Role, .. _call.OfRole, .. _call.Mfa] : [.. Role, _policy, _policyArns, .. _call.OfRole, .. _call.Tags];
        if (Array.Find(foreign, option => result.GetResult(option) is { Implicit: false }) is { } given)
            throw new UsageException($"`{given.Name}` does not go with `{name}`: leave one of the two away");
        if (isFederation) request.GetFederationToken = FederationToken(result, surroundings);
        else request.GetSessionToken = SessionToken(result);
    }

    private GetSessionTokenGrant SessionToken(ParseResult result)
    {
        var grant = new GetSessionTokenGrant();
        if (result.GetValue(_duration) is { } seconds) grant.DurationSeconds = seconds;
        _call.Fill(grant, result);
        return grant;
    }

    private GetFederationTokenGrant FederationToken(ParseResult result, Surroundings surroundings)
    {
        var grant = new GetFederationTokenGrant { Name = _own.FederatedUser(result) };
        if (result.GetValue(_duration) is { } seconds) grant.DurationSeconds = seconds;
        if (Policy(result, surroundings) is { } policy) grant.Policy = policy;
        grant.PolicyArns.AddRange(result.GetValue(_policyArns) ?? []);
        _call.Fill(grant, result);
        return grant;
    }

    private AssumeRoleGrant AssumeRole(ParseResult result, Surroundings surroundings)
    {
        RefusePrincipal(result);
        var grant = new AssumeRoleGrant { RoleArn = result.GetValue(_roleArn), RoleSessionName = SessionName(result) };
        if (result.GetValue(_duration) is { } seconds) grant.DurationSeconds = seconds;
        if (Policy(result, surroundings) is { } policy) grant.Policy = policy;
        grant.PolicyArns.AddRange(result.GetValue(_policyArns) ?? []);
        _call.Fill(grant, result);
        return grant;
    }

    private AssumeRoleWithWebIdentityGrant WithWebIdentity(ParseResult result, string path, Surroundings surroundings)
    {
        RefusePrincipal(result);
        var grant = new AssumeRoleWithWebIdentityGrant
        {
            RoleArn = result.GetValue(_roleArn),
            RoleSessionName = SessionName(result),
            WebIdentityToken = Text(path, surroundings).Trim(),
        };
        if (result.GetValue(_duration) is { } seconds) grant.DurationSeconds = seconds;
        if (Policy(result, surroundings) is { } policy) grant.Policy = policy;
        grant.PolicyArns.AddRange(result.GetValue(_policyArns) ?? []);
        return grant;
    }

    private AssumeRoleWithSamlGrant WithSaml(ParseResult result, string path, Surroundings surroundings)
    {
        if (result.GetValue(_sessionName) is not null)
            throw new UsageException("`--role-session-name` comes from the SAML assertion: leave it away");
        var grant = new AssumeRoleWithSamlGrant
        {
            RoleArn = result.GetValue(_roleArn),
            PrincipalArn = result.GetValue(_principalArn) ?? throw new UsageException("`--principal-arn` is missing: name the SAML provider"),
            SamlAssertion = Text(path, surroundings).Trim(),
        };
        if (result.GetValue(_duration) is { } seconds) grant.DurationSeconds = seconds;
        if (Policy(result, surroundings) is { } policy) grant.Policy = policy;
        grant.PolicyArns.AddRange(result.GetValue(_policyArns) ?? []);
        return grant;
    }

    private string SessionName(ParseResult result) =>
        result.GetValue(_sessionName) ?? throw new UsageException("`--role-session-name` is missing: name the session");

    private void RefusePrincipal(ParseResult result)
    {
        if (result.GetValue(_principalArn) is not null)
            throw new UsageException("`--principal-arn` goes with `--saml-assertion-file` only: leave it away");
    }

    private string? Policy(ParseResult result, Surroundings surroundings) =>
        result.GetValue(_policy) is { } path ? Text(path, surroundings) : null;

    private static string Text(string path, Surroundings surroundings)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(InputFile.Read(path, surroundings)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new UsageException($"`{path}` is not valid UTF-8: name the right file");
        }
    }
}
