using Authz.Tokens.Sessions;

namespace Authz.Tokens.Tests.Sessions;

/// <summary>Claims to sign in tests.</summary>
internal static class SampleClaims
{
    public const string Issuer = "https://authz.example";

    public static readonly DateTimeOffset IssuedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddMilliseconds(678);

    public static SessionClaims Plain() => new()
    {
        TokenId = "AQIDBAUGBwgJCgsMDQ4PEA",
        AccessKeyId = "ASIARZPUZDIKJ3V44KIO",
        AccountId = "444455556666",
        RoleId = "AROAEXAMPLEDEPLOYROLE",
        RoleArn = "arn:aws:iam::444455556666:role/app/Deploy",
        RoleName = "Deploy",
        SessionName = "ana@example",
        IssuedAt = IssuedAt,
        Expiration = new DateTimeOffset(2026, 1, 2, 4, 4, 5, TimeSpan.Zero),
        TokenVersion = 2,
        IssuingEndpoint = "eu-west-1",
        Use = CredentialUse.Bearer,
        Issuer = Issuer,
    };

    public static SessionClaims Full() => Plain() with
    {
        RegionScope = ["eu-west-1", "eu-west-2"],
        Use = CredentialUse.Sigv4,
        Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"orders:*","Resource":"*"}]}""",
        PolicyArns = ["arn:aws:iam::444455556666:policy/One", "arn:aws:iam::444455556666:policy/Two"],
        Tags = [new("team", "orders"), new("Straße", ""), new("quote\"\\", "<&+>")],
        TransitiveTagKeys = ["team"],
        SourceIdentity = "ana",
        Chain = [new("AROAEXAMPLEFIRSTROLE1", "AAAAAAAAAAAAAAAAAAAAAA", 1767323045000)],
        TokenVersion = 1,
        IssuingEndpoint = "global",
    };
}
