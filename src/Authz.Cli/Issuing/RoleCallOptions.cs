using System.CommandLine;
using Authz.Cli.Inputs;
using Authz.Protocol.V1;

namespace Authz.Cli.Issuing;

/// <summary>What only a caller with credentials of its own can say when it takes a role.</summary>
internal sealed class RoleCallOptions
{
    private readonly Option<string?> _externalId = new("--external-id") { Description = "The external id that the role's trust policy asks for.", HelpName = "ID" };
    private readonly Option<string[]> _tags = new("--tag") { Description = "A session tag; repeat it for several.", HelpName = "KEY=VALUE" };
    private readonly Option<string[]> _transitive = new("--transitive-tag-key") { Description = "The key of a tag that chained sessions inherit; repeat it for several.", HelpName = "KEY" };
    private readonly Option<string?> _sourceIdentity = new("--source-identity") { Description = "The source identity of the whole chain of sessions.", HelpName = "NAME" };
    private readonly Option<string?> _serialNumber = new("--serial-number") { Description = "The caller's MFA device; with --token-code.", HelpName = "ARN" };
    private readonly Option<string?> _tokenCode = new("--token-code") { Description = "The six digits that the MFA device shows.", HelpName = "CODE" };

    /// <summary>Adds the options to a command.</summary>
    public RoleCallOptions(Command command)
    {
        foreach (Option option in All) command.Add(option);
    }

    private Option[] All => [_externalId, _tags, _transitive, _sourceIdentity, _serialNumber, _tokenCode];

    /// <summary>The name of an option that was given; null when none was.</summary>
    public string? FirstGiven(ParseResult result) =>
        All.FirstOrDefault(option => result.GetResult(option) is { Implicit: false })?.Name;

    /// <summary>Puts them into a grant.</summary>
    /// <exception cref="UsageException">A tag is not of the form <c>key=value</c>.</exception>
    public void Fill(AssumeRoleGrant grant, ParseResult result)
    {
        grant.ExternalId = result.GetValue(_externalId) ?? "";
        grant.SourceIdentity = result.GetValue(_sourceIdentity) ?? "";
        grant.SerialNumber = result.GetValue(_serialNumber) ?? "";
        grant.TokenCode = result.GetValue(_tokenCode) ?? "";
        grant.TransitiveTagKeys.AddRange(result.GetValue(_transitive) ?? []);
        foreach (var text in result.GetValue(_tags) ?? [])
        {
            (var key, var value) = KeyAndValue.Split("--tag", text);
            grant.Tags.Add(new Tag { Key = key, Value = value });
        }
    }
}
