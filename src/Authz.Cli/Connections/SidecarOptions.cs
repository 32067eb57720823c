using System.CommandLine;
using Authz.Cli.Credentials;
using Authz.Client;

namespace Authz.Cli.Connections;

/// <summary>The options that say which sidecar to call, and how.</summary>
internal sealed class SidecarOptions
{
    /// <summary>Where sidecars answer applications.</summary>
    public static readonly ListenerDefault Applications = new("AUTHZ_ENDPOINT", "http://127.0.0.1:7420");

    /// <summary>Where sidecars answer operators.</summary>
    public static readonly ListenerDefault Operators = new("AUTHZ_ADMINISTRATION_ENDPOINT", "http://127.0.0.1:7423");

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    private readonly Option<string> _endpoint;
    private readonly Option<bool> _insecureRemote = new("--insecure-remote")
    {
        Description = "Let an http endpoint be another machine. Tokens then cross the network in clear text.",
    };

    private readonly Option<string?> _region = new("--region")
    {
        Description = "The requested region: eu-west-1, say, or aws-global for the global endpoint. Default: the sidecar's own.",
        HelpName = "REGION",
    };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="listener">Where the sidecar is looked for when nothing says so.</param>
    /// <param name="environment">The environment.</param>
    /// <param name="hasRegion">Whether its call is about a region.</param>
    public SidecarOptions(Command command, ListenerDefault listener, Func<string, string?> environment, bool hasRegion = true)
    {
        _endpoint = new Option<string>("--endpoint")
        {
            Description = $"The sidecar: http://host:port, https://host:port or unix:/path. Default: {listener.Variable}, else {listener.Endpoint}.",
            HelpName = "URL",
            DefaultValueFactory = _ => environment(listener.Variable) is { Length: > 0 } endpoint ? endpoint : listener.Endpoint,
        };
        if (hasRegion) command.Add(_region);
        command.Add(_endpoint);
        command.Add(_insecureRemote);
    }

    /// <summary>The requested region; empty when none was given.</summary>
    public string Region(ParseResult result) => result.GetValue(_region) ?? "";

    /// <summary>Connects; nothing is sent yet.</summary>
    /// <exception cref="UsageException">The endpoint cannot be used.</exception>
    public AuthzClient Connect(ParseResult result)
    {
        var endpoint = result.GetValue(_endpoint)!;
        try
        {
            var options = new AuthzClientOptions { Deadline = Deadline, InsecureRemote = result.GetValue(_insecureRemote) };
            return AuthzClient.Connect(endpoint, options);
        }
        catch (ArgumentException exception)
        {
            // the client's message names its option, which here is a switch
            throw new UsageException(
                exception.Message.Replace(nameof(AuthzClientOptions.InsecureRemote), "`--insecure-remote`", StringComparison.Ordinal));
        }
    }

    /// <summary>The proof of the caller whose credentials are in the environment.</summary>
    /// <exception cref="UsageException">There are none.</exception>
    public CallerProof Proof(ParseResult result, Surroundings surroundings) =>
        new(CallerCredentials.Read(surroundings.Environment), HostOf(result.GetValue(_endpoint)!), surroundings.Time);

    /// <summary>The authority that goes into the signature; a Unix socket's is <c>localhost</c>.</summary>
    public static string HostOf(string endpoint) =>
        !endpoint.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
            ? uri.Authority : "localhost";
}

/// <summary>Where a kind of listener is looked for when no endpoint is given.</summary>
/// <param name="Variable">The environment variable that names it.</param>
/// <param name="Endpoint">Where it is else.</param>
internal sealed record ListenerDefault(string Variable, string Endpoint);
