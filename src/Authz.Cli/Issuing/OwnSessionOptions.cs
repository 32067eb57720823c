using System.CommandLine;
using System.CommandLine.Parsing;
using Authz.Cli.Inputs;

namespace Authz.Cli.Issuing;

/// <summary>The options that ask for a session of the caller's own, not of a role.</summary>
internal sealed class OwnSessionOptions
{
    public const string FederationName = "--get-federation-token";

    private readonly Option<bool> _session = new("--get-session-token")
    {
        Description = "Ask for a session of the calling user itself, perhaps with --serial-number and --token-code, and not for a role.",
    };

    private readonly Option<string?> _federation = TextOption.One(
        FederationName, "NAME", "Ask for a session of the calling user under another name, limited by --policy and --policy-arn.");

    /// <summary>Adds the options to a command.</summary>
    public OwnSessionOptions(Command command)
    {
        command.Add(_session);
        command.Add(_federation);
    }

    /// <summary>Whether one of them was given.</summary>
    public bool IsGiven(CommandResult result) => result.GetValue(_session) || result.GetValue(_federation) is not null;

    /// <summary>The option that was given; null for neither.</summary>
    /// <exception cref="UsageException">Both were given.</exception>
    public string? Name(ParseResult result)
    {
        var (isSession, user) = (result.GetValue(_session), result.GetValue(_federation));
        if (isSession && user is not null)
            throw new UsageException($"`{_session.Name}` and `{_federation.Name}` are two grants: give one");
        return isSession ? _session.Name : user is null ? null : _federation.Name;
    }

    /// <summary>The federated user's name.</summary>
    public string FederatedUser(ParseResult result) => result.GetValue(_federation) ?? "";
}
