using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Organizations.Files;
using Authz.Organizations.Snapshots;
using Authz.Protocol.V1;

namespace Authz.Functional.Tests.Reloading;

/// <summary>Two organizations that decide otherwise, one of which is served, until a test swaps them in one step.</summary>
internal sealed class TwoOrganizations : IDisposable
{
    private const string Policy = "policies/service-control/RequireMicroInstanceType.json";
    private const string Role = "accounts/111122223333/roles/Ec2Operator.json";
    private const string Instance = "arn:aws:ec2:eu-central-1:111122223333:instance/*";

    private readonly bool _isVolume;

    /// <param name="isVolume">Whether the links that are swapped are those of a mounted volume, or the root itself is one.</param>
    public TwoOrganizations(bool isVolume)
    {
        _isVolume = isVolume;
        CopyTo("a");
        Files.Edit(Policy, "t2.micro", "t3.large");
        Files.Edit(Policy, "\"RequireMicroInstanceType\"", "\"RequireLargeInstanceType\"");
        Files.Edit(Role, "\"iam:ListUsers\"", "\"iam:ListGroups\"");
        CopyTo("b");
        Swap("a");
        if (!isVolume) return;
        foreach (var entry in new[] { "organization.json", "README.md", "accounts", "policies" }) LinkSwap.To(In(entry), $"..data/{entry}");
    }

    public SidecarFiles Files { get; } = new();

    /// <summary>Settings that serve them.</summary>
    public string[] Settings =>
        [$"--Authz:Organization:Path={Files.In("served")}", $"--Authz:Keys:Path={Files.Keys}", "--Authz:Keys:GenerateWhenEmpty=true"];

    /// <summary>Has one of the two served.</summary>
    public void Swap(string name)
    {
        if (_isVolume) LinkSwap.To(In("..data"), $"..{name}");
        else LinkSwap.To(Files.In("served"), name);
    }

    public string RevisionOf(string name) =>
        OrganizationLoader.RevisionOf(OrganizationDirectory.Fetch(_isVolume ? In($"..{name}") : Files.In(name)));

    /// <summary>Questions to which the two give different answers, and some that both answer alike.</summary>
    public static AuthorizeRequest[] Questions(IssueTokenResponse session) =>
    [
        Of(session, "iam:ListUsers"), Of(session, "iam:ListGroups"), Of(session, "iam:DeleteUser"),
        .. new[] { "t2.micro", "t3.large", "m5.large" }.Select(type =>
            SidecarCalls.Question(session.Credentials.SessionToken, "ec2:RunInstances", Instance, "eu-central-1", ("ec2:InstanceType", type))),
    ];

    public void Dispose() => Files.Dispose();

    private string In(string name) => Path.Join(Files.In("served"), name);

    private void CopyTo(string name)
    {
        var target = _isVolume ? In($"..{name}") : Files.In(name);
        foreach (var file in Directory.EnumerateFiles(Files.Organization, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Files.Organization, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static AuthorizeRequest Of(IssueTokenResponse session, string action) =>
        SidecarCalls.Question(session.Credentials.SessionToken, action);
}
