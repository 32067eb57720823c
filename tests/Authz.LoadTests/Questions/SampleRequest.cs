using Authz.Protocol.V1;

namespace Authz.LoadTests.Questions;

/// <summary>The request that the whole run is about.</summary>
internal static class SampleRequest
{
    /// <summary>A region that the example's service control policies permit.</summary>
    public const string Region = "eu-west-1";

    /// <summary>One that they deny.</summary>
    public const string DeniedRegion = "us-east-1";

    /// <summary>The address of the caller.</summary>
    public const string SourceIp = "192.0.2.10";

    /// <summary>The request of a session.</summary>
    public static AuthorizeRequest Of(string sessionToken, string region = Region)
    {
        var request = new AuthorizeRequest
        {
            SessionToken = sessionToken,
            Action = "orders:GetOrder",
            Resource = $"arn:aws:orders:{region}:111122223333:order/42",
            Region = region,
        };
        request.Context.Add("aws:SourceIp", new ContextValues { Values = { SourceIp } });
        request.Context.Add("aws:SecureTransport", new ContextValues { Values = { "true" } });
        return request;
    }
}
