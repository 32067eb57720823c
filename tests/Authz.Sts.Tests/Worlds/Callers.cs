using System.Text;
using Authz.Engine.Requests;
using Authz.Policies.Names;
using Authz.Sts.Authorization;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Tokens.Signatures;

namespace Authz.Sts.Tests.Worlds;

/// <summary>Credentials and what is done with them.</summary>
internal static class Callers
{
    /// <summary>alice, by her signature.</summary>
    public static Identity Alice(this World world) => world.User(World.Alice);

    public static Identity User(this World world, UserSketch user) =>
        Identified(world.Sign(user.AccessKeyId, user.Secret, null));

    /// <summary>A session by its token.</summary>
    public static Identity Session(this World world, IssuedSession session, string region = World.Region) =>
        Identified(world.Identifier.FromToken(session.SessionToken, world.Pinned, region));

    /// <summary>A call signed for eu-west-1.</summary>
    public static IdentityResult Sign(this World world, string keyId, string secret, string? token, string region = World.Region) =>
        world.Identifier.FromSignature(world.Signed(keyId, secret, token), world.Pinned, region);

    public static SignedCall Signed(this World world, string keyId, string secret, string? token)
    {
        KeyValuePair<string, string>[] headers = [new("host", "sts.eu-west-1.amazonaws.com")];
        var request = new SignableRequest("POST", "/", "", headers, Encoding.ASCII.GetBytes("Action=AssumeRole"));
        var signature = SignatureV4.Sign(request, keyId, secret, token, World.Region, "sts", world.Clock.Now);
        return new SignedCall(request.With([.. headers, .. signature]), static r => r == World.Region);
    }

    public static AuthorizationAnswer Ask(
        this World world, IssuedSession session, string action, string resource = "*", string region = World.Region) =>
        world.Authorizer.Authorize(Query(session.SessionToken, action, resource, region), world.Pinned);

    public static AuthorizationAnswer Ask(this World world, IssuedSession session, AuthorizationQuery query) =>
        world.Authorizer.Authorize(query with { SessionToken = session.SessionToken }, world.Pinned);

    public static AuthorizationAnswer Ask(this World world, Identity identity, AuthorizationQuery query) =>
        world.Authorizer.Decide(query, identity, world.Snapshot);

    public static AuthorizationQuery Query(string token, string action, string resource = "*", string region = World.Region)
    {
        Assert.True(ActionName.TryParse(action, out ActionName name));
        Assert.True(ResourceName.TryParse(resource, out ResourceName what));
        return new AuthorizationQuery { SessionToken = token, Action = name, Resource = what, Region = region, Context = [] };
    }

    public static AuthorizationQuery With(this AuthorizationQuery query, params (string Key, string Value)[] context) =>
        query with { Context = [.. context.Select(static c => new SuppliedValue(Key(c.Key), ContextValue.Of(c.Value)))] };

    public static SuppliedKey Key(string name)
    {
        Assert.True(SuppliedKey.TryParse(name, out SuppliedKey? key));
        return key;
    }

    private static Identity Identified(IdentityResult result)
    {
        Assert.Equal(IdentityStatus.Identified, result.Status);
        return Assert.IsType<Identity>(result.Identity);
    }
}
