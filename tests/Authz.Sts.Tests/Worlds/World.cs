using System.Text;
using Authz.Organizations.Files;
using Authz.Organizations.Snapshots;
using Authz.Sts.AssumeRole;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.GetFederationToken;
using Authz.Sts.GetSessionToken;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Messages;
using Authz.Sts.Mfa;
using Authz.Sts.Regions;
using Authz.Sts.Revocation;
using Authz.Sts.Sessions;
using Authz.Sts.SingleUse;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Tests.Worlds;

/// <summary>
/// An organization in memory and everything that issues and decides upon it. At first it is the fixture of the conformance cases:
/// alice of account A, who may take the role Deploy of account B, which trusts A.
/// </summary>
internal sealed class World : IDisposable
{
    public const string A = "111122223333";
    public const string B = "444455556666";
    public const string Management = "999999999999";
    public const string Issuer = "https://authz.example";
    public const string Region = "eu-west-1";
    public const string OptIn = "ap-east-1";

    /// <summary>A century ahead: the memory cache drops what has expired by the machine's clock, and must not drop what is tested.</summary>
    public static readonly DateTimeOffset Start = new(2126, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private Snapshot? _snapshot;

    public World(KeyRing? ring = null, RevocationStore? revocations = null, SingleUseStore? used = null, ChainLimits? chains = null)
    {
        Used = used ?? SingleUseStore.InMemory(Clock);
        Mfa = new MfaVerification(Used, new MfaOptions(), Clock);
        Ring = ring ?? KeyRing.Ephemeral();
        Revocations = revocations ?? RevocationStore.InMemory(Clock);
        var verifier = new SessionTokenVerifier(Clock, Issuer);
        Identifier = new CallerIdentifier(verifier, Cache, Revocations, Clock);
        var minter = new SessionMinter(Issuer, verifier, Clock);
        Messages = new AuthorizationMessages(Issuer, Clock);
        Operation = new AssumeRoleOperation(minter, Mfa, Messages, chains ?? new ChainLimits(), Clock);
        SessionTokens = new GetSessionTokenOperation(minter, Mfa);
        FederationTokens = new GetFederationTokenOperation(minter, Messages, Clock);
        Authorizer = new Authorizer(Identifier, Clock);
        With("organization.json", $$"""
            { "Id": "o-test", "ManagementAccountId": "{{Management}}", "Root": { "Id": "r-test", "Accounts": ["{{Management}}"],
              "OrganizationalUnits": [ { "Id": "ou-test-one", "Name": "One", "Accounts": ["{{A}}", "{{B}}"] } ] } }
            """);
        WithAccount(Management).WithAccount(A).WithAccount(B).With(Alice).With(Deploy);
    }

    public static UserSketch Alice { get; } = new("alice")
    {
        Id = "AIDAEXAMPLEALICE00001",
        Policy = PolicyText.Document(PolicyText.Allow("sts:*", PolicyText.EveryRole)),
    };

    public static RoleSketch Deploy { get; } = new("Deploy", PolicyText.Trust($"arn:aws:iam::{A}:root"))
    {
        Path = "/app/",
        Id = "AROAEXAMPLEDEPLOYROLE",
        Policy = PolicyText.Document(PolicyText.Allow("s3:*")),
    };

    public SettableClock Clock { get; } = new(Start);

    public SessionCache Cache { get; } = new();

    public KeyRing Ring { get; set; }

    public RevocationStore Revocations { get; }

    public SingleUseStore Used { get; }

    public MfaVerification Mfa { get; }

    public CallerIdentifier Identifier { get; }

    public AssumeRoleOperation Operation { get; }

    public AuthorizationMessages Messages { get; }

    public GetSessionTokenOperation SessionTokens { get; }

    public GetFederationTokenOperation FederationTokens { get; }

    public Authorizer Authorizer { get; }

    public Snapshot Snapshot => _snapshot ??= Load();

    public Pinned Pinned => new(Snapshot, Ring);

    public World With(string path, string text)
    {
        (_files[path], _snapshot) = (text, null);
        return this;
    }

    public World With(RoleSketch role) => With(role.File, role.ToString());

    public World With(UserSketch user) => With(user.File, user.ToString());

    /// <summary>An account's own file, with more fields as JSON.</summary>
    public World WithAccount(string id, string more = "") => With($"accounts/{id}/account.json", $$"""{ "Id": "{{id}}"{{more}} }""");

    public World Without(string path)
    {
        _files.Remove(path);
        _snapshot = null;
        return this;
    }

    /// <summary>The request of the conformance cases: Deploy, session <c>s-1</c>, at the regional endpoint of eu-west-1.</summary>
    public static AssumeRoleRequest Request(string? roleArn = null) => new()
    {
        Endpoint = new StsEndpoint(false, Region),
        RoleArn = roleArn ?? Deploy.Arn,
        RoleSessionName = "s-1",
        Use = CredentialUse.Bearer,
    };

    public IssueResult Assume(Identity caller, AssumeRoleRequest request) => Operation.Issue(caller, request, Pinned);

    /// <summary>The session that must be issued.</summary>
    public IssuedSession Take(Identity caller, AssumeRoleRequest request)
    {
        IssueResult result = Assume(caller, request);
        Assert.False(result.Error.IsError, $"{result.Error.Code}: {result.Error.Message}");
        return Assert.IsType<IssuedSession>(result.Session);
    }

    /// <summary>The refusal that must be given.</summary>
    public StsError Refuse(StsErrorCode code, Identity caller, AssumeRoleRequest request)
    {
        IssueResult result = Assume(caller, request);
        Assert.Null(result.Session);
        Assert.Equal(code, result.Error.Code);
        return result.Error;
    }

    public void Dispose() => Cache.Dispose();

    private Snapshot Load()
    {
        LoadResult result = OrganizationLoader.Load(
            new OrganizationFiles(_files.Select(static f => new OrganizationFile(f.Key, Encoding.UTF8.GetBytes(f.Value)))), Clock);
        Assert.True(result.Snapshot is not null, string.Join('\n', result.Diagnostics));
        return result.Snapshot;
    }
}
