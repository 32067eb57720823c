using Authz.Client;
using Grpc.Core;

namespace Authz.Cli.Connections;

/// <summary>What a failed call means to the user.</summary>
internal static class SidecarError
{
    /// <summary>Whether the sidecar answered and said no; else there was no answer worth the name.</summary>
    public static bool IsRefusal(AuthzException exception) => exception.Status is
        StatusCode.PermissionDenied or StatusCode.Unauthenticated or StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.NotFound;

    /// <summary>The client's message, <c>AccessDenied: ...</c> with an AWS error code; with advice where nobody answered.</summary>
    public static string Describe(AuthzException exception) => exception is { Status: StatusCode.Unavailable, Code: "" }
        ? $"{exception.Message} (is a sidecar listening there? name another one with `--endpoint`)"
        : exception.Message;
}
