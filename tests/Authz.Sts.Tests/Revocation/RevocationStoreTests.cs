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
        Assert.Empty(Open().Current.Cuts);
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact]
    public void A_cut_survives_reopening()
    {
        DateTimeOffset cutoff = Open().RevokeSessionsOf(Role);
        Assert.Equal(_clock.Now.AddMilliseconds(1), cutoff);
        KeyValuePair<RevocationTarget, Cut> cut = Assert.Single(Open().Current.Cuts);
        Assert.Equal((RevocationTarget.OfRole(Role), cutoff.ToUnixTimeMilliseconds()), (cut.Key, cut.Value.IssuedBefore));
    }

    [Fact]
    public void Cuts_of_several_roles_stand_side_by_side()
    {
        Open().RevokeSessionsOf(Role);
        Open().RevokeSessionsOf("AROAEXAMPLEOTHERROLE1");
        Assert.Equal([Role, "AROAEXAMPLEOTHERROLE1"], IdsOf(Open()));
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
        Assert.Equal(roles, IdsOf(store));
        Assert.Equal(roles, IdsOf(Open()));
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
    [InlineData("""{"Version":1,"Cuts":[]}""")]
    [InlineData("""{"Version":3,"Cuts":[]}""")]
    [InlineData("""{"Version":2,"Cuts":[{}]}""")]
    [InlineData("""{"Version":2,"Cuts":[{"Kind":"role","Id":"A","Issuer":"","IssuedBefore":1,"AncestorsBefore":1}]}""")]
    [InlineData("""{"Version":2,"Cuts":[{"Kind":"Role","Id":"A","Issuer":"","IssuedBefore":1,"AncestorsBefore":1,"Until":1}]}""")]
    [InlineData("""{"Version":2,"Cuts":[{"Kind":"role","Id":"","Issuer":"","IssuedBefore":1,"AncestorsBefore":1,"Until":1}]}""")]
    [InlineData("""{"Version":2,"Cuts":[{"Kind":"role","Id":"A","Issuer":"x","IssuedBefore":1,"AncestorsBefore":1,"Until":1}]}""")]
    [InlineData("""{"Version":2,"Cuts":[{"Kind":"subject","Id":"A","Issuer":"","IssuedBefore":1,"AncestorsBefore":1,"Until":1}]}""")]
    [InlineData("""{"Version":2,"Cuts":[{"Kind":"everything","Id":"A","Issuer":"","IssuedBefore":1,"AncestorsBefore":1,"Until":1}]}""")]
    [InlineData("""{"Version":2,"Cuts":[{"Kind":"role","Id":"A","Issuer":"","IssuedBefore":1,"AncestorsBefore":-1,"Until":1}]}""")]
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
        Assert.Empty(store.Current.Cuts);
    }

    [Fact]
    public void Without_file_cuts_are_kept_in_memory()
    {
        var store = RevocationStore.InMemory(_clock);
        store.RevokeSessionsOf(Role);
        Assert.True(store.Current.Cuts.ContainsKey(RevocationTarget.OfRole(Role)));
        Assert.Empty(RevocationStore.InMemory(_clock).Current.Cuts);
    }

    [Fact]
    public void A_reader_keeps_the_list_it_took()
    {
        RevocationStore store = Open();
        RevocationList taken = store.Current;
        store.RevokeSessionsOf(Role);
        Assert.Empty(taken.Cuts);
    }

    [Fact]
    public void Version_1_is_read_and_followed_chains()
    {
        var cutoff = _clock.Now.ToUnixTimeMilliseconds();
        System.IO.File.WriteAllText(File, $$"""{"Version":1,"Roles":[{"RoleId":"{{Role}}","IssuedBefore":{{cutoff}}},{"RoleId":"AROALONGAGO","IssuedBefore":1}]}""");
        RevocationStore store = Open();
        // what cannot cut anything any more is not held
        KeyValuePair<RevocationTarget, Cut> cut = Assert.Single(store.Current.Cuts);
        Assert.Equal((RevocationTarget.OfRole(Role), cutoff, cutoff), (cut.Key, cut.Value.IssuedBefore, cut.Value.AncestorsBefore));
        store.RevokeSessionsOf("AROAEXAMPLEOTHERROLE1");
        Assert.Contains("\"Version\": 2", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
        Assert.Equal([Role, "AROAEXAMPLEOTHERROLE1"], IdsOf(Open()));
    }

    [Fact]
    public void Every_kind_survives_reopening()
    {
        RevocationTarget[] targets =
        [
            new(RevocationKind.Account, World.A), RevocationTarget.OfRole(Role), new(RevocationKind.User, "AIDAEXAMPLE"),
            RevocationTarget.OfSession("AAAAAAAAAAAAAAAAAAAAAA"), new(RevocationKind.SourceIdentity, "ana"),
            new(RevocationKind.Subject, "sub \"ject\" ü", "https://issuer.example"), RevocationTarget.OfKey("AAAAAAAAAAAAAAAA"),
        ];
        RevocationStore store = Open();
        foreach (RevocationTarget target in targets) Assert.True(store.TryRevoke(target, new RevocationTerms { Cascade = false }, out _));
        Assert.Equal(store.Current.Cuts.OrderBy(static c => c.Key.Kind), Open().Current.Cuts.OrderBy(static c => c.Key.Kind));
        Assert.Equal(targets, Open().Current.Cuts.Keys.OrderBy(static t => t.Kind));
        Assert.All(store.Current.Cuts.Where(static c => c.Key.Kind != RevocationKind.SigningKey), static c => Assert.Equal(0, c.Value.AncestorsBefore));
    }

    [Fact]
    public void What_cuts_nothing_any_more_is_dropped()
    {
        RevocationStore store = Open();
        store.RevokeSessionsOf(Role);
        store.TryRevoke(RevocationTarget.OfSession("AAAAAAAAAAAAAAAAAAAAAA"), new RevocationTerms { Cascade = false, Expiration = _clock.Now.AddHours(1) }, out _);
        store.TryRevoke(RevocationTarget.OfKey("AAAAAAAAAAAAAAAA"), new RevocationTerms(), out _);
        _clock.Advance(TimeSpan.FromMinutes(61));
        store.TryRevoke(new(RevocationKind.Account, World.B), new RevocationTerms(), out _);
        Assert.DoesNotContain(store.Current.Cuts.Keys, static t => t.Kind == RevocationKind.Session);
        Assert.Contains(RevocationTarget.OfRole(Role), store.Current.Cuts.Keys);
        _clock.Advance(TimeSpan.FromHours(48));
        store.RevokeSessionsOf("AROAEXAMPLEOTHERROLE1");
        // a killed key never comes back
        Assert.Equal(["AAAAAAAAAAAAAAAA", "AROAEXAMPLEOTHERROLE1"], IdsOf(Open()));
    }

    [Fact]
    public void A_cut_of_everything_takes_the_place_of_what_it_covers()
    {
        RevocationStore store = Open();
        store.RevokeSessionsOf(Role);
        store.TryRevoke(RevocationTarget.OfSession("AAAAAAAAAAAAAAAAAAAAAA"), new RevocationTerms(), out _);
        store.TryRevoke(new(RevocationKind.User, "AIDALATER"), new RevocationTerms { Skew = TimeSpan.FromSeconds(60) }, out _);
        store.TryRevoke(RevocationTarget.Everything, new RevocationTerms(), out _);
        Assert.Equal(["", "AAAAAAAAAAAAAAAAAAAAAA", "AIDALATER"], IdsOf(store));
    }

    [Fact]
    public void A_full_list_still_takes_what_cuts_everything()
    {
        var cuts = Enumerable.Range(0, RevocationList.MaxCount).ToDictionary(
            static i => RevocationTarget.OfRole($"AROA{i:D12}"), _ => new Cut(_clock.Now.ToUnixTimeMilliseconds(), 0, Cut.Latest - 1));
        System.IO.File.WriteAllBytes(File, RevocationFile.Write(cuts));
        RevocationStore store = Open();
        Assert.False(store.TryRevoke(RevocationTarget.OfRole(Role), new RevocationTerms(), out _));
        Assert.False(store.Current.Cuts.ContainsKey(RevocationTarget.OfRole(Role)));
        Assert.True(store.TryRevoke(RevocationTarget.OfKey("AAAAAAAAAAAAAAAA"), new RevocationTerms(), out _));
        Assert.True(store.TryRevoke(RevocationTarget.Everything, new RevocationTerms(), out _));
        Assert.True(Open().Current.Cuts.ContainsKey(RevocationTarget.Everything));
    }

    [Fact]
    public void Processes_that_share_a_file_lose_nothing_and_hear_of_each_other()
    {
        RevocationStore one = Open();
        RevocationStore other = Open();
        one.RevokeSessionsOf(Role);
        other.RevokeSessionsOf("AROAEXAMPLEOTHERROLE1");
        Assert.Equal([Role, "AROAEXAMPLEOTHERROLE1"], IdsOf(other));
        Assert.Equal([Role, "AROAEXAMPLEOTHERROLE1"], IdsOf(Open()));
        Assert.Equal([Role], IdsOf(one));
        Assert.Null(one.Refresh());
        Assert.Equal([Role, "AROAEXAMPLEOTHERROLE1"], IdsOf(one));
    }

    [Fact]
    public void An_instant_within_a_millisecond_cuts_what_was_issued_in_it()
    {
        RevocationStore store = Open();
        store.TryRevoke(RevocationTarget.OfRole(Role), new RevocationTerms { IssuedBefore = _clock.Now.AddTicks(1) }, out DateTimeOffset before);
        Assert.Equal(_clock.Now.AddMilliseconds(1), before);
        store.TryRevoke(new(RevocationKind.Account, World.A), new RevocationTerms { IssuedBefore = _clock.Now }, out before);
        Assert.Equal(_clock.Now, before);
    }

    [Fact]
    public void A_cut_that_reaches_nothing_any_more_is_answered_too()
    {
        RevocationStore one = Open();
        Open().RevokeSessionsOf(Role);
        var old = new RevocationTerms { IssuedBefore = _clock.Now.AddYears(-1) };
        Assert.True(one.TryRevoke(new(RevocationKind.Account, World.A), old, out DateTimeOffset before));
        Assert.Equal(old.IssuedBefore, before);
        Assert.Equal([Role], IdsOf(one));
    }

    [Fact]
    public async Task Processes_that_write_at_once_lose_nothing()
    {
        RevocationStore[] stores = [Open(), Open(), Open()];
        string[] roles = [.. Enumerable.Range(0, 60).Select(static i => $"AROAEXAMPLE{i:D10}")];
        await Task.WhenAll(roles.Select((role, i) => Task.Run(() => stores[i % stores.Length].RevokeSessionsOf(role))));
        Assert.Equal(roles, IdsOf(Open()));
    }

    [Fact]
    public void What_others_wrote_stays_when_a_cut_cannot_be_written()
    {
        RevocationStore one = Open();
        Open().RevokeSessionsOf(Role);
        // read before it is written, and then not written
        Directory.CreateDirectory(_directory["x"]);
        var content = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllText(File, "garbage");
        Assert.Throws<IOException>(() => one.RevokeSessionsOf("AROAEXAMPLEOTHERROLE1"));
        Assert.Empty(one.Current.Cuts);
        Assert.Equal("garbage", System.IO.File.ReadAllText(File));
        System.IO.File.WriteAllBytes(File, content);
        Assert.Null(one.Refresh());
        Assert.Equal([Role], IdsOf(one));
    }

    [Fact]
    public void X05_Revocations_that_cannot_be_read_for_too_long_are_stale_until_they_can()
    {
        RevocationStore store = Open();
        store.RevokeSessionsOf(Role);
        var content = System.IO.File.ReadAllBytes(File);
        System.IO.File.Delete(File);
        Assert.Contains("revocations.json", store.Refresh(), StringComparison.Ordinal);
        Assert.False(store.IsStale);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.NotNull(store.Refresh());
        Assert.False(store.IsStale);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(store.Refresh());
        Assert.True(store.IsStale);
        System.IO.File.WriteAllBytes(File, content);
        Assert.Null(store.Refresh());
        Assert.False(store.IsStale);
    }

    private static IEnumerable<string> IdsOf(RevocationStore store) =>
        store.Current.Cuts.Keys.Select(static t => t.Id).Order(StringComparer.Ordinal);

    private RevocationStore Open()
    {
        RevocationStoreResult result = RevocationStore.Open(File, _clock);
        Assert.Equal("", result.Fault);
        return Assert.IsType<RevocationStore>(result.Store);
    }
}
