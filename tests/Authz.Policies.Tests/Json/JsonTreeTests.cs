using System.Text;
using Authz.Policies.Diagnostics;
using Authz.Policies.Json;

namespace Authz.Policies.Tests.Json;

public sealed class JsonTreeTests
{
    [Fact]
    public void Keeps_the_place_of_every_member()
    {
        (JsonNode? root, DiagnosticList findings) = Read("{\n  \"a\": [1, \"é\", true],\n  \"b\": {}\n}");
        Assert.False(findings.HasErrors);
        Assert.Equal(["a", "b"], root!.Members.Select(m => m.Name));
        Assert.Equal([4, 28], root.Members.Select(m => m.NameOffset));
        Assert.Equal([JsonKind.Number, JsonKind.String, JsonKind.True], root.Find("a")!.Items.Select(i => i.Kind));
        Assert.Equal((10, 13), (root.Find("a")!.Items[0].Offset, root.Find("a")!.Items[1].Offset));
        Assert.Equal((33, 35), (root.Members[1].Value.Offset, root.Members[1].Value.End));
        Assert.Null(root.Find("A"));
    }

    [Fact]
    public void What_stands_in_something_else_stays_there()
    {
        (JsonNode? root, _) = Read("""{ "a": [ { "b": 1, "c": [2, [], {}] }, 3 ], "d": { "a": {}, "e": [4] }, "f": 5 }""");
        Assert.Equal("{a:[{b:1,c:[2,[],{}]},3],d:{a:{},e:[4]},f:5}", Describe(root!));
    }

    [Fact]
    public void A_name_that_stands_many_times_is_one_string_however_it_is_escaped()
    {
        (JsonNode? root, _) = Read("""[ { "name": 1 }, { "name": 2 }, { "n\u0061me": 3 }, { "nome": 4 }, { "": 5 } ]""");
        Assert.Equal(["name", "name", "name", "nome", ""], root!.Items.Select(i => i.Members[0].Name));
        Assert.Same(root.Items[0].Members[0].Name, root.Items[1].Members[0].Name);
    }

    [Fact]
    public void A_name_that_is_no_text_is_reported_also_after_others()
    {
        (_, DiagnosticList findings) = Read("""[ { "ab": 1 }, { "\uD800": 2 }, { "\uD800": 3 } ]""");
        AssertFindings(findings, ("AZ1001", 1, 18), ("AZ1001", 1, 35));
    }

    [Fact]
    public void Scalars_keep_their_text()
    {
        (JsonNode? root, _) = Read("""[1.50, -2e3, "a\u0041\n", true, false, null]""");
        Assert.Equal(["1.50", "-2e3", "aA\n", "true", "false", "null"], root!.Items.Select(i => i.Text));
        Assert.Equal(
            ["a number", "a number", "a string", "a boolean", "a boolean", "null"], root.Items.Select(i => i.Describe()));
    }

    [Fact]
    public void Duplicates_are_reported_each_at_its_place()
    {
        (JsonNode? root, DiagnosticList findings) = Read("{\"a\":1,\n\"a\":2,\"b\":{\"x\":1,\"\\u0078\":2},\n \"a\":3}");
        Assert.NotNull(root);
        AssertFindings(findings, ("AZ1002", 2, 1), ("AZ1002", 2, 18), ("AZ1002", 3, 2));
    }

    [Fact]
    public void Duplicates_are_found_in_large_objects()
    {
        var members = string.Join(",", Enumerable.Range(0, 100).Select(i => $"\"k{i}\":0"));
        AssertFindings(Read($"{{{members},\"k50\":0}}").Findings, ("AZ1002", 1, members.Length + 3));
        Assert.False(Read($"{{{members}}}").Findings.HasErrors);
    }

    [Fact]
    public void Names_that_differ_in_case_are_two_members() => Assert.False(Read("""{"a":1,"A":2}""").Findings.HasErrors);

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("   ", 1, 4)]
    [InlineData("{\n  \"a\": x\n}", 2, 8)]
    [InlineData("{\"a\": 1,}", 1, 9)]
    [InlineData("[1, 2", 1, 6)]
    [InlineData("{} {}", 1, 4)]
    [InlineData("{\"a\": 01}", 1, 8)]
    [InlineData("'a'", 1, 1)]
    [InlineData("NaN", 1, 1)]
    [InlineData("{\"é\": x}", 1, 7)]
    [InlineData("// c\n{}", 1, 1)]
    [InlineData("\"a\u0001\"", 1, 3)]
    public void Text_that_is_no_json_is_refused_at_its_place(string text, int line, int column)
    {
        (JsonNode? root, DiagnosticList findings) = Read(text);
        Assert.Null(root);
        AssertFindings(findings, ("AZ1001", line, column));
    }

    [Fact]
    public void Comments_and_trailing_commas_only_when_relaxed()
    {
        const string Text = "/* a */ { // b\n \"a\": [1, 2,], }";
        Assert.NotNull(Read(Text, JsonDialect.Relaxed).Root);
        Assert.False(Read(Text, JsonDialect.Relaxed).Findings.HasErrors);
        Assert.Null(Read(Text).Root);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Ten_thousand_levels_are_refused_not_a_crash(string opening)
    {
        var text = string.Concat(Enumerable.Repeat(opening, 10_000));
        (JsonNode? root, DiagnosticList findings) = Read(text);
        Assert.Null(root);
        Assert.Equal("AZ1004", Assert.Single(findings.Sorted()).Rule.Code);
    }

    [Fact]
    public void Sixty_four_levels_are_read()
    {
        Assert.NotNull(Read(new string('[', JsonTree.MaxDepth) + new string(']', JsonTree.MaxDepth)).Root);
        Assert.Null(Read(new string('[', JsonTree.MaxDepth + 1) + new string(']', JsonTree.MaxDepth + 1)).Root);
    }

    [Fact]
    public void Invalid_utf8_is_shown_where_it_stands()
    {
        byte[] text = [.. "{\n \"é"u8, 0xC3, 0x28, .. "\": 1}"u8];
        (JsonNode? root, DiagnosticList findings) = Read(text);
        Assert.Null(root);
        AssertFindings(findings, ("AZ1000", 2, 4));
    }

    [Theory]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })] // a surrogate
    [InlineData(new byte[] { 0xC0, 0xAF })] // overlong
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })] // beyond U+10FFFF
    [InlineData(new byte[] { 0xE2, 0x82 })] // cut off
    public void Bytes_that_are_no_text_are_refused(byte[] bytes) =>
        AssertFindings(Read([(byte)'"', .. bytes, (byte)'"']).Findings, ("AZ1000", 1, 2));

    [Theory]
    [InlineData("""{"a": "\ud800"}""", 1, 7)]
    [InlineData("""{"a": "\udc00\ud800"}""", 1, 7)]
    [InlineData("""{"\ud800": 1}""", 1, 2)]
    public void A_lone_surrogate_escape_is_an_error(string text, int line, int column) =>
        AssertFindings(Read(text).Findings, ("AZ1001", line, column));

    [Fact]
    public void A_surrogate_pair_is_a_character()
    {
        (JsonNode? root, DiagnosticList findings) = Read("""["\ud83d\ude00"]""");
        Assert.False(findings.HasErrors);
        Assert.Equal("😀", root!.Items[0].Text);
    }

    [Fact]
    public void A_byte_order_mark_is_skipped_and_not_counted()
    {
        (JsonNode? root, DiagnosticList findings) = Read([0xEF, 0xBB, 0xBF, .. "[x]"u8]);
        Assert.Null(root);
        AssertFindings(findings, ("AZ1001", 1, 2));
        Assert.NotNull(Read([0xEF, 0xBB, 0xBF, .. "[]"u8]).Root);
    }

    [Fact]
    public void Huge_text_is_refused_unread()
    {
        var text = Encoding.UTF8.GetBytes("[" + new string(' ', JsonTree.DefaultMaxBytes) + "]");
        AssertFindings(Read(text).Findings, ("AZ1003", 1, 1));
        Assert.NotNull(Read(text[..^3].Append((byte)']').ToArray()).Root);
    }

    [Fact]
    public void Many_faults_on_one_line_are_reported_in_little_time()
    {
        var text = "{" + string.Join(",", Enumerable.Repeat("\"a\":0", 150_000)) + "}";
        long before = Environment.TickCount64;
        DiagnosticList findings = Read(text).Findings;
        Assert.Equal(149_999, findings.ErrorCount);
        Assert.True(Environment.TickCount64 - before < 5_000, "a hostile text must not cost seconds");
    }

    private static (JsonNode? Root, DiagnosticList Findings) Read(string text, JsonDialect dialect = JsonDialect.Strict) =>
        Read(Encoding.UTF8.GetBytes(text), dialect);

    private static (JsonNode? Root, DiagnosticList Findings) Read(byte[] text, JsonDialect dialect = JsonDialect.Strict)
    {
        var findings = new DiagnosticList();
        return (JsonTree.Read(new SourceText("test", text), dialect, findings), findings);
    }

    private static void AssertFindings(DiagnosticList findings, params (string, int, int)[] expected) =>
        Assert.Equal(expected, findings.Sorted().Select(f => (f.Rule.Code, f.Position.Line, f.Position.Column)));

    private static string Describe(JsonNode node) => node.Kind switch
    {
        JsonKind.Object => $"{{{string.Join(',', node.Members.Select(static m => $"{m.Name}:{Describe(m.Value)}"))}}}",
        JsonKind.Array => $"[{string.Join(',', node.Items.Select(Describe))}]",
        _ => node.Text,
    };
}
