using System.Text;
using System.Text.Json.Nodes;
using Authz.Tokens.Identifiers;

namespace Authz.Sts.Tests.Worlds;

/// <summary>Tokens as a cluster issues them for its service accounts, and what can be wrong with them.</summary>
internal static class TestTokens
{
    public const string Issuer = "https://oidc.example.internal/cluster";
    public const string Prefix = "oidc.example.internal/cluster";
    public const string Subject = "system:serviceaccount:orders:order-service";

    /// <summary>A token with the claims of a projected service account token.</summary>
    public static string Token(this TestKey key, DateTimeOffset now, Action<JsonObject>? claims = null, Action<JsonObject>? header = null)
    {
        JsonObject payload = Claims(now);
        claims?.Invoke(payload);
        var head = new JsonObject { ["alg"] = key.Algorithm };
        if (key.KeyId is not null) head["kid"] = key.KeyId;
        header?.Invoke(head);
        return key.Sign(head.ToJsonString(), payload.ToJsonString());
    }

    /// <summary>A token of any two texts.</summary>
    public static string Sign(this TestKey key, string header, string payload)
    {
        var signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{CanonicalBase64Url.Encode(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public static string Encode(string text) => CanonicalBase64Url.Encode(Encoding.UTF8.GetBytes(text));

    /// <summary>What a kube-apiserver writes for a pod's projected volume.</summary>
    public static JsonObject Claims(DateTimeOffset now) => new()
    {
        ["aud"] = new JsonArray("authz"),
        ["exp"] = now.AddHours(1).ToUnixTimeSeconds(),
        ["iat"] = now.ToUnixTimeSeconds(),
        ["iss"] = Issuer,
        ["jti"] = "0a4f0b3e-6a3c-4f0a-9d5e-6b1f7c3a2d10",
        ["kubernetes.io"] = new JsonObject
        {
            ["namespace"] = "orders",
            ["node"] = new JsonObject { ["name"] = "node-1", ["uid"] = "e3b7c1a2-4d5e-4f60-8a9b-0c1d2e3f4a5b" },
            ["pod"] = new JsonObject { ["name"] = "order-service-7c9d8f6b5-x2k4p", ["uid"] = "f1e2d3c4-b5a6-4789-90ab-cdef01234567" },
            ["serviceaccount"] = new JsonObject { ["name"] = "order-service", ["uid"] = "12345678-90ab-4cde-8f01-23456789abcd" },
            ["warnafter"] = now.AddMinutes(50).ToUnixTimeSeconds(),
        },
        ["nbf"] = now.ToUnixTimeSeconds(),
        ["sub"] = Subject,
    };

    /// <summary>A key set of public halves.</summary>
    public static string KeySet(params TestKey[] keys) =>
        new JsonObject { ["keys"] = new JsonArray([.. keys.Select(static k => (JsonNode)k.Jwk())]) }.ToJsonString();
}
