using Authz.Sts.Errors;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Authz.Sidecar.Wire;

/// <summary>Writes errors as gRPC status with <c>google.rpc.ErrorInfo</c>, whose reason is the AWS code.</summary>
internal static class StatusError
{
    private const string Domain = "authz";

    /// <summary>The exception that carries the error to the client.</summary>
    public static RpcException Of(StsError error) => Of(StsErrorTable.GrpcStatusOf(error.Code), error.Code.ToString(), error.Message);

    /// <summary>The exception for a message that cannot be read.</summary>
    public static RpcException InvalidArgument(string message) => Of((int)StatusCode.InvalidArgument, nameof(StsErrorCode.ValidationError), message);

    private static RpcException Of(int code, string reason, string message)
    {
        var status = new Google.Rpc.Status { Code = code, Message = Shorten(message) };
        status.Details.Add(Any.Pack(new ErrorInfo { Domain = Domain, Reason = reason }));
        return status.ToRpcException();
    }

    private static string Shorten(string text)
    {
        if (text.Length <= RequestLimits.ErrorLength) return text;
        var length = RequestLimits.ErrorLength - (char.IsHighSurrogate(text[RequestLimits.ErrorLength - 1]) ? 1 : 0);
        return string.Concat(text.AsSpan(0, length), "...");
    }
}
