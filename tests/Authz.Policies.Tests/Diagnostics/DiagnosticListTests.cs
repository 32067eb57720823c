using Authz.Policies.Diagnostics;

namespace Authz.Policies.Tests.Diagnostics;

public sealed class DiagnosticListTests
{
    private static readonly DiagnosticRule Fault = new("AZ9001", DiagnosticSeverity.Error, "a fault", "mend it");
    private static readonly DiagnosticRule Doubt = new("AZ9000", DiagnosticSeverity.Warning, "a doubt", "think again");

    [Fact]
    public void Findings_are_sorted_by_file_place_and_code()
    {
        var list = new DiagnosticList();
        SourceText b = SourceText.FromString("b.json", "x\ny");
        SourceText a = SourceText.FromString("a.json", "xyz");
        list.Add(Fault, b, 2, "4");
        list.Add(Fault, b, 0, "3");
        list.Add(Doubt, b, 0, "2");
        list.Add(Doubt, a, 2, "1");
        Assert.Equal(["1", "2", "3", "4"], list.Sorted().Select(d => d.Message));
        Assert.Equal(2, list.ErrorCount);
    }

    [Fact]
    public void A_finding_says_where_what_and_how_to_mend_it()
    {
        var list = new DiagnosticList();
        list.Add(Fault, SourceText.FromString("a.json", "{\n  é!"), 6, "`!` is wrong");
        Assert.Equal("a.json:2:4: error AZ9001: `!` is wrong (mend it)", list.Sorted()[0].ToString());
    }

    [Fact]
    public void Warnings_are_no_errors()
    {
        var list = new DiagnosticList();
        list.Add(Doubt, SourceText.FromString("a", ""), 0, "x");
        Assert.False(list.HasErrors);
        Assert.StartsWith("a:1:1: warning AZ9000", list.Sorted()[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_is_counted_in_full_and_kept_in_part_the_error_among_the_warnings_too()
    {
        var list = new DiagnosticList();
        SourceText text = SourceText.FromString("a", "x");
        for (var i = 0; i < 5_000; i++) list.Add(Doubt, text, 0, "doubt");
        for (var i = 0; i < 5_000; i++) list.Add(Fault, text, 0, "fault");
        Assert.Equal(5_000, list.ErrorCount);
        Assert.Equal(2 * DiagnosticList.MaxKept, list.Sorted().Count);
        Assert.Contains(list.Sorted(), d => d.IsError);
    }

    [Fact]
    public void The_flood_of_one_text_hides_nothing_of_another()
    {
        var list = new DiagnosticList();
        for (var i = 0; i < 5_000; i++) list.Add(Doubt, SourceText.FromString("a", "x"), 0, "doubt");
        list.Add(Doubt, SourceText.FromString("b", "x"), 0, "the one that matters");
        Assert.Equal(("the one that matters", 5_001, 4_000), (list.Sorted()[^1].Message, list.CountOf(DiagnosticSeverity.Warning), list.DroppedCount));
    }

    [Fact]
    public void Many_texts_have_a_bound_too()
    {
        var list = new DiagnosticList();
        for (var i = 0; i < 11_000; i++)
        {
            list.Add(new Diagnostic(Doubt, $"{i}", new SourcePosition(1, 1), "doubt"));
            list.Add(new Diagnostic(Fault, $"{i}", new SourcePosition(1, 1), "fault"));
        }

        Assert.Equal((2 * DiagnosticList.MaxKeptInAll, 11_000, 11_000, 2_000),
            (list.Sorted().Count, list.ErrorCount, list.CountOf(DiagnosticSeverity.Warning), list.DroppedCount));
    }

    [Fact]
    public void What_is_suppressed_takes_no_place_and_an_error_never_is()
    {
        var list = new DiagnosticList(static _ => true);
        SourceText text = SourceText.FromString("a", "x");
        list.Add(Doubt, text, 0, "doubt");
        list.Add(Fault, text, 0, "fault");
        list.NewOfSameRules().Add(Doubt, text, 0, "doubt");
        Assert.Equal(("fault", 0, 0), (Assert.Single(list.Sorted()).Message, list.CountOf(DiagnosticSeverity.Warning), list.DroppedCount));
    }

    [Fact]
    public void What_is_known_is_not_added_again_and_what_was_dropped_counts()
    {
        SourceText text = SourceText.FromString("a", "x");
        var known = new HashSet<Diagnostic>();
        var list = new DiagnosticList();
        DiagnosticList first = new(), again = new();
        first.Add(Doubt, text, 0, "one");
        again.Add(Doubt, text, 0, "one");
        for (var i = 0; i < 1_000; i++) again.Add(Doubt, text, 0, $"{i}");
        list.AddNew(first, known);
        list.AddNew(again, known);
        Assert.Equal((1_000, 1_001, 1), (list.Sorted().Count, list.CountOf(DiagnosticSeverity.Warning), list.DroppedCount));
    }

    [Theory]
    [InlineData("", 0, 1, 1)]
    [InlineData("ab", 99, 1, 3)]
    [InlineData("ab", -1, 1, 1)]
    [InlineData("a\r\nb", 3, 2, 1)]
    [InlineData("é😀x", 6, 1, 3)]
    public void Columns_count_characters(string text, int offset, int line, int column) =>
        Assert.Equal(new SourcePosition(line, column), SourceText.FromString("t", text).PositionOf(offset));
}
