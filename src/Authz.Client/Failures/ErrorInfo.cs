using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Authz.Client.Failures;

/// <summary>
/// Reads <c>google.rpc.ErrorInfo</c> out of the trailer <c>grpc-status-details-bin</c>, a serialized <c>google.rpc.Status</c>
/// (github.com/googleapis/googleapis, google/rpc/status.proto and error_details.proto). Read by hand: the generated messages would
/// bring a package with dozens of others to every user of the client.
/// </summary>
internal static class ErrorInfo
{
    private const string Trailer = "grpc-status-details-bin";
    private const string TypeUrl = "type.googleapis.com/google.rpc.ErrorInfo";
    private const string Domain = "authz";

    /// <summary>The reason of the first ErrorInfo of the domain <c>authz</c>; empty when there is none or it cannot be read.</summary>
    public static string ReadReason(Metadata trailers)
    {
        if (trailers.GetValueBytes(Trailer) is not { } status) return "";
        try
        {
            return ReadStatus(new CodedInputStream(status));
        }
        catch (InvalidProtocolBufferException)
        {
            return "";
        }
    }

    // Status: int32 code = 1, string message = 2, repeated google.protobuf.Any details = 3
    private static string ReadStatus(CodedInputStream input)
    {
        while (input.ReadTag() is var tag and not 0)
        {
            if (WireFormat.GetTagFieldNumber(tag) != 3)
            {
                input.SkipLastField();
                continue;
            }
            var detail = new Any();
            input.ReadMessage(detail);
            if (detail.TypeUrl == TypeUrl && ReadErrorInfo(detail.Value.CreateCodedInput()) is { Length: > 0 } reason) return reason;
        }
        return "";
    }

    // ErrorInfo: string reason = 1, string domain = 2, map<string, string> metadata = 3
    private static string ReadErrorInfo(CodedInputStream input)
    {
        var (reason, domain) = ("", "");
        while (input.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1: reason = input.ReadString(); break;
                case 2: domain = input.ReadString(); break;
                default: input.SkipLastField(); break;
            }
        }
        return domain == Domain ? reason : "";
    }
}
