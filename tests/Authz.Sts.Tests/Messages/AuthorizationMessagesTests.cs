using System.Text.Json;
using Authz.Sts.AssumeRole;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Messages;
using Authz.Sts.Tests.Worlds;
using Authz.Tokens.Keys;

namespace Authz.Sts.Tests.Messages;

public sealed class AuthorizationMessagesTests : IDisposable
{
    private static readonly RoleSketch Own = new("Own", PolicyText.Trust(World.Alice.Arn, condition: """{ "StringEquals": { "sts:ExternalId": "x1" } }"""))
    {
        Account = World.A,
    };

    private readonly World _world = new World().With(Own);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void X16_A_refusal_within_the_account_says_why_to_who_may_decode_it()
    {
        JsonElement message = Decode(Refused());
        Assert.False(message.GetProperty("allowed").GetBoolean());
        Assert.False(message.GetProperty("explicitDeny").GetBoolean());
        Assert.Empty(message.GetProperty("matchedStatements").GetProperty("items").EnumerateArray());
        Assert.Contains("sts:externalid", message.GetProperty("missingKeys").GetProperty("items").EnumerateArray().Select(static k => k.GetProperty("key").GetString()));
        JsonElement context = message.GetProperty("context");
        JsonElement principal = context.GetProperty("principal");
        Assert.Equal(
            (World.Alice.Id, "alice", World.Alice.Arn),
            (principal.GetProperty("id").GetString(), principal.GetProperty("name").GetString(), principal.GetProperty("arn").GetString()));
        Assert.Equal(("sts:AssumeRole", Own.Arn), (context.GetProperty("action").GetString(), context.GetProperty("resource").GetString()));
        Assert.Equal("s-1", ValueOf(context, "sts:RoleSessionName"));
        Assert.Equal("alice", ValueOf(context, "aws:username"));
    }

    [Fact]
    public void X16_An_explicit_deny_names_its_statement()
    {
        _world.With(World.Alice with { Policy = PolicyText.Document(PolicyText.Deny("sts:AssumeRole", sid: "NoRoles")) });
        JsonElement message = Decode(Refused());
        Assert.True(message.GetProperty("explicitDeny").GetBoolean());
        JsonElement statement = Assert.Single(message.GetProperty("matchedStatements").GetProperty("items").EnumerateArray());
        Assert.Equal(("NoRoles", "DENY", "own"), (statement.GetProperty("statementId").GetString(), statement.GetProperty("effect").GetString(), statement.GetProperty("policy").GetString()));
    }

    [Fact]
    public void X16_What_was_changed_or_is_old_or_foreign_is_invalid()
    {
        var encoded = Refused();
        Expect(encoded[..^1] + (encoded[^1] == 'A' ? 'B' : 'A'), _world.Alice());
        Expect("no message", _world.Alice());
        // of another account
        Expect(encoded, _world.User(Carol()));
        // of another installation
        Assert.Equal(
            StsErrorCode.InvalidAuthorizationMessageException,
            new AuthorizationMessages("https://other.example", _world.Clock).Decode(encoded, _world.Alice(), _world.Ring, out _).Code);
        // of a key that is not held any more
        Assert.Equal(StsErrorCode.InvalidAuthorizationMessageException, _world.Messages.Decode(encoded, _world.Alice(), KeyRing.Ephemeral(), out _).Code);
        _world.Clock.Advance(TimeSpan.FromDays(1));
        Decode(encoded);
        _world.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Expect(encoded, _world.Alice());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10241)]
    public void Its_length_has_bounds(int length) =>
        Assert.Equal(StsErrorCode.ValidationError, _world.Messages.Decode(new string('A', length), _world.Alice(), _world.Ring, out _).Code);

    [Fact]
    public void A_refusal_across_accounts_says_nothing()
    {
        _world.With(World.Alice with { Policy = null });
        Assert.Null(_world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), World.Request()).EncodedMessage);
        Assert.Null(_world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), World.Request($"arn:aws:iam::{World.B}:role/None")).EncodedMessage);
        IssuedSession session = _world.Take(_world.User(Carol()), World.Request());
        _world.With($"accounts/{World.A}/resources/docs.json", $$"""
            { "Resource": "arn:aws:s3:::docs/*", "Policy": {{PolicyText.ResourcePolicy(World.Alice.Arn, "s3:GetObject")}} }
            """);
        Identity deploy = _world.Session(session);
        Assert.Null(_world.Messages.Encode(Callers.Query("", "s3:GetObject", "arn:aws:s3:::docs/a"), deploy, _world.Pinned));
        Assert.NotNull(_world.Messages.Encode(Callers.Query("", "ec2:RunInstances"), deploy, _world.Pinned));
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("ü")]
    public void Texts_that_grow_when_they_are_written_are_left_away(string character)
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request());
        AuthorizationQuery query = Callers.Query("", "ec2:RunInstances").With(("app:Noise", string.Concat(Enumerable.Repeat(character, 30_000))));
        Assert.NotNull(_world.Messages.Encode(query, _world.Session(session), _world.Pinned));
        KeyValuePair<string, string>[] tags =
            [.. Enumerable.Range(0, 50).Select(static i => KeyValuePair.Create($"{i:D2}{new string('ü', 126)}", new string('ü', 256)))];
        AssumeRoleRequest request = World.Request(Own.Arn) with { Tags = tags, TransitiveTagKeys = [.. tags.Select(static t => t.Key)] };
        Assert.NotNull(_world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), request).EncodedMessage);
    }

    [Fact]
    public void X16_A_refusal_carries_a_message_whether_the_role_exists_or_not()
    {
        const string None = $"arn:aws:iam::{World.A}:role/None";
        foreach (var policy in (string?[])[null, PolicyText.Document(PolicyText.Allow("*"))])
        {
            _world.With(World.Alice with { Policy = policy });
            StsError refused = _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), World.Request(None));
            _world.With(World.Alice with { Policy = PolicyText.Document(PolicyText.Allow("*")) });
            JsonElement message = Decode(Assert.IsType<string>(refused.EncodedMessage));
            Assert.Equal(("Resource", None), (message.GetProperty("layer").GetString(), message.GetProperty("context").GetProperty("resource").GetString()));
        }
    }

    [Fact]
    public void A_refused_federation_says_why()
    {
        _world.With(World.Alice with { Policy = null });
        StsError error = _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), UserSessions.Federation with { Tags = [] });
        Assert.Equal("sts:GetFederationToken", Decode(error.EncodedMessage!).GetProperty("context").GetProperty("action").GetString());
    }

    [Fact]
    public void A_denied_query_says_why()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request() with { Policy = PolicyText.Document(PolicyText.Allow("s3:GetObject")) });
        AuthorizationQuery query = Callers.Query(session.SessionToken, "s3:PutObject", "arn:aws:s3:::a/b").With(("aws:SourceIp", "10.0.0.1"));
        Identity deploy = _world.Session(session);
        var encoded = _world.Messages.Encode(query, deploy, _world.Pinned)!;
        Assert.Equal(default, _world.Messages.Decode(encoded, deploy, _world.Ring, out var text));
        using var document = JsonDocument.Parse(text);
        Assert.Equal("Session", document.RootElement.GetProperty("layer").GetString());
        Assert.Equal("10.0.0.1", ValueOf(document.RootElement.GetProperty("context"), "aws:SourceIp"));
    }

    [Fact]
    public void A_denied_query_about_a_resource_of_another_account_says_nothing()
    {
        _world.With($"accounts/{World.A}/resources/known.json", """{ "Resource": "arn:aws:s3:::known/*", "Tags": [ { "Key": "stage", "Value": "secret" } ] }""");
        Identity deploy = _world.Session(_world.Take(_world.Alice(), World.Request()));
        Assert.Equal(World.B, deploy.Account.Id.ToString());
        Assert.Null(_world.Messages.Encode(Callers.Query("", "s3:GetObject", "arn:aws:s3:::known/a"), deploy, _world.Pinned));
        Assert.NotNull(_world.Messages.Encode(Callers.Query("", "ec2:RunInstances"), deploy, _world.Pinned));
    }

    [Fact]
    public void A_context_that_does_not_fit_is_left_away()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request() with { Policy = PolicyText.Document(PolicyText.Allow("s3:GetObject")) });
        var noise = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(9000));
        AuthorizationQuery query = Callers.Query(session.SessionToken, "s3:PutObject").With(("app:Noise", noise));
        Identity deploy = _world.Session(session);
        var encoded = _world.Messages.Encode(query, deploy, _world.Pinned)!;
        Assert.InRange(encoded.Length, 1, AuthorizationMessages.MaxLength);
        Assert.Equal(default, _world.Messages.Decode(encoded, deploy, _world.Ring, out var text));
        Assert.Contains("\"conditions\":{\"items\":[]}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_that_no_message_takes_is_left_away()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request() with { Policy = PolicyText.Document(PolicyText.Allow("s3:GetObject")) });
        // six characters each in JSON
        AuthorizationQuery query = Callers.Query(session.SessionToken, "s3:PutObject").With(("app:Noise", new string('<', 64 << 10)));
        Identity deploy = _world.Session(session);
        Assert.Equal(default, _world.Messages.Decode(_world.Messages.Encode(query, deploy, _world.Pinned)!, deploy, _world.Ring, out var text));
        Assert.Contains("\"conditions\":{\"items\":[]}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_key_nothing_is_encoded()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request());
        Identity deploy = _world.Session(session);
        Assert.Null(_world.Messages.Encode(Callers.Query("", "ec2:RunInstances"), deploy, new Pinned(_world.Snapshot, KeyRing.Empty)));
    }

    private static string? ValueOf(JsonElement context, string key) => context.GetProperty("conditions").GetProperty("items").EnumerateArray()
        .Single(c => string.Equals(c.GetProperty("key").GetString(), key, StringComparison.OrdinalIgnoreCase))
        .GetProperty("values").GetProperty("items")[0].GetProperty("value").GetString();

    private UserSketch Carol()
    {
        var carol = new UserSketch("carol") { Account = World.B, Policy = PolicyText.Document(PolicyText.Allow("sts:AssumeRole")) };
        _world.With(World.Deploy with { Trust = PolicyText.Trust(World.B) }).With(carol);
        return carol;
    }

    private string Refused()
    {
        AssumeRoleRequest request = World.Request(Own.Arn);
        var encoded = _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), request).EncodedMessage;
        Assert.InRange(Assert.IsType<string>(encoded).Length, 1, AuthorizationMessages.MaxLength);
        return encoded;
    }

    private JsonElement Decode(string encoded)
    {
        StsError error = _world.Messages.Decode(encoded, _world.Alice(), _world.Ring, out var text);
        Assert.False(error.IsError, error.Message);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    private void Expect(string encoded, Identity caller)
    {
        Assert.Equal(StsErrorCode.InvalidAuthorizationMessageException, _world.Messages.Decode(encoded, caller, _world.Ring, out var text).Code);
        Assert.Empty(text);
    }
}
