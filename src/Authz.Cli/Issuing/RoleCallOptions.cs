using System.CommandLine;
using Authz.Cli.Inputs;
using Authz.Protocol.V1;

namespace Authz.Cli.Issuing;

/// <summary>What only a caller with credentials of its own can say.</summary>
internal sealed class RoleCallOptions
{
    private readonly Option<string?> _externalId = TextOption.One(
        "--external-id", "ID", "The external id that the role's trust policy asks for.");

    private readonly Option<string[]> _tags = TextOption.Many("--tag", "KEY=VALUE", "A session tag");
    private readonly Option<string[]> _transitive = TextOption.Many(
        "--transitive-tag-key", "KEY", "The key of a tag that chained sessions inherit");

    private readonly Option<string?> _sourceIdentity = TextOption.One(
        "--source-identity", "NAME", "The source identity of the whole chain of sessions.");

    private readonly Option<string?> _serialNumber = TextOption.One(
        "--serial-number", "ARN", "The caller's MFA device; with --token-code.");

    private readonly Option<string?> _tokenCode = TextOption.One("--token-code", "CODE", "The six digits that the MFA device shows.");

    /// <summary>Adds the options to a command.</summary>
    public RoleCallOptions(Command command)
    {
        foreach (Option option in All) command.Add(option);
    }

    /// <summary>What goes with a role only.</summary>
    public Option[] OfRole => [_externalId, _transitive, _sourceIdentity];

    /// <summary>The session tags.</summary>
    public Option[] Tags => [_tags];

    /// <summary>The MFA device and its code.</summary>
    public Option[] Mfa => [_serialNumber, _tokenCode];

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
        grant.Tags.AddRange(ReadTags(result));
    }

    /// <summary>Puts the MFA code into a grant.</summary>
    public void Fill(GetSessionTokenGrant grant, ParseResult result)
    {
        grant.SerialNumber = result.GetValue(_serialNumber) ?? "";
        grant.TokenCode = result.GetValue(_tokenCode) ?? "";
    }

    /// <summary>Puts the tags into a grant.</summary>
    /// <exception cref="UsageException">A tag is not of the form <c>key=value</c>.</exception>
    public void Fill(GetFederationTokenGrant grant, ParseResult result) => grant.Tags.AddRange(ReadTags(result));

    private IEnumerable<Tag> ReadTags(ParseResult result)
    {
        foreach (var text in result.GetValue(_tags) ?? [])
        {
            (var key, var value) = KeyAndValue.Split("--tag", text);
            yield return new Tag { Key = key, Value = value };
        }
    }
}
