using Authz.Sts.Revocation;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.Revocation;

public sealed class RevocationStoreTests : IDisposable
{
    private const string Role = "AROAEXAMPLEDEPLOYROLE";

    private readonly TemporaryDirectory _directory = new();
    private readonly SettableClock _clock = new(World.Start);

    private string File => _directory["revocations.json"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void An_absent_file_is_an_empty_list()
    {
        Assert.Empty(Open().Current.Roles);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_cut_survives_reopening()
    {
        DateTimeOffset cutoff = Open().RevokeSessionsOf(Role);
        Assert.Equal(_clock.Now.AddMilliseconds(1), cutoff);
        Assert.Equal([KeyValuePair.Create(Role, cutoff.ToUnixTimeMilliseconds())], Open().Current.Roles);
    }

    [Fact]
    public void Cuts_of_several_roles_stand_side_by_side()
    {
        Open().RevokeSessionsOf(Role);
        Open().RevokeSessionsOf("AROAEXAMPLEOTHERROLE1");
        Assert.Equal([Role, "AROAEXAMPLEOTHERROLE1"], Open().Current.Roles.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_cut_never_goes_back()
    {
        RevocationStore store = Open();
        DateTimeOffset late = store.RevokeSessionsOf(Role);
        _clock.Advance(TimeSpan.FromHours(-1));
        Assert.Equal(late, store.RevokeSessionsOf(Role));
        Assert.Equal(late, Open().RevokeSessionsOf(Role));
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.True(store.RevokeSessionsOf(Role) > late);
    }

    [Fact]
    public void The_file_is_replaced_as_a_whole_and_private()
    {
        RevocationStore store = Open();
        store.RevokeSessionsOf(Role);
        using FileStream before = System.IO.File.OpenRead(File);
        store.RevokeSessionsOf("AROAEXAMPLEOTHERROLE1");
        using var reader = new StreamReader(before);
        Assert.DoesNotContain("OTHERROLE1", reader.ReadToEnd(), StringComparison.Ordinal);
        Assert.Equal([File], Directory.GetFiles(_directory.Path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public async Task Cuts_at_once_are_all_kept()
    {
        RevocationStore store = Open();
        string[] roles = [.. Enumerable.Range(0, 40).Select(static i => $"AROAEXAMPLE{i:D10}")];
        await Task.WhenAll(roles.Select(role => Task.Run(() => store.RevokeSessionsOf(role))));
        Assert.Equal(roles, store.Current.Roles.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(roles, Open().Current.Roles.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"Version":2,"Roles":[]}""")]
    [InlineData("""{"Version":"1","Roles":[]}""")]
    [InlineData("""{"Version":1}""")]
    [InlineData("""{"Version":1,"Roles":{}}""")]
    [InlineData("""{"Version":1,"Roles":[],"More":1}""")]
    [InlineData("""{"Version":1,"Roles":[1]}""")]
    [InlineData("""{"Version":1,"Roles":[{"RoleId":"AROAEXAMPLEDEPLOYROLE"}]}""")]
    [InlineData("""{"Version":1,"Roles":[{"RoleId":1,"IssuedBefore":1}]}""")]
    [InlineData("""{"Version":1,"Roles":[{"RoleId":"AROAEXAMPLEDEPLOYROLE","IssuedBefore":"1"}]}""")]
    [InlineData("""{"Version":1,"Roles":[{"RoleId":"AROAEXAMPLEDEPLOYROLE","IssuedBefore":-1}]}""")]
    [InlineData("""{"Version":1,"Roles":[{"RoleId":"AROAEXAMPLEDEPLOYROLE","IssuedBefore":1.5}]}""")]
    [InlineData("""{"Version":1,"Roles":[{"RoleId":"AROAEXAMPLEDEPLOYROLE","IssuedBefore":9223372036854775807}]}""")]
    [InlineData("""{"Version":1,"Roles":[{"RoleId":"","IssuedBefore":1}]}""")]
    [InlineData("""{"Version":1,"Roles":[{"RoleId":"AROAEXAMPLEDEPLOYROLE","IssuedBefore":1,"More":1}]}""")]
    [InlineData("""{"Version":1,"Roles":[{"RoleId":"AROAEXAMPLEDEPLOYROLE","IssuedBefore":2},{"RoleId":"AROAEXAMPLEDEPLOYROLE","IssuedBefore":1}]}""")]
    [InlineData("""{"Version":1,"Roles":[]} {}""")]
    public void What_is_no_list_is_refused_and_left_alone(string content)
    {
        System.IO.File.WriteAllText(File, content);
        RevocationStoreResult result = RevocationStore.Open(File, _clock);
        Assert.Null(result.Store);
        Assert.Contains("revocations.json", result.Fault, StringComparison.Ordinal);
        Assert.Equal(content, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public void A_torn_file_is_refused_wherever_it_was_torn()
    {
        RevocationStore store = Open();
        store.RevokeSessionsOf(Role);
        store.RevokeSessionsOf("AROAEXAMPLEOTHERROLE1");
        var whole = System.IO.File.ReadAllBytes(File);
        for (var length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            RevocationStoreResult result = RevocationStore.Open(File, _clock);
            Assert.True(result.Store is null && result.Fault.Length > 0, $"{length} bytes of {whole.Length}");
        }
    }

    [Fact]
    public void A_directory_in_the_place_of_the_file_is_no_empty_list()
    {
        Directory.CreateDirectory(File);
        Assert.Null(RevocationStore.Open(File, _clock).Store);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_no_empty_list()
    {
        RevocationStoreResult result = RevocationStore.Open(_directory["absent/revocations.json"], _clock);
        Assert.Null(result.Store);
        Assert.Contains("absent", result.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_that_cannot_be_written_is_not_in_force()
    {
        RevocationStore store = Open();
        Directory.CreateDirectory(File);
        Assert.ThrowsAny<Exception>(() => store.RevokeSessionsOf(Role));
        Assert.Empty(store.Current.Roles);
    }

    [Fact]
    public void Without_file_cuts_are_kept_in_memory()
    {
        var store = RevocationStore.InMemory(_clock);
        store.RevokeSessionsOf(Role);
        Assert.True(store.Current.Roles.ContainsKey(Role));
        Assert.Empty(RevocationStore.InMemory(_clock).Current.Roles);
    }

    [Fact]
    public void A_reader_keeps_the_list_it_took()
    {
        RevocationStore store = Open();
        RevocationList taken = store.Current;
        store.RevokeSessionsOf(Role);
        Assert.Empty(taken.Roles);
    }

    private RevocationStore Open()
    {
        RevocationStoreResult result = RevocationStore.Open(File, _clock);
        Assert.Equal("", result.Fault);
        return Assert.IsType<RevocationStore>(result.Store);
    }
}
