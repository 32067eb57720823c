namespace Authz.Functional.Tests.Readme;

/// <summary>A block of commands of the README and what it promises of them.</summary>
internal sealed class StoryBlock(string commands, int line)
{
    private const string ExitPrefix = "exit ";

    /// <summary>The commands, to be copied into a shell.</summary>
    public string Commands { get; } = commands;

    /// <summary>Where the block begins.</summary>
    public int Line { get; } = line;

    /// <summary>Texts that lines of the output have, in this order.</summary>
    public List<string> Output { get; } = [];

    /// <summary>The exit status of the last command; null: any.</summary>
    public string? Exit { get; private set; }

    /// <summary>Reads the blocks between the two marks of a story.</summary>
    public static List<StoryBlock> Read(string readme, string story = "story")
    {
        string begins = $"<!-- {story}:begin -->", ends = $"<!-- {story}:end -->";
        var lines = readme.Split('\n');
        int begin = Array.IndexOf(lines, begins), end = Array.IndexOf(lines, ends);
        Assert.True(begin >= 0 && end > begin, $"the README has no `{begins}` with an `{ends}` after it");
        var blocks = new List<StoryBlock>();
        for (var at = begin + 1; at < end; at++)
        {
            if (!lines[at].StartsWith("```", StringComparison.Ordinal)) continue;
            var (kind, first) = (lines[at][3..], at + 1);
            at = Array.IndexOf(lines, "```", first);
            Assert.True(at > 0 && at < end, $"line {first} of the README begins a block that does not end");
            var text = lines[first..at];
            if (kind == "bash") blocks.Add(new StoryBlock(string.Join('\n', text), first));
            else if (kind == "text" && blocks.Count > 0) blocks[^1].Expect(text);
            else Assert.Fail($"line {first} of the README begins a block that is neither commands (`bash`) nor their output (`text`)");
        }

        return blocks;
    }

    /// <summary>Says what a run lacks; null when it keeps the promise.</summary>
    public string? FindFault(string output, string exit)
    {
        var at = 0;
        var lines = output.Split('\n');
        foreach (var expected in Output)
        {
            while (at < lines.Length && !lines[at].Contains(expected, StringComparison.Ordinal)) at++;
            if (at == lines.Length) return $"README line {Line}: no `{expected}` in its place in the output";
            // several texts may stand on one line, one after the other
            lines[at] = lines[at][(lines[at].IndexOf(expected, StringComparison.Ordinal) + expected.Length)..];
        }

        return Exit is not null && Exit != exit ? $"README line {Line}: exit status {exit} instead of {Exit}" : null;
    }

    private void Expect(string[] lines)
    {
        foreach (var line in lines)
        {
            if (line.StartsWith(ExitPrefix, StringComparison.Ordinal)) Exit = line[ExitPrefix.Length..];
            else if (line.Trim().Length > 0) Output.Add(line.Trim());
        }
    }
}
