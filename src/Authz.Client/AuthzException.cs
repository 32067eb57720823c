using Authz.Client.Failures;
using Grpc.Core;

namespace Authz.Client;

/// <summary>A call that was answered with an error, or not at all. It is never an allow.</summary>
public sealed class AuthzException : Exception
{
    internal AuthzException(StatusCode status, string code, string message, Exception? inner = null, string encodedMessage = "")
        : base(message, inner)
    {
        Status = status;
        Code = code;
        EncodedAuthorizationMessage = encodedMessage;
    }

    /// <summary>The gRPC status; <see cref="StatusCode.Unavailable"/> when the sidecar could not be reached.</summary>
    public StatusCode Status { get; }

    /// <summary>
    /// The AWS error code (<c>AccessDenied</c>, <c>ExpiredToken</c>), from <c>google.rpc.ErrorInfo.reason</c> of the domain <c>authz</c>.
    /// Empty when the answer carries none, as when the sidecar could not be reached.
    /// </summary>
    public string Code { get; }

    /// <summary>
    /// Why access was denied, to be decoded by <c>DecodeAuthorizationMessage</c>; empty when the sidecar does not say it.
    /// </summary>
    public string EncodedAuthorizationMessage { get; }

    internal static AuthzException From(RpcException exception)
    {
        (var code, var encoded) = ErrorInfo.Read(exception.Trailers);
        return new AuthzException(exception.StatusCode, code, Describe(exception, code), exception, encoded);
    }

    private static string Describe(RpcException exception, string code) =>
        code.Length == 0 ? $"{exception.StatusCode}: {exception.Status.Detail}" : $"{code}: {exception.Status.Detail}";
}
