using System.Runtime.Versioning;
using System.Security.Cryptography;
using Authz.Tokens.Keys;
using Authz.Tokens.Tests.Storage;

namespace Authz.Tokens.Tests.Keys;

[UnsupportedOSPlatform("windows")]
public sealed class KeyDirectoryFaultTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _keyId;

    public KeyDirectoryFaultTests() => _keyId = KeyDirectory.Generate(_directory.Path).Ring!.Active!.KeyId;

    private string SigningFile => _directory[$"{_keyId}.signing.pem"];

    private string PublicFile => _directory[$"{_keyId}.public.pem"];

    private string SecretFile => _directory[$"{_keyId}.secret"];

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(".signing.pem", UnixFileMode.GroupWrite)]
    [InlineData(".signing.pem", UnixFileMode.OtherRead)]
    [InlineData(".secret", UnixFileMode.GroupWrite)]
    [InlineData(".secret", UnixFileMode.OtherRead)]
    public void Private_files_that_others_may_read_are_refused(string suffix, UnixFileMode foreign)
    {
        var file = _directory[_keyId + suffix];
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | foreign);
        Assert.Contains($"run `chmod 600 {_keyId}{suffix}`", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_does_not_hide_the_mode()
    {
        File.Move(SecretFile, _directory["real"]);
        File.CreateSymbolicLink(SecretFile, _directory["real"]);
        Assert.Empty(KeyDirectory.Load(_directory.Path).Faults);
        File.SetUnixFileMode(_directory["real"], UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Public_keys_and_the_manifest_may_be_read_by_all()
    {
        foreach (var file in (string[])[PublicFile, _directory["keys.json"]])
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Assert.Empty(KeyDirectory.Load(_directory.Path).Faults);
    }

    [Theory]
    [InlineData("{\"Keys\":[{\"KeyId\":\"KID\",\"State\":\"active\",\"Use\":\"sig\"}]}", "unknown field `Use`")]
    [InlineData("{\"Keys\":[{\"KeyId\":\"KID\",\"State\":\"active\"}],\"Version\":1}", "unknown field `Version`")]
    [InlineData("{\"Keys\":[{\"KeyId\":\"KID\",\"State\":\"next\",\"State\":\"active\"}]}", "field `State` twice")]
    [InlineData("{\"Keys\":[{\"KeyId\":\"KID\",\"State\":\"next\"},{\"KeyId\":\"KID\",\"State\":\"active\"}]}", "listed more than once")]
    [InlineData("{\"Keys\":[{\"KeyId\":\"KID\",\"State\":\"Active\"}]}", "is not one of `next`, `active`, `retiring`, `destroyed`")]
    [InlineData("{\"Keys\":[{\"KeyId\":\"KID\"}]}", "is not one of `next`, `active`, `retiring`, `destroyed`")]
    [InlineData("{\"Keys\":[{\"KeyId\":\"../../etc/passwd\",\"State\":\"active\"}]}", "is not 16 characters of base64url")]
    [InlineData("{\"Keys\":[]}", "no key is listed")]
    [InlineData("[]", "is not an object")]
    [InlineData("{\"Keys\":[}", "not JSON at line 1")]
    [InlineData("{\"Keys\":[{\"KeyId\":\"KID\",\"State\":\"destroyed\"}]}", "every key is `destroyed`")]
    public void A_faulty_manifest_is_refused(string manifest, string expected)
    {
        File.WriteAllText(_directory["keys.json"], manifest.Replace("KID", _keyId, StringComparison.Ordinal));
        var result = KeyDirectory.Load(_directory.Path);
        Assert.Null(result.Ring);
        Assert.False(result.IsEmpty);
        Assert.Contains(result.Faults, f => f.Contains(expected, StringComparison.Ordinal) && f.StartsWith("`keys.json`: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_active_keys_are_a_fault()
    {
        File.Delete(_directory["keys.json"]);
        var other = KeyDirectory.Generate(_directory.Path).Ring!.Active!.KeyId;
        File.WriteAllText(
            _directory["keys.json"], $$"""{"Keys":[{"KeyId":"{{_keyId}}","State":"active"},{"KeyId":"{{other}}","State":"active"}]}""");
        Assert.Contains("more than one key is `active`", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_listed_key_needs_a_file()
    {
        File.Delete(SigningFile);
        File.Delete(PublicFile);
        Assert.StartsWith($"`{_keyId}.public.pem`: missing", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_active_key_pair_needs_its_secret()
    {
        File.Delete(SecretFile);
        Assert.StartsWith($"`{_keyId}.secret`: missing", Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=")] // trailing bits
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n")]
    [InlineData(" AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gIQ==")] // 34 bytes
    public void A_secret_is_the_base64_of_32_bytes(string text)
    {
        File.WriteAllText(SecretFile, text);
        Assert.Contains("openssl rand -base64 32", Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\r\n")]
    public void One_final_line_break_is_no_part_of_a_secret(string text)
    {
        File.WriteAllText(SecretFile, text);
        Assert.Empty(KeyDirectory.Load(_directory.Path).Faults);
    }

    [Fact]
    public void A_key_under_anothers_name_is_a_fault()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(SigningFile, other.ExportPkcs8PrivateKeyPem());
        Assert.StartsWith($"`{_keyId}.signing.pem`: holds the key `", Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_P256_in_PKCS8_is_a_signing_key()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var pem in (string[])[p384.ExportPkcs8PrivateKeyPem(), rsa.ExportPkcs8PrivateKeyPem(), p256.ExportECPrivateKeyPem(), File.ReadAllText(PublicFile), "x"])
        {
            File.WriteAllText(SigningFile, pem);
            Assert.StartsWith($"`{_keyId}.signing.pem`: not one P-256 key as PEM block `PRIVATE KEY`", Fault(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void All_faults_come_at_once()
    {
        File.WriteAllText(_directory["keys.json"], $$"""{"Keys":[{"KeyId":"{{_keyId}}","State":"active"},{"KeyId":"x","State":"y"}],"A":1}""");
        File.WriteAllText(SecretFile, "x");
        File.WriteAllText(PublicFile, "x");
        File.SetUnixFileMode(SigningFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Equal(6, KeyDirectory.Load(_directory.Path).Faults.Count);
    }

    [Fact]
    public void Unlisted_files_are_only_warned_of()
    {
        File.WriteAllText(_directory["AAAAAAAAAAAAAAAA.public.pem"], "x");
        var result = KeyDirectory.Load(_directory.Path);
        Assert.NotNull(result.Ring);
        Assert.StartsWith("`AAAAAAAAAAAAAAAA.public.pem`: not listed", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    private string Fault()
    {
        var result = KeyDirectory.Load(_directory.Path);
        Assert.Null(result.Ring);
        return Assert.Single(result.Faults);
    }
}
