using System.Globalization;
using Authz.Engine.Requests;
using Authz.Policies.Json;

namespace Authz.Sts.Federation.WebIdentity;

/// <summary>Reads the values that claims may have (RFC 7519 section 2).</summary>
internal static class ClaimValues
{
    // 9999-12-31T23:59:59Z, the last second a DateTimeOffset can say
    private const long MaximumSeconds = 253402300799;

    /// <summary>A text; null for anything else.</summary>
    public static string? TextOf(JsonNode? claim) => claim is { IsString: true } text ? text.Text : null;

    /// <summary>A moment in whole seconds; a fraction, an exponent and a text are none.</summary>
    public static bool TryMoment(JsonNode? claim, out DateTimeOffset moment)
    {
        moment = default;
        if (claim is not { Kind: JsonKind.Number } number || !long.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > MaximumSeconds)
        {
            return false;
        }

        moment = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    /// <summary>The texts of a claim that is a text or an array of texts; null for anything else, an empty array too.</summary>
    public static string[]? TextsOf(JsonNode? claim) => claim switch
    {
        { IsString: true } one => [one.Text],
        { Kind: JsonKind.Array, Items.Count: > 0 } many when many.Items.TrueForAll(static i => i.IsString) => [.. many.Items.Select(static i => i.Text)],
        _ => null,
    };

    /// <summary>The value of a claim as a condition key; none for an object, null, and an array that holds one of them.</summary>
    public static ContextValue ConditionOf(JsonNode claim)
    {
        if (IsSingle(claim)) return ContextValue.Of(claim.Text);
        return claim.Kind == JsonKind.Array && claim.Items.TrueForAll(IsSingle) ? ContextValue.OfSet([.. claim.Items.Select(static i => i.Text)]) : default;
    }

    private static bool IsSingle(JsonNode claim) => claim.Kind is JsonKind.String or JsonKind.Number or JsonKind.True or JsonKind.False;
}
