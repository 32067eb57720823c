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
    private const string EncodedMessage = "EncodedAuthorizationMessage";

    /// <summary>What the first ErrorInfo of the domain <c>authz</c> says; nothing when there is none or it cannot be read.</summary>
    public static ErrorDetail Read(Metadata trailers)
    {
        if (trailers.GetValueBytes(Trailer) is not { } status) return ErrorDetail.None;
        try
        {
            return ReadStatus(new CodedInputStream(status));
        }
        catch (InvalidProtocolBufferException)
        {
            return ErrorDetail.None;
        }
    }

    // Status: int32 code = 1, string message = 2, repeated google.protobuf.Any details = 3
    private static ErrorDetail ReadStatus(CodedInputStream input)
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
            if (detail.TypeUrl == TypeUrl && ReadErrorInfo(detail.Value.CreateCodedInput()) is { Reason.Length: > 0 } read) return read;
        }
        return ErrorDetail.None;
    }

    // ErrorInfo: string reason = 1, string domain = 2, map<string, string> metadata = 3
    private static ErrorDetail ReadErrorInfo(CodedInputStream input)
    {
        var (reason, domain, encoded) = ("", "", "");
        while (input.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1: reason = input.ReadString(); break;
                case 2: domain = input.ReadString(); break;
                case 3: encoded = ReadMetadatum(input.ReadBytes().CreateCodedInput()) is { Length: > 0 } text ? text : encoded; break;
                default: input.SkipLastField(); break;
            }
        }
        return domain == Domain ? new ErrorDetail(reason, encoded) : ErrorDetail.None;
    }

    // an entry of a map: string key = 1, string value = 2; the value of the one that is known
    private static string ReadMetadatum(CodedInputStream input)
    {
        var (key, value) = ("", "");
        while (input.ReadTag() is var tag and not 0)
        {
            switch (WireFormat.GetTagFieldNumber(tag))
            {
                case 1: key = input.ReadString(); break;
                case 2: value = input.ReadString(); break;
                default: input.SkipLastField(); break;
            }
        }
        return key == EncodedMessage ? value : "";
    }
}
