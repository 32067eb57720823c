using System.Runtime.Versioning;
using Authz.Tokens.Keys;
using Authz.Tokens.Sessions;
using Authz.Tokens.Tests.Sessions;
using Authz.Tokens.Tests.Storage;

namespace Authz.Tokens.Tests.Keys;

[UnsupportedOSPlatform("windows")]
public sealed class KeyDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void An_absent_or_empty_directory_is_empty_and_no_fault()
    {
        foreach (var path in (string[])[_directory["absent"], _directory.Path])
        {
            var result = KeyDirectory.Load(path);
            Assert.True(result.IsEmpty);
            Assert.Null(result.Ring);
            Assert.Empty(result.Faults);
        }
    }

    [Fact]
    public void Generated_keys_load_again_and_verify_each_others_tokens()
    {
        var first = KeyDirectory.Generate(_directory["keys"]);
        var second = KeyDirectory.Load(_directory["keys"]);
        Assert.Empty(second.Faults);
        Assert.Empty(second.Warnings);
        Assert.False(second.IsEmpty);
        Assert.True(second.Ring!.CanIssue);
        Assert.Equal(first.Ring!.ToJwks(), second.Ring.ToJwks());
        var token = SessionTokenSigner.Sign(first.Ring, SampleClaims.Plain()).Token!;
        Assert.Equal(SessionTokenStatus.Valid, Verify(second.Ring, token));
    }

    [Fact]
    public void Generated_files_are_their_owners_only()
    {
        KeyDirectory.Generate(_directory["keys"]);
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(_directory["keys"]));
        Assert.Equal(4, Directory.GetFiles(_directory["keys"]).Length);
        Assert.All(Directory.GetFiles(_directory["keys"]), static f => Assert.Equal(Owner, File.GetUnixFileMode(f)));
    }

    [Fact]
    public void Generate_never_overwrites()
    {
        var before = KeyDirectory.Generate(_directory.Path).Ring!.ToJwks();
        var files = Directory.GetFiles(_directory.Path).ToDictionary(static f => f, File.ReadAllText);
        Assert.Equal(before, KeyDirectory.Generate(_directory.Path).Ring!.ToJwks());
        Assert.Equal(files, Directory.GetFiles(_directory.Path).ToDictionary(static f => f, File.ReadAllText));
    }

    [Fact]
    public void Generate_leaves_a_faulty_manifest_alone()
    {
        File.WriteAllText(_directory["keys.json"], "{");
        Assert.Single(KeyDirectory.Generate(_directory.Path).Faults);
        Assert.Equal("{", File.ReadAllText(_directory["keys.json"]));
    }

    [Fact]
    public void Processes_that_generate_at_once_end_with_the_same_one_key()
    {
        var rings = new string[8];
        Parallel.For(0, rings.Length, i => rings[i] = KeyDirectory.Generate(_directory["keys"]).Ring!.ToJwks());
        Assert.Single(rings.Distinct());
        Assert.Equal(4, Directory.GetFileSystemEntries(_directory["keys"]).Length);
    }

    [Fact]
    public void An_interrupted_generation_is_an_empty_ring_that_can_be_generated_again()
    {
        var keyId = Generate();
        File.Delete(_directory["keys.json"]);
        var result = KeyDirectory.Load(_directory.Path);
        Assert.True(result.IsEmpty);
        Assert.Equal(3, result.Warnings.Count);
        Assert.All(result.Warnings, w => Assert.Contains(keyId, w, StringComparison.Ordinal));
        Assert.True(KeyDirectory.Generate(_directory.Path).Ring!.CanIssue);
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_a_fault()
    {
        File.WriteAllText(_directory["file"], "");
        var result = KeyDirectory.Generate(_directory["file"]);
        Assert.Contains("make the directory writable", Assert.Single(result.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void Public_keys_only_verify_and_do_not_issue()
    {
        var issuing = KeyDirectory.Generate(_directory["keys"]).Ring!;
        foreach (var file in (string[])[$"{issuing.Active!.KeyId}.signing.pem", $"{issuing.Active.KeyId}.secret"])
            File.Delete(Path.Combine(_directory["keys"], file));
        var ring = KeyDirectory.Load(_directory["keys"]).Ring!;
        Assert.False(ring.CanIssue);
        Assert.False(ring.Active!.CanSign);
        var token = SessionTokenSigner.Sign(issuing, SampleClaims.Plain()).Token!;
        Assert.Equal(SessionTokenStatus.Valid, Verify(ring, token));
        Assert.Equal(SessionTokenSignStatus.CannotIssue, SessionTokenSigner.Sign(ring, SampleClaims.Plain()).Status);
    }

    [Theory]
    [InlineData("next", SessionTokenStatus.Valid)]
    [InlineData("retiring", SessionTokenStatus.Valid)]
    [InlineData("destroyed", SessionTokenStatus.UnknownKey)]
    public void Only_an_active_key_issues_and_a_destroyed_one_does_not_verify(string state, SessionTokenStatus expected)
    {
        var old = KeyDirectory.Generate(_directory.Path).Ring!;
        var token = SessionTokenSigner.Sign(old, SampleClaims.Plain()).Token!;
        File.Delete(_directory["keys.json"]);
        var active = KeyDirectory.Generate(_directory.Path).Ring!.Active!.KeyId;
        WriteManifest((old.Active!.KeyId, state), (active, "active"));
        var ring = KeyDirectory.Load(_directory.Path).Ring!;
        Assert.Equal(active, ring.Active!.KeyId);
        Assert.Equal(expected, Verify(ring, token));
        Assert.Equal(expected == SessionTokenStatus.Valid, ring.ToJwks().Contains(old.Active.KeyId, StringComparison.Ordinal));
        WriteManifest((active, state));
        Assert.Null(KeyDirectory.Load(_directory.Path).Ring?.Active);
    }

    private static SessionTokenStatus Verify(KeyRing ring, string token) =>
        new SessionTokenVerifier(new FixedClock(SampleClaims.IssuedAt), SampleClaims.Issuer).Verify(ring, token).Status;

    private string Generate() => KeyDirectory.Generate(_directory.Path).Ring!.Active!.KeyId;

    private void WriteManifest(params (string KeyId, string State)[] keys)
    {
        var entries = keys.Select(static k => $$"""{"KeyId":"{{k.KeyId}}","State":"{{k.State}}"}""");
        File.WriteAllText(_directory["keys.json"], $$"""{"Keys":[{{string.Join(',', entries)}}]}""");
    }
}
