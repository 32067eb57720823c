namespace Authz.LoadTests.Tests;

public sealed class LoadOptionsTests
{
    [Fact]
    public void Without_options_everything_runs()
    {
        LoadOptions? options = LoadOptions.Read([], out var fault);
        Assert.Equal(("", new LoadOptions()), (fault, options));
        Assert.All([Part.Compare, Part.Rate, Part.Batch, Part.Reload], part => Assert.True(options!.Runs(part)));
    }

    [Fact]
    public void Every_option_is_taken()
    {
        LoadOptions? options = LoadOptions.Read(
            [
                "--only", "rate", "--rounds", "50", "--seconds", "1", "--rate-seconds", "300", "--connections", "64", "--streams", "100",
                "--sidecar-binary", "/a", "--empty-binary", "/b", "--cerbos-binary", "/c", "--without-cerbos", "--built-in",
            ],
            out _);
        var expected = new LoadOptions
        {
            Parts = Part.Rate,
            Rounds = 50,
            Seconds = 1,
            RateSeconds = 300,
            Connections = 64,
            Streams = 100,
            SidecarBinary = "/a",
            EmptyBinary = "/b",
            CerbosBinary = "/c",
            IsWithoutCerbos = true,
            IsBuiltIn = true,
        };
        Assert.Equal(expected, options);
        Assert.False(options!.Runs(Part.Compare));
    }

    [Theory]
    [InlineData("--rounds", "0")]
    [InlineData("--rounds", "51")]
    [InlineData("--rate-seconds", "1")]
    [InlineData("--seconds", "-1")]
    [InlineData("--only", "everything")]
    [InlineData("--help", "")]
    public void What_is_not_understood_is_named_with_all_that_is(string name, string value)
    {
        Assert.Null(LoadOptions.Read([name, value], out var fault));
        Assert.StartsWith($"`{name} {value}` is not understood: write --only", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_option_without_its_value_is_a_fault()
    {
        Assert.Null(LoadOptions.Read(["--built-in", "--rounds"], out var fault));
        Assert.StartsWith("`--rounds` is not understood", fault, StringComparison.Ordinal);
    }
}
