using Authz.Sts.SingleUse;
using Authz.Sts.Tests.Worlds;

namespace Authz.Sts.Tests.SingleUse;

public sealed class SingleUseStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SettableClock _clock = new(World.Start);

    private string File => _directory["single-use.log"];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_default_answer_opens_nothing() => Assert.Equal(SingleUseAnswer.Unavailable, default(SingleUseResult).Answer);

    [Fact]
    public void A_fact_counts_once()
    {
        using SingleUseStore store = Open();
        Expect(SingleUseAnswer.Accepted, store, "a");
        Expect(SingleUseAnswer.Used, store, "a");
        Expect(SingleUseAnswer.Accepted, store, "b");
    }

    [Fact]
    public void A_series_only_goes_on()
    {
        using SingleUseStore store = Open();
        Expect(SingleUseAnswer.Accepted, store, "a", 5);
        Expect(SingleUseAnswer.Used, store, "a", 4);
        Expect(SingleUseAnswer.Used, store, "a", 5);
        Expect(SingleUseAnswer.Accepted, store, "a", 7);
        Expect(SingleUseAnswer.Used, store, "a", 6);
    }

    [Fact]
    public void A_use_survives_reopening()
    {
        using (SingleUseStore store = Open())
        {
            Expect(SingleUseAnswer.Accepted, store, "a", 5);
            Expect(SingleUseAnswer.Accepted, store, "b");
        }

        using SingleUseStore again = Open();
        Expect(SingleUseAnswer.Used, again, "a", 5);
        Expect(SingleUseAnswer.Used, again, "b");
        Expect(SingleUseAnswer.Accepted, again, "a", 6);
    }

    [Fact]
    public void What_was_cut_off_at_any_byte_was_never_answered()
    {
        var lengths = new List<long>();
        using (SingleUseStore store = Open())
        {
            for (var i = 0; i < 4; i++)
            {
                Expect(SingleUseAnswer.Accepted, store, $"fact {i}");
                lengths.Add(new FileInfo(File).Length);
            }
        }

        var whole = System.IO.File.ReadAllBytes(File);
        Assert.Equal(lengths[^1], whole.Length);
        for (var length = FactLine.Header.Length + 1; length <= whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            using SingleUseStore store = Open();
            for (var i = 0; i < 4; i++)
                Expect(length >= lengths[i] ? SingleUseAnswer.Used : SingleUseAnswer.Accepted, store, $"fact {i}");
        }
    }

    [Fact]
    public void What_a_crash_left_beside_the_file_does_not_matter()
    {
        using (SingleUseStore store = Open()) Expect(SingleUseAnswer.Accepted, store, "a");
        System.IO.File.WriteAllText(_directory[".single-use.log.0123456789abcdef.tmp"], "authz-single");
        using SingleUseStore again = Open();
        Expect(SingleUseAnswer.Used, again, "a");
    }

    [Theory]
    [InlineData("")]
    [InlineData("authz-single-use 2\n")]
    [InlineData("authz-single-use 1")]
    [InlineData("authz-single-use 1\nrubbish\n")]
    [InlineData("authz-single-use 1\n1 4923000000 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA 00000000\n")]
    public void A_damaged_file_is_a_fault(string text)
    {
        System.IO.File.WriteAllText(File, text);
        SingleUseStoreResult result = SingleUseStore.Open(File, _clock);
        Assert.Null(result.Store);
        Assert.Contains("damaged at line", result.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_digit_is_damage()
    {
        using (SingleUseStore store = Open()) Expect(SingleUseAnswer.Accepted, store, "a", 55);
        var text = System.IO.File.ReadAllText(File);
        System.IO.File.WriteAllText(File, text.Replace("\n55 ", "\n54 ", StringComparison.Ordinal));
        Assert.Contains("damaged at line 2", SingleUseStore.Open(File, _clock).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_folder_is_a_fault() =>
        Assert.Contains("folder does not exist", SingleUseStore.Open(_directory["absent/single-use.log"], _clock).Fault, StringComparison.Ordinal);

    [Fact]
    public void Opening_writes_nothing()
    {
        using SingleUseStore store = Open();
        Assert.Empty(Directory.EnumerateFileSystemEntries(_directory.Path));
    }

    [Fact]
    public void The_file_tells_no_names_and_is_private()
    {
        using SingleUseStore store = Open();
        Expect(SingleUseAnswer.Accepted, store, "totp/arn:aws:iam::111122223333:mfa/alice");
        Assert.DoesNotContain("alice", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
    }

    [Fact]
    public void What_cannot_be_written_is_refused_and_what_can_be_again_is_accepted()
    {
        using SingleUseStore store = Open();
        Expect(SingleUseAnswer.Accepted, store, "a");
        System.IO.File.Delete(File);
        Directory.CreateDirectory(File);
        SingleUseResult result = store.Use(Fact("b"));
        Assert.Equal(SingleUseAnswer.Unavailable, result.Answer);
        Assert.NotEmpty(result.Fault);
        // it was refused, and may have reached the disk
        Expect(SingleUseAnswer.Used, store, "b");
        Directory.Delete(File);
        Expect(SingleUseAnswer.Accepted, store, "c");
        store.Dispose();
        using SingleUseStore again = Open();
        foreach (var name in (string[])["a", "b", "c"]) Expect(SingleUseAnswer.Used, again, name);
    }

    [Fact]
    public void Another_process_cannot_use_the_same_file()
    {
        using SingleUseStore first = Open();
        using SingleUseStore second = Open();
        Expect(SingleUseAnswer.Accepted, first, "a");
        Assert.Equal(SingleUseAnswer.Unavailable, second.Use(Fact("a")).Answer);
        Assert.Equal(SingleUseAnswer.Unavailable, second.Use(Fact("b")).Answer);
        first.Dispose();
        Expect(SingleUseAnswer.Used, second, "a");
        Expect(SingleUseAnswer.Accepted, second, "b");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_all_who_use_a_fact_exactly_one_is_accepted(bool isDurable)
    {
        using SingleUseStore store = isDurable ? Open() : SingleUseStore.InMemory(_clock);
        using var gate = new ManualResetEventSlim();
        Task<SingleUseAnswer>[] uses = [.. Enumerable.Range(0, 64).Select(i => Task.Run(() =>
        {
            gate.Wait();
            return store.Use(Fact($"fact {i % 8}")).Answer;
        }))];
        gate.Set();
        SingleUseAnswer[] answers = await Task.WhenAll(uses);
        for (var fact = 0; fact < 8; fact++)
        {
            SingleUseAnswer[] own = [.. answers.Where((_, i) => i % 8 == fact)];
            Assert.Single(own, SingleUseAnswer.Accepted);
            Assert.Equal(7, own.Count(static a => a == SingleUseAnswer.Used));
        }
    }

    [Fact]
    public void Expired_facts_are_dropped_and_the_rest_is_bounded()
    {
        using var store = SingleUseStore.InMemory(_clock, capacity: 10);
        for (var i = 0; i < 10; i++) Expect(SingleUseAnswer.Accepted, store, $"fact {i}");
        SingleUseResult full = store.Use(Fact("one more"));
        Assert.Equal(SingleUseAnswer.Unavailable, full.Answer);
        Assert.Contains("10 facts", full.Fault, StringComparison.Ordinal);
        Expect(SingleUseAnswer.Used, store, "fact 3");
        _clock.Advance(TimeSpan.FromMinutes(10));
        Expect(SingleUseAnswer.Accepted, store, "one more");
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public void The_file_does_not_grow_for_ever()
    {
        using SingleUseStore store = Open();
        for (var i = 0; i < 3000; i++) Expect(SingleUseAnswer.Accepted, store, "one device", i);
        Assert.InRange(System.IO.File.ReadAllLines(File).Length, 2, 1030);
        store.Dispose();
        using SingleUseStore again = Open();
        Expect(SingleUseAnswer.Used, again, "one device", 2999);
    }

    private static void Expect(SingleUseAnswer expected, SingleUseStore store, string name, long value = 1) =>
        Assert.Equal(expected, store.Use(new SingleUseFact(name, value, World.Start.AddMinutes(5))).Answer);

    private static SingleUseFact Fact(string name) => new(name, 1, World.Start.AddMinutes(5));

    private SingleUseStore Open()
    {
        SingleUseStoreResult result = SingleUseStore.Open(File, _clock);
        Assert.Equal("", result.Fault);
        return Assert.IsType<SingleUseStore>(result.Store);
    }
}
