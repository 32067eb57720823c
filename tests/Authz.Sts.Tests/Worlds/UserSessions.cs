using Authz.Sts.Errors;
using Authz.Sts.GetFederationToken;
using Authz.Sts.GetSessionToken;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Regions;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Tests.Worlds;

/// <summary>Sessions that users and roots ask for in their own name.</summary>
internal static class UserSessions
{
    public const string RootKeyId = "AKIAEXAMPLEROOT00001";

    public static readonly GetSessionTokenRequest Session = new() { Endpoint = new StsEndpoint(false, World.Region), Use = CredentialUse.Bearer };

    public static readonly GetFederationTokenRequest Federation =
        new() { Endpoint = new StsEndpoint(false, World.Region), Name = "bob", Use = CredentialUse.Bearer };

    /// <summary>The root of an account, by its signature.</summary>
    public static Identity Root(this World world, string account = World.A)
    {
        world.WithAccount(account, $$"""
            , "RootAccessKeys": [ { "AccessKeyId": "{{RootKeyId}}", "SecretAccessKey": "EXAMPLE-secret", "Status": "Active" } ]
            """);
        IdentityResult result = world.Sign(RootKeyId, "EXAMPLE-secret", null);
        Assert.Equal(IdentityStatus.Identified, result.Status);
        return result.Identity!;
    }

    public static IssuedSession Take(this World world, Identity caller, GetSessionTokenRequest? request = null) =>
        Taken(world.SessionTokens.Issue(caller, request ?? Session, world.Pinned));

    public static IssuedSession Take(this World world, Identity caller, GetFederationTokenRequest request) =>
        Taken(world.FederationTokens.Issue(caller, request, world.Pinned));

    public static StsError Refuse(this World world, StsErrorCode code, Identity caller, GetSessionTokenRequest? request = null) =>
        Refused(code, world.SessionTokens.Issue(caller, request ?? Session, world.Pinned));

    public static StsError Refuse(this World world, StsErrorCode code, Identity caller, GetFederationTokenRequest request) =>
        Refused(code, world.FederationTokens.Issue(caller, request, world.Pinned));

    private static IssuedSession Taken(IssueResult result)
    {
        Assert.False(result.Error.IsError, $"{result.Error.Code}: {result.Error.Message}");
        return Assert.IsType<IssuedSession>(result.Session);
    }

    private static StsError Refused(StsErrorCode code, IssueResult result)
    {
        Assert.Null(result.Session);
        Assert.Equal(code, result.Error.Code);
        return result.Error;
    }
}
