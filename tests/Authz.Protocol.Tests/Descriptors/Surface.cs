using Google.Protobuf.Reflection;

namespace Authz.Protocol.Tests.Descriptors;

/// <summary>
/// What clients can see of a descriptor set: one line for each message, field, enum, value and rpc. Fields and values are keyed by number,
/// because the number is what the wire carries.
/// </summary>
internal static class Surface
{
    private const string Package = "authz.v1";

    public static SortedDictionary<string, string> Of(IEnumerable<FileDescriptorProto> files)
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => file.Package == Package))
        {
            foreach (var message in file.MessageType) AddMessage(lines, $"{Package}.{message.Name}", message);
            foreach (var type in file.EnumType) AddEnum(lines, $"{Package}.{type.Name}", type);
            foreach (var service in file.Service) AddService(lines, $"{Package}.{service.Name}", service);
        }
        return lines;
    }

    private static void AddMessage(SortedDictionary<string, string> lines, string name, DescriptorProto message)
    {
        lines.Add($"message {name}", "message");
        foreach (var field in message.Field) lines.Add($"message {name} field {field.Number:D3}", Describe(field, message));
        foreach (var nested in message.NestedType) AddMessage(lines, $"{name}.{nested.Name}", nested);
        foreach (var type in message.EnumType) AddEnum(lines, $"{name}.{type.Name}", type);
    }

    private static void AddEnum(SortedDictionary<string, string> lines, string name, EnumDescriptorProto type)
    {
        lines.Add($"enum {name}", "enum");
        foreach (var value in type.Value) lines.Add($"enum {name} value {value.Number:D3}", value.Name);
    }

    private static void AddService(SortedDictionary<string, string> lines, string name, ServiceDescriptorProto service)
    {
        lines.Add($"service {name}", "service");
        foreach (var rpc in service.Method)
            lines.Add($"service {name} rpc {rpc.Name}",
                $"({Stream(rpc.ClientStreaming)}{rpc.InputType}) returns ({Stream(rpc.ServerStreaming)}{rpc.OutputType})");
    }

    private static string Describe(FieldDescriptorProto field, DescriptorProto message)
    {
        var type = field.TypeName.Length > 0 ? field.TypeName : $"{field.Type}".ToLowerInvariant();
        var label = field.Label == FieldDescriptorProto.Types.Label.Repeated ? "repeated " : field.Proto3Optional ? "optional " : "";
        var oneof = field.HasOneofIndex && !field.Proto3Optional ? $" in oneof {message.OneofDecl[field.OneofIndex].Name}" : "";
        return $"{label}{type} {field.Name}{oneof}";
    }

    private static string Stream(bool streaming) => streaming ? "stream " : "";
}
