using Authz.Tokens.Storage;

namespace Authz.Tokens.Tests.Storage;

public sealed class DirectoryLockTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Who_comes_later_waits()
    {
        var held = DirectoryLock.Take(_directory.Path);
        Task<DirectoryLock> other = Task.Run(() => DirectoryLock.Take(_directory.Path));
        Assert.NotSame(other, await Task.WhenAny(other, Task.Delay(200)));
        held.Dispose();
        (await other).Dispose();
    }

    [Fact]
    public void An_absent_directory_cannot_be_held() => Assert.ThrowsAny<IOException>(() => DirectoryLock.Take(_directory["absent"]));

    [Fact]
    public void It_may_be_given_back_twice()
    {
        var held = DirectoryLock.Take(_directory.Path);
        held.Dispose();
        held.Dispose();
        DirectoryLock.Take(_directory.Path).Dispose();
    }
}
