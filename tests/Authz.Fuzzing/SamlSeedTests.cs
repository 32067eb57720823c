using Authz.Fuzzing.Targets;

namespace Authz.Fuzzing;

public sealed class SamlSeedTests
{
    // else the properties of what is accepted would hold of nothing
    [Theory]
    [InlineData("rsa-sha256.xml")]
    [InlineData("both-signed.xml")]
    [InlineData("prefix-list.xml")]
    public void Seeds_that_were_signed_are_accepted(string seed) =>
        Assert.Equal(default, SamlTarget.Verify(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "seeds", "saml", seed))).Error);
}
