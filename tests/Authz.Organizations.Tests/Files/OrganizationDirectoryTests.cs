using System.Text;
using Authz.Organizations.Files;
using Authz.Policies.Diagnostics;

namespace Authz.Organizations.Tests.Files;

public sealed class OrganizationDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void All_files_are_fetched_in_order_with_relative_paths()
    {
        _directory.With("policies/b.json", "2").With("organization.json", "1").With("policies/a/x", "3");
        OrganizationFiles files = Fetch();
        Assert.Equal(["organization.json", "policies/a/x", "policies/b.json"], files.All.Select(file => file.Path));
        Assert.Equal("2", Text(files, "policies/b.json"));
    }

    [Fact]
    public void Hidden_files_and_what_editors_leave_are_passed_over()
    {
        _directory.With(".hidden", "1").With("a.json~", "1").With(".a.json.swp", "1").With("a.swp", "1").With(".git/x", "1")
            .With("a.json", "1");
        Assert.Equal(["a.json"], Fetch().All.Select(file => file.Path));
    }

    [Fact]
    public void A_mounted_volume_is_read_through_its_links_once()
    {
        _directory.With("..2024_01_01/organization.json", "1").With("..2024_01_01/accounts/a/account.json", "2")
            .WithLink("..data", "..2024_01_01")
            .WithLink("organization.json", "..data/organization.json").WithLink("accounts", "..data/accounts");
        OrganizationFiles files = Fetch();
        Assert.Equal(["accounts/a/account.json", "organization.json"], files.All.Select(file => file.Path));
        Assert.Equal("2", Text(files, "accounts/a/account.json"));
    }

    [Fact]
    public void A_volume_that_was_swapped_during_the_walk_is_noticed()
    {
        _directory.With("..1/a.json", "1").With("..2/a.json", "2").WithLink("..data", "..1").WithLink("a.json", "..data/a.json");
        var walk = new DirectoryWalk(_directory.Path, static (_, _) => { });
        walk.Run();
        Assert.False(walk.HasMoved());
        File.Delete(Path.Join(_directory.Path, "..data"));
        _directory.WithLink("..data", "..2");
        Assert.True(walk.HasMoved());
    }

    [Theory]
    [InlineData("/etc/hostname")]
    [InlineData("/etc")]
    [InlineData("../elsewhere")]
    [InlineData("inner/../../elsewhere")]
    [InlineData("a.json")]
    [InlineData("loop/../a.json")]
    public void A_link_that_leaves_or_runs_in_a_circle_is_a_fault(string target)
    {
        _directory.WithLink("a.json", target).WithLink("loop", ".");
        Assert.Contains(Fetch().Faults, fault => fault is { Rule.Code: "AZ2004", Source: "a.json", Position: { Line: 1, Column: 1 } });
    }

    [Fact]
    public void A_directory_that_links_to_one_around_it_ends()
    {
        _directory.With("a/b/x.json", "1").WithLink("a/b/up", "..");
        OrganizationFiles files = Fetch(faults: 1);
        Assert.Equal("AZ2004", files.Faults[0].Rule.Code);
        Assert.Equal(["a/b/x.json"], files.All.Select(file => file.Path));
    }

    [Fact]
    public void A_directory_that_does_not_exist_is_one_fault()
    {
        OrganizationFiles files = OrganizationDirectory.Fetch(Path.Join(_directory.Path, "nothing"));
        Assert.Equal("AZ2000", Assert.Single(files.Faults).Rule.Code);
        var diagnostics = new DiagnosticList();
        Assert.Null(Organizations.Reading.OrganizationReader.Read(files, diagnostics));
        Assert.Single(diagnostics.Sorted());
    }

    [Fact]
    public void A_link_to_nothing_is_a_file_that_cannot_be_read()
    {
        _directory.WithLink("a.json", "b.json");
        Diagnostic fault = Assert.Single(Fetch(faults: 1).Faults);
        Assert.Equal(("AZ2001", "a.json"), (fault.Rule.Code, fault.Source));
    }

    [Fact]
    public void A_file_larger_than_the_limit_is_a_fault_and_still_listed()
    {
        _directory.With("a.json", new string(' ', OrganizationDirectory.MaxFileBytes))
            .With("b.json", new string(' ', OrganizationDirectory.MaxFileBytes + 1));
        OrganizationFiles files = Fetch(faults: 1);
        Assert.Equal(("AZ2002", "b.json"), (files.Faults[0].Rule.Code, files.Faults[0].Source));
        Assert.Equal([true, false], files.All.Select(file => file.IsFetched));
    }

    [Fact]
    public void Directories_nested_too_deeply_are_a_fault()
    {
        _directory.With(string.Join('/', Enumerable.Repeat("d", OrganizationDirectory.MaxDepth)) + "/a.json", "1");
        Fetch();
        _directory.With(string.Join('/', Enumerable.Repeat("d", OrganizationDirectory.MaxDepth + 1)) + "/a.json", "1");
        Assert.Equal("AZ2003", Assert.Single(Fetch(faults: 1).Faults).Rule.Code);
    }

    [Fact]
    public void More_files_than_the_limit_are_a_fault()
    {
        _directory.With("a/x.json", "1").With("b/x.json", "1");
        for (var i = 0; i < OrganizationDirectory.MaxFiles; i++) File.Create(Path.Join(_directory.Path, $"b/{i}.json")).Dispose();
        Assert.Equal(("AZ2003", "b"), Single(Fetch(faults: 1)));
        File.Delete(Path.Join(_directory.Path, "b/x.json"));
        OrganizationFiles files = Fetch(faults: 1);
        Assert.Equal(("AZ2003", "b/9999.json"), Single(files));
        Assert.Equal(OrganizationDirectory.MaxFiles, files.All.Count);

        static (string Code, string Source) Single(OrganizationFiles files) => (files.Faults[0].Rule.Code, files.Faults[0].Source);
    }

    private OrganizationFiles Fetch(int? faults = null)
    {
        OrganizationFiles files = OrganizationDirectory.Fetch(_directory.Path);
        if (faults is { } count) Assert.Equal(count, files.Faults.Count);
        return files;
    }

    private static string Text(OrganizationFiles files, string path) => Encoding.UTF8.GetString(files.Find(path)!.Content.Span);
}
