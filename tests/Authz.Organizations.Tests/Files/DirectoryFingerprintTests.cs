using Authz.Organizations.Files;

namespace Authz.Organizations.Tests.Files;

/// <summary>What a look at the directory alone sees, without anybody having told of a change.</summary>
public sealed class DirectoryFingerprintTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new TemporaryDirectory().With("a/x.json", "1").With("b/y.json", "2").With("out/z.json", "3");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_same_directory_has_the_same_fingerprint() => Assert.Equal(Take(), Take());

    [Theory]
    [InlineData("written")]
    [InlineData("written with its length and time")]
    [InlineData("renamed over with its length and time")]
    [InlineData("created")]
    [InlineData("deleted")]
    [InlineData("renamed")]
    [InlineData("directory renamed")]
    [InlineData("empty file")]
    [InlineData("made unreadable")]
    public void A_change_is_seen(string change)
    {
        DirectoryFingerprint before = Take();
        Change(change);
        Assert.NotEqual(before, Take());
    }

    [Fact]
    public void What_editors_leave_behind_is_not_seen()
    {
        DirectoryFingerprint before = Take();
        _directory.With("a/.x.json.swp", "1").With("a/x.json~", "1").With(".git/x", "1");
        Assert.Equal(before, Take());
    }

    [Fact]
    public void The_swap_of_a_volume_is_seen_though_its_files_are_the_same()
    {
        _directory.With("v/..1/x.json", "1").WithLink("v/..data", "..1").WithLink("v/x.json", "..data/x.json");
        DirectoryFingerprint before = Take();
        File.CreateSymbolicLink(At("v/..2"), "..1");
        File.Delete(At("v/..data"));
        _directory.WithLink("v/..data", "..2");
        Assert.NotEqual(before, Take());
    }

    [Fact]
    public void A_root_that_is_another_directory_is_seen_though_its_files_are_the_same()
    {
        Directory.CreateDirectory(At("one"));
        Directory.CreateDirectory(At("two"));
        _directory.WithLink("root", "one");
        var before = DirectoryFingerprint.Of(At("root"));
        Directory.Delete(At("root"));
        Assert.NotEqual(before, DirectoryFingerprint.Of(At("root")));
        _directory.WithLink("root", "two");
        Assert.NotEqual(before, DirectoryFingerprint.Of(At("root")));
        Assert.EndsWith("/two", DirectoryFingerprint.Of(At("root")).RealRoot, StringComparison.Ordinal);
    }

    private void Change(string change)
    {
        DateTime time = File.GetLastWriteTimeUtc(At("a/x.json"));
        switch (change)
        {
            case "written": _directory.With("a/x.json", "12"); break;
            case "written with its length and time":
                WaitForClock();
                _directory.With("a/x.json", "9");
                File.SetLastWriteTimeUtc(At("a/x.json"), time);
                break;
            case "renamed over with its length and time":
                _directory.With("new", "9");
                File.SetLastWriteTimeUtc(At("new"), time);
                File.Move(At("new"), At("a/x.json"), overwrite: true);
                break;
            case "created": _directory.With("a/w.json", "1"); break;
            case "deleted": File.Delete(At("a/x.json")); break;
            case "renamed": File.Move(At("a/x.json"), At("a/w.json")); break;
            case "directory renamed": Directory.Move(At("a"), At("c")); break;
            case "empty file": _directory.With("a/w.json", ""); break;
            case "made unreadable":
                WaitForClock();
                if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(At("a/x.json"), UnixFileMode.None);
                break;
            default: throw new ArgumentOutOfRangeException(nameof(change), change, "no such change");
        }
    }

    // the clock of a file system ticks every few milliseconds
    private void WaitForClock()
    {
        DateTime first = File.GetLastWriteTimeUtc(At("a/x.json"));
        do _directory.With(".clock", "1");
        while (File.GetLastWriteTimeUtc(At(".clock")) <= first);
    }

    private string At(string path) => Path.Join(_directory.Path, path);

    private DirectoryFingerprint Take() => DirectoryFingerprint.Of(_directory.Path);
}
