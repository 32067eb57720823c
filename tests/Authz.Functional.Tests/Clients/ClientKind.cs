namespace Authz.Functional.Tests.Clients;

/// <summary>The clients that are tried.</summary>
public enum ClientKind
{
    /// <summary>AWSSDK.SecurityToken.</summary>
    DotNet,

    /// <summary>The AWS command line.</summary>
    CommandLine,

    /// <summary>@aws-sdk/client-sts.</summary>
    JavaScript,

    /// <summary>boto3.</summary>
    Python,
}
