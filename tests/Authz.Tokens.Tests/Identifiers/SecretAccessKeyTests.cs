using Authz.Tokens.Identifiers;
using Authz.Tokens.Keys;
using Authz.Tokens.Tests.Sessions;

namespace Authz.Tokens.Tests.Identifiers;

public sealed class SecretAccessKeyTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];
    private static readonly byte[] Id = [.. Enumerable.Range(16, 16).Select(static i => (byte)i)];

    [Fact]
    public void The_reference_vector_holds() => Assert.Equal(
        "ql3SRwqJhKFRsL+DzOzY28NMOeehWj/OwEPDeugW",
        SecretAccessKey.Derive(Key, Id, 1, ("ASIARZPUZDIKJ3V44KIO", "123456789012"), null));

    [Fact]
    public void Every_input_changes_the_secret()
    {
        var owner = ("ASIARZPUZDIKJ3V44KIO", "123456789012");
        string[] secrets =
        [
            SecretAccessKey.Derive(Key, Id, 1, owner, null),
            SecretAccessKey.Derive(Id.Concat(Id).ToArray(), Id, 1, owner, null),
            SecretAccessKey.Derive(Key, Key.AsSpan(0, 16), 1, owner, null),
            SecretAccessKey.Derive(Key, Id, 2, owner, null),
            SecretAccessKey.Derive(Key, Id, 1, ("ASIARZPUZDIKJ3V44KIA", "123456789012"), null),
            SecretAccessKey.Derive(Key, Id, 1, ("ASIARZPUZDIKJ3V44KIO", "123456789013"), null),
            SecretAccessKey.Derive(Key, Id, 1, owner, "eu-west-1"),
            SecretAccessKey.Derive(Key, Id, 1, owner, "eu-west-2"),
        ];
        Assert.Equal(secrets.Length, secrets.Distinct().Count());
        Assert.All(secrets, static s => Assert.Equal(40, s.Length));
    }

    [Fact]
    public void Only_a_scope_of_one_region_enters_the_secret()
    {
        var ring = KeyRing.Ephemeral();
        var secret = ring.FindSecret(ring.Active!.KeyId)!;
        var claims = SampleClaims.Plain();
        var all = SecretAccessKey.Derive(secret, claims);
        Assert.Equal(all, SecretAccessKey.Derive(secret, claims with { RegionScope = ["eu-west-1", "eu-west-2"] }));
        Assert.NotEqual(all, SecretAccessKey.Derive(secret, claims with { RegionScope = ["eu-west-1"] }));
    }

    [Fact]
    public void A_malformed_token_id_is_a_bug_of_the_caller()
    {
        var ring = KeyRing.Ephemeral();
        var secret = ring.FindSecret(ring.Active!.KeyId)!;
        Assert.Throws<ArgumentException>(() => SecretAccessKey.Derive(secret, SampleClaims.Plain() with { TokenId = "short" }));
    }
}
