using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace Authz.Functional.Tests.Clients;

/// <summary>The SDK of AWS for .NET, in this process.</summary>
internal sealed class DotNetClient : IStsClient
{
    public string Version { get; } =
        $"AWSSDK.SecurityToken {typeof(AmazonSecurityTokenServiceClient).Assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()!.Version}";

    public async Task<ClientAnswer> CallAsync(ClientCall call)
    {
        AWSCredentials key = call.Key switch
        {
            null => new AnonymousAWSCredentials(),
            { SessionToken: null } k => new BasicAWSCredentials(k.Id, k.Secret),
            var k => new SessionAWSCredentials(k.Id, k.Secret, k.SessionToken),
        };
        using var client = new AmazonSecurityTokenServiceClient(
            key, new AmazonSecurityTokenServiceConfig { ServiceURL = call.Endpoint, AuthenticationRegion = call.Region });
        try
        {
            AmazonWebServiceResponse response = await SendAsync(client, call);
            return new ClientAnswer
            {
                Result = JsonSerializer.SerializeToNode<object>(response)!.AsObject(),
                RequestId = response.ResponseMetadata.RequestId,
            };
        }
        catch (AmazonSecurityTokenServiceException error)
        {
            return new ClientAnswer
            {
                Code = error.ErrorCode,
                Type = error.GetType().Name,
                Message = error.Message,
                Status = (int)error.StatusCode,
                RequestId = error.RequestId,
            };
        }
    }

    public ValueTask DisposeAsync() => default;

    private static async Task<AmazonWebServiceResponse> SendAsync(AmazonSecurityTokenServiceClient client, ClientCall call) => call.Operation switch
    {
        "GetCallerIdentity" => await client.GetCallerIdentityAsync(new GetCallerIdentityRequest()),
        "AssumeRole" => await client.AssumeRoleAsync(Read<AssumeRoleRequest>(call.Parameters)),
        "AssumeRoleWithWebIdentity" => await client.AssumeRoleWithWebIdentityAsync(Read<AssumeRoleWithWebIdentityRequest>(call.Parameters)),
        "GetSessionToken" => await client.GetSessionTokenAsync(Read<GetSessionTokenRequest>(call.Parameters)),
        var other => throw new ArgumentException($"the tests do not call {other}"),
    };

    private static T Read<T>(JsonObject parameters) => parameters.Deserialize<T>()!;
}
