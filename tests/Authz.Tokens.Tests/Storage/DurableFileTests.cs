using System.Runtime.Versioning;
using Authz.Tokens.Storage;

namespace Authz.Tokens.Tests.Storage;

[UnsupportedOSPlatform("windows")]
public sealed class DurableFileTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public void Replace_creates_with_the_mode_asked_for_and_leaves_nothing_else()
    {
        using var directory = new TemporaryDirectory();
        DurableFile.Replace(directory["a"], "one"u8, OwnerOnly);
        Assert.Equal("one", File.ReadAllText(directory["a"]));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(directory["a"]));
        Assert.Single(Directory.EnumerateFileSystemEntries(directory.Path));
    }

    [Fact]
    public void Replace_puts_the_new_content_in_place_of_a_longer_old_one()
    {
        using var directory = new TemporaryDirectory();
        DurableFile.Replace(directory["a"], "a long text"u8, OwnerOnly);
        DurableFile.Replace(directory["a"], "b"u8, OwnerOnly);
        Assert.Equal("b", File.ReadAllText(directory["a"]));
        Assert.Single(Directory.EnumerateFileSystemEntries(directory.Path));
    }

    [Fact]
    public void A_failed_replace_leaves_no_temporary_file()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory["taken"]);
        File.WriteAllText(Path.Combine(directory["taken"], "child"), "");
        Assert.ThrowsAny<Exception>(() => DurableFile.Replace(directory["taken"], "b"u8, OwnerOnly));
        Assert.Equal([directory["taken"]], Directory.EnumerateFileSystemEntries(directory.Path));
    }

    [Fact]
    public void Create_never_overwrites()
    {
        using var directory = new TemporaryDirectory();
        Assert.True(DurableFile.TryCreate(directory["a"], "one"u8, OwnerOnly));
        Assert.False(DurableFile.TryCreate(directory["a"], "two"u8, OwnerOnly));
        Assert.Equal("one", File.ReadAllText(directory["a"]));
    }

    [Fact]
    public void Of_many_that_create_at_once_exactly_one_succeeds()
    {
        using var directory = new TemporaryDirectory();
        var created = 0;
        Parallel.For(0, 16, i =>
        {
            if (DurableFile.TryCreate(directory["a"], [(byte)i], OwnerOnly))
                Interlocked.Increment(ref created);
        });
        Assert.Equal(1, created);
        Assert.Single(Directory.EnumerateFileSystemEntries(directory.Path));
    }
}
