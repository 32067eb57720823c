using System.CommandLine;
using Authz.Protocol.V1;

namespace Authz.Cli.Issuing;

/// <summary>The options that say where and how a token may be used.</summary>
internal sealed class ReachOptions
{
    private readonly Option<string[]> _regionScope = new("--region-scope")
    {
        Description = "A region in which the token shall be valid; repeat it for several. Default: not narrowed.",
        HelpName = "REGION",
    };

    private readonly Option<string?> _use = new Option<string?>("--credential-use")
    {
        Description = "bearer: the token authenticates alone. sigv4: only with a signature. Default: bearer.",
        HelpName = "bearer|sigv4",
    }.AcceptOnlyFromAmong("bearer", "sigv4");

    /// <summary>Adds the options to a command.</summary>
    public ReachOptions(Command command)
    {
        command.Add(_regionScope);
        command.Add(_use);
    }

    /// <summary>Puts them into a request.</summary>
    public void Fill(IssueTokenRequest request, ParseResult result)
    {
        request.RegionScope.AddRange(result.GetValue(_regionScope) ?? []);
        request.CredentialUse = result.GetValue(_use) switch
        {
            "bearer" => CredentialUse.Bearer,
            "sigv4" => CredentialUse.Sigv4,
            _ => CredentialUse.Unspecified,
        };
    }
}
