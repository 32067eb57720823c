using Authz.Sts.AssumeRole;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.AssumeRole;

public sealed class AssumeRoleOperationTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void I01_A_minimal_call_gives_a_session_of_an_hour()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request());
        Assert.StartsWith("ASIA", session.Claims.AccessKeyId, StringComparison.Ordinal);
        Assert.Equal(20, session.Claims.AccessKeyId.Length);
        Assert.Equal(40, session.SecretAccessKey.Length);
        Assert.Equal("arn:aws:sts::444455556666:assumed-role/Deploy/s-1", session.Arn);
        Assert.Equal("AROAEXAMPLEDEPLOYROLE:s-1", session.AssumedRoleId);
        Assert.Equal(World.Start.AddSeconds(3600), session.Claims.Expiration);
        Assert.Null(session.PackedPolicySize);
    }

    [Fact]
    public void The_token_says_what_the_answer_says()
    {
        IssuedSession session = _world.Take(_world.Alice(), World.Request());
        Identity identity = _world.Session(session);
        Assert.Equal(session.Arn, identity.Arn);
        Assert.Equal(session.AssumedRoleId, identity.UserId);
        Assert.Equal(session.Claims.TokenId, identity.Claims!.TokenId);
    }

    [Theory]
    [InlineData("arn:aws:iam::444455556666:role/app/Nobody")]
    [InlineData("arn:aws:iam::123456789012:role/app/Deploy")]
    [InlineData("arn:aws-cn:iam::444455556666:role/app/Deploy")]
    public void I08_I09_An_unknown_role_is_refused(string arn) =>
        _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), World.Request(arn));

    [Fact]
    public void I09_An_unknown_role_is_refused_in_the_words_of_a_refused_one()
    {
        var closed = World.Deploy with { Name = "Closed", Id = null, Trust = PolicyText.Trust($"arn:aws:iam::{World.B}:root") };
        _world.With(closed);
        var request = World.Request() with { Tags = [new("a", "b")], SourceIdentity = "ana", DurationSeconds = 43200, Policy = "{" };
        StsError refused = _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), request with { RoleArn = closed.Arn });
        const string Unknown = "arn:aws:iam::444455556666:role/app/Absent";
        StsError unknown = _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), request with { RoleArn = Unknown });
        Assert.Equal(refused.Message.Replace(closed.Arn, "*", StringComparison.Ordinal), unknown.Message.Replace(Unknown, "*", StringComparison.Ordinal));
    }

    [Fact]
    public void I09_An_unknown_role_of_ones_own_account_is_refused_as_one_that_may_not_be_taken()
    {
        RoleSketch closed = new("Closed", PolicyText.Trust($"arn:aws:iam::{World.B}:root"))
        {
            Account = World.A,
            Tags = [("team", "payments and settlements"), ("cost", "4711")],
            Policy = PolicyText.Document(PolicyText.Allow("s3:*")),
        };
        _world.With(closed);
        StsError refused = _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), World.Request(closed.Arn));
        StsError unknown = _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), World.Request($"arn:aws:iam::{World.A}:role/Absent"));
        Assert.Equal(refused.Message.Replace("Closed", "*", StringComparison.Ordinal), unknown.Message.Replace("Absent", "*", StringComparison.Ordinal));
        Assert.NotNull(refused.EncodedMessage);
        Assert.Equal(refused.EncodedMessage.Length, unknown.EncodedMessage?.Length);
    }

    [Fact]
    public void The_request_as_a_text_has_no_code() => Assert.DoesNotContain(
        "287082", (World.Request() with { SerialNumber = "GAHT12345678", TokenCode = "287082" }).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData(899, false)]
    [InlineData(900, true)]
    [InlineData(3600, true)]
    [InlineData(3601, false)]
    public void I10_The_role_limits_the_duration(int seconds, bool isIssued)
    {
        AssumeRoleRequest request = World.Request() with { DurationSeconds = seconds };
        if (isIssued)
            Assert.Equal(World.Start.AddSeconds(seconds), _world.Take(_world.Alice(), request).Claims.Expiration);
        else
            _world.Refuse(StsErrorCode.ValidationError, _world.Alice(), request);
    }

    [Fact]
    public void I11_No_session_is_longer_than_twelve_hours()
    {
        _world.With(World.Deploy with { MaxSessionDuration = 43200 });
        _world.Refuse(StsErrorCode.ValidationError, _world.Alice(), World.Request() with { DurationSeconds = 43201 });
    }

    [Theory]
    [InlineData(null, 3600)]
    [InlineData(43200, 43200)]
    public void I13_I14_A_long_role_still_gives_an_hour_unless_asked(int? asked, int given)
    {
        _world.With(World.Deploy with { MaxSessionDuration = 43200 });
        IssuedSession session = _world.Take(_world.Alice(), World.Request() with { DurationSeconds = asked });
        Assert.Equal(World.Start.AddSeconds(given), session.Claims.Expiration);
    }

    [Fact]
    public void I28_Root_takes_no_role()
    {
        _world.WithAccount(World.A, """
            , "RootAccessKeys": [ { "AccessKeyId": "AKIAEXAMPLEROOT00001", "SecretAccessKey": "EXAMPLE-secret", "Status": "Active" } ]
            """);
        _world.With(World.Deploy with { Trust = PolicyText.Trust("*") });
        Identity root = _world.Sign("AKIAEXAMPLEROOT00001", "EXAMPLE-secret", null).Identity!;
        Assert.Equal("arn:aws:iam::111122223333:root", root.Arn);
        _world.Refuse(StsErrorCode.AccessDenied, root, World.Request());
    }

    [Fact]
    public void I31_The_path_is_part_of_the_role()
    {
        _world.Refuse(StsErrorCode.AccessDenied, _world.Alice(), World.Request("arn:aws:iam::444455556666:role/Deploy"));
    }

    [Fact]
    public async Task I33_Parallel_calls_get_distinct_sessions()
    {
        Identity alice = _world.Alice();
        IssuedSession[] sessions = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => Task.Run(() => _world.Take(alice, World.Request()))));
        Assert.Equal(100, sessions.Select(static s => s.Claims.AccessKeyId).Distinct().Count());
        Assert.Equal(100, sessions.Select(static s => s.Claims.TokenId).Distinct().Count());
        Assert.Equal(100, sessions.Select(static s => s.SecretAccessKey).Distinct().Count());
    }

    [Fact]
    public void A_revoked_session_takes_no_role()
    {
        _world.With(World.Deploy with { Policy = PolicyText.Document(PolicyText.Allow("*")), Trust = PolicyText.Trust("*") });
        IssuedSession session = _world.Take(_world.Alice(), World.Request());
        Assert.True(_world.Identifier.FromToken(session.SessionToken, _world.Pinned, World.Region).IsIdentified);
        _world.Revocations.RevokeSessionsOf(World.Deploy.Id!);
        IdentityResult caller = _world.Identifier.FromToken(session.SessionToken, _world.Pinned, World.Region);
        Assert.Null(caller.Identity);
        Assert.Equal(StsErrorCode.ExpiredToken, IdentityErrors.ErrorOf(caller).Code);
    }

    [Fact]
    public void A_sidecar_without_signing_key_issues_nothing()
    {
        using var keys = new KeyFolder();
        _world.Ring = keys.Load(("one", "retiring"));
        _world.Refuse(StsErrorCode.ServiceUnavailable, _world.Alice(), World.Request());
    }

    [Fact]
    public void An_unset_result_is_no_session()
    {
        Assert.Null(default(IssueResult).Session);
        Assert.False(default(IdentityResult).IsIdentified);
    }
}
