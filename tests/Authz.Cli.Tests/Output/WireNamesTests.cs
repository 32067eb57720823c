using Authz.Cli.Output;
using Authz.Protocol.V1;
using Google.Protobuf.Reflection;

namespace Authz.Cli.Tests.Output;

public sealed class WireNamesTests
{
    [Fact]
    public void Reasons_layers_and_decisions_are_spelt_as_in_the_protocol()
    {
        foreach (EnumDescriptor type in (EnumDescriptor[])
            [.. AuthorizationReflection.Descriptor.EnumTypes.Where(e => e.Name != "Effect"), .. TokenReflection.Descriptor.EnumTypes.Where(e => e.Name == "PrincipalKind")])
        {
            Assert.All(type.Values.Where(v => v.Number > 0), value => Assert.Equal(value.Name, NameOf(type.Name, value.Number)));
        }
    }

    [Fact]
    public void A_value_of_a_later_release_is_its_number() => Assert.Equal("99", WireNames.Of((DecisionReason)99));

    private static string NameOf(string type, int number) => type switch
    {
        "Decision" => WireNames.Of((Decision)number),
        "DecisionReason" => WireNames.Of((DecisionReason)number),
        "PolicyLayer" => WireNames.Of((PolicyLayer)number),
        "PayloadPolicy" => WireNames.Of((PayloadPolicy)number),
        "PrincipalKind" => WireNames.Of((PrincipalKind)number),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "an enum without a test"),
    };
}
