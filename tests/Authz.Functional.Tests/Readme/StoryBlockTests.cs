namespace Authz.Functional.Tests.Readme;

public sealed class StoryBlockTests
{
    private const string Readme = """
        before
        <!-- story:begin -->
        ```bash
        echo one
        echo two
        ```
        ```text
        one
        two
        exit 0
        ```
        <!-- story:end -->
        """;

    [Fact]
    public void A_run_that_keeps_the_promise_has_no_fault() =>
        Assert.Null(Assert.Single(StoryBlock.Read(Readme)).FindFault("one\ntwo\n", "0"));

    [Theory]
    [InlineData("two\none\n", "0")]
    [InlineData("one\n", "0")]
    [InlineData("one\ntwo\n", "1")]
    public void A_run_that_breaks_it_has_one(string output, string exit) =>
        Assert.NotNull(Assert.Single(StoryBlock.Read(Readme)).FindFault(output, exit));

    [Theory]
    [InlineData("<!-- story:begin -->", "")]
    [InlineData("<!-- story:end -->", "")]
    [InlineData("```bash", "```sh")]
    public void A_readme_without_marks_or_with_other_blocks_is_refused(string old, string replacement) =>
        Assert.ThrowsAny<Exception>(() => StoryBlock.Read(Readme.Replace(old, replacement, StringComparison.Ordinal)));
}
