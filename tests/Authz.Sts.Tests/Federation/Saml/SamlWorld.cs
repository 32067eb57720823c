using System.Text;
using Authz.Sts.Errors;
using Authz.Sts.Federation;
using Authz.Sts.Federation.Saml;
using Authz.Sts.Issuing;
using Authz.Sts.Regions;
using Authz.Sts.SingleUse;
using Authz.Sts.Tests.Worlds;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Tests.Federation.Saml;

/// <summary>A world where account B has the provider of <see cref="Responses"/>, whose subjects may take Deploy there.</summary>
internal sealed class SamlWorld : IDisposable
{
    public const string Other = "arn:aws:iam::444455556666:role/Other";

    private readonly SingleUseStore _used;

    public SamlWorld(SamlReplay replay = SamlReplay.Off)
    {
        _used = SingleUseStore.InMemory(World.Clock);
        var settings = new SamlSettings { Replay = replay };
        var minter = new SessionMinter(Worlds.World.Issuer, new SessionTokenVerifier(World.Clock, Worlds.World.Issuer), World.Clock);
        Operation = new SamlOperation(
            new SamlVerifier(settings), new SamlRedemption(_used, settings), new FederatedRole(minter, World.Clock), World.Clock);
        World.With($"accounts/{Worlds.World.B}/providers/corp.json", """{ "Type": "saml", "Name": "corp", "MetadataFile": "corp.xml" }""")
            .With($"accounts/{Worlds.World.B}/providers/corp.xml", Responses.MetadataText);
        WithTrust(Statement()).WithRole(new RoleSketch("Other", PolicyText.Document(Statement())));
    }

    public World World { get; } = new();

    public SamlOperation Operation { get; }

    public static string Statement(string condition = "{}", string actions = "\"sts:AssumeRoleWithSAML\"", string effect = "Allow", string provider = Responses.Provider) =>
        $$"""{ "Effect": "{{effect}}", "Principal": { "Federated": "{{provider}}" }, "Action": [ {{actions}} ]{{(condition == "{}" ? "" : $", \"Condition\": {condition}")}} }""";

    public SamlWorld WithTrust(params string[] statements) => WithRole(World.Deploy with { Trust = PolicyText.Document(statements) });

    public SamlWorld WithRole(RoleSketch role)
    {
        World.With(role with { Account = Worlds.World.B });
        return this;
    }

    public static SamlRequest Request(
        string response, string role = Responses.Role, int? duration = null, string provider = Responses.Provider, string? policy = null, StsEndpoint? endpoint = null,
        IReadOnlyList<string>? scope = null) => new()
        {
            Endpoint = endpoint ?? new StsEndpoint(false, Worlds.World.Region),
            RoleArn = role,
            PrincipalArn = provider,
            Assertion = Convert.ToBase64String(Encoding.UTF8.GetBytes(response)),
            DurationSeconds = duration,
            Policy = policy,
            RegionScope = scope ?? [],
            Use = CredentialUse.Bearer,
        };

    public IssuedSession Take(SamlRequest request)
    {
        IssueResult result = Operation.Issue(request, World.Pinned);
        Assert.False(result.Error.IsError, $"{result.Error.Code}: {result.Error.Message}");
        return Assert.IsType<IssuedSession>(result.Session);
    }

    public IssuedSession Take(params string[] attributes) => Take(Request(Responses.With(attributes)));

    public StsError Refuse(StsErrorCode code, SamlRequest request)
    {
        IssueResult result = Operation.Issue(request, World.Pinned);
        Assert.Null(result.Session);
        Assert.Equal(code, result.Error.Code);
        return result.Error;
    }

    public StsError Refuse(StsErrorCode code, params string[] attributes) => Refuse(code, Request(Responses.With(attributes)));

    public void Dispose()
    {
        _used.Dispose();
        World.Dispose();
    }
}
