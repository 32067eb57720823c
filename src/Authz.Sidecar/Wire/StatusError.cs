using Authz.Sts.Errors;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Authz.Sidecar.Wire;

/// <summary>Writes errors as gRPC status with <c>google.rpc.ErrorInfo</c>, whose reason is the AWS code.</summary>
internal static class StatusError
{
    private const string Domain = "authz";
    private const string EncodedMessage = "EncodedAuthorizationMessage";

    /// <summary>The exception that carries the error to the client.</summary>
    public static RpcException Of(StsError error)
    {
        var info = new ErrorInfo { Reason = error.Code.ToString() };
        if (error.EncodedMessage is { } encoded) info.Metadata.Add(EncodedMessage, encoded);
        return Of(StsErrorTable.GrpcStatusOf(error.Code), info, error.Message);
    }

    /// <summary>The exception for a message that cannot be read.</summary>
    public static RpcException InvalidArgument(string message) => Of((int)StatusCode.InvalidArgument, nameof(StsErrorCode.ValidationError), message);

    /// <summary>The exception for a request that asks for a policy revision that did not come.</summary>
    /// <param name="wanted">The revision that was asked for.</param>
    /// <param name="served">The revision that is served; empty: none.</param>
    /// <param name="message">Why, and how to mend it.</param>
    public static RpcException RevisionNotServed(string wanted, string served, string message)
    {
        var info = new ErrorInfo { Reason = "PolicyRevisionNotServed", Metadata = { ["wanted_revision"] = wanted, ["served_revision"] = served } };
        return Of((int)StatusCode.FailedPrecondition, info, message);
    }

    /// <summary>The exception for a decision that is not known.</summary>
    public static RpcException DecisionNotFound(string message) => Of((int)StatusCode.NotFound, "DecisionNotFound", message);

    private static RpcException Of(int code, string reason, string message) => Of(code, new ErrorInfo { Reason = reason }, message);

    private static RpcException Of(int code, ErrorInfo info, string message)
    {
        info.Domain = Domain;
        var status = new Google.Rpc.Status { Code = code, Message = ShortText.Of(message, RequestLimits.ErrorLength) };
        status.Details.Add(Any.Pack(info));
        return status.ToRpcException();
    }
}
