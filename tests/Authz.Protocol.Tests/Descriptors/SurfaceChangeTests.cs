using Authz.Protocol.V1;
using Google.Protobuf.Reflection;

namespace Authz.Protocol.Tests.Descriptors;

public sealed class SurfaceChangeTests
{
    [Fact]
    public void Nothing_changed_is_nothing_said() => Assert.Empty(Explain(_ => { }));

    [Fact]
    public void A_removed_field_is_breaking() =>
        Assert.Equal(["breaking: message authz.v1.AuthorizeRequest field 004 (string region) is removed"],
            Explain(file => Request(file).Field.Remove(Field(file, "region"))));

    [Fact]
    public void A_renumbered_field_is_breaking() =>
        Assert.Contains("breaking: message authz.v1.AuthorizeRequest field 004 (string region) is renumbered: "
            + "message authz.v1.AuthorizeRequest field 099", Explain(file => Field(file, "region").Number = 99));

    [Fact]
    public void A_renamed_field_is_breaking() =>
        Assert.Equal(["breaking: message authz.v1.AuthorizeRequest field 004 was (string region) and is now (string zone)"],
            Explain(file => Field(file, "region").Name = "zone"));

    [Fact]
    public void A_retyped_field_is_breaking() =>
        Assert.Equal(["breaking: message authz.v1.AuthorizeRequest field 004 was (string region) and is now (bytes region)"],
            Explain(file => Field(file, "region").Type = FieldDescriptorProto.Types.Type.Bytes));

    [Fact]
    public void A_repeated_field_is_another_field() =>
        Assert.Equal(["breaking: message authz.v1.AuthorizeRequest field 004 was (string region) and is now (repeated string region)"],
            Explain(file => Field(file, "region").Label = FieldDescriptorProto.Types.Label.Repeated));

    [Fact]
    public void A_renamed_rpc_is_breaking()
    {
        var changes = Explain(file => file.Service[0].Method[0].Name = "Decide");

        Assert.Contains(changes, change => change.StartsWith(
            "breaking: service authz.v1.AuthorizationService rpc Authorize (", StringComparison.Ordinal));
        Assert.Contains(changes, change => change.StartsWith(
            "added: service authz.v1.AuthorizationService rpc Decide (", StringComparison.Ordinal));
    }

    [Fact]
    public void An_rpc_that_streams_is_another_rpc() =>
        Assert.StartsWith("breaking: service authz.v1.AuthorizationService rpc Authorize was (",
            Assert.Single(Explain(file => file.Service[0].Method[0].ServerStreaming = true)), StringComparison.Ordinal);

    [Fact]
    public void A_renamed_enum_value_is_breaking() =>
        Assert.Equal(["breaking: enum authz.v1.Decision value 001 was (ALLOW) and is now (PERMIT)"],
            Explain(file => file.EnumType.Single(type => type.Name == "Decision").Value[1].Name = "PERMIT"));

    [Fact]
    public void A_new_field_is_additive() =>
        Assert.Equal(["added: message authz.v1.AuthorizeRequest field 050 (string more)"],
            Explain(file => Request(file).Field.Add(new FieldDescriptorProto
            {
                Name = "more",
                Number = 50,
                Type = FieldDescriptorProto.Types.Type.String,
            })));

    private static IReadOnlyList<string> Explain(Action<FileDescriptorProto> change)
    {
        var before = AuthorizationReflection.Descriptor.ToProto();
        var after = before.Clone();
        change(after);
        return SurfaceChange.Explain(Surface.Of([before]), Surface.Of([after]));
    }

    private static DescriptorProto Request(FileDescriptorProto file) => file.MessageType.Single(message => message.Name == "AuthorizeRequest");

    private static FieldDescriptorProto Field(FileDescriptorProto file, string name) => Request(file).Field.Single(field => field.Name == name);
}
