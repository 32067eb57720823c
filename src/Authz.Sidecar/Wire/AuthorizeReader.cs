using System.Buffers;
using System.Collections.Immutable;
using Authz.Policies.Names;
using Authz.Sidecar.Configuration;
using Authz.Sts.Authorization;
using Authz.Sts.Identities;
using Authz.Sts.Regions;

namespace Authz.Sidecar.Wire;

/// <summary>Reads what arrived into a query.</summary>
/// <param name="region">The sidecar's own region.</param>
/// <param name="signed">How signed requests are verified; null: as by default.</param>
internal sealed class AuthorizeReader(string region, SignedRequestOptions? signed = null)
{
    private static readonly SearchValues<char> RegionCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private readonly ContextReader _contexts = new();
    private readonly SignedRequestReader _signed = new(signed ?? new SignedRequestOptions());

    /// <summary>What a request that has nothing in common with others takes from them.</summary>
    public SharedParts Alone { get; } = new("", region, [], null);

    /// <summary>Reads a request.</summary>
    /// <param name="request">The message.</param>
    /// <param name="query">The query when null is returned.</param>
    /// <returns>What is wrong, where, and how to mend it; null when nothing is.</returns>
    public string? Read(ReceivedRequest request, out AuthorizationQuery? query) => Read(request, Alone, null, out query);

    /// <summary>Reads a request of a batch.</summary>
    /// <param name="request">The message.</param>
    /// <param name="shared">What it takes from the batch where it says nothing itself.</param>
    /// <param name="before">The one before it with the same shared parts, whose names and context are taken where the texts are the same; null: none.</param>
    /// <param name="query">The query when null is returned.</param>
    /// <returns>What is wrong, where, and how to mend it; null when nothing is.</returns>
    public string? Read(ReceivedRequest request, in SharedParts shared, ReadRequest? before, out AuthorizationQuery? query)
    {
        query = null;
        if (request.LacksPrevious) return NoPrevious;
        ActionName action = before?.Query.Action ?? default;
        if (!ReferenceEquals(action.Text, request.Action) && !ActionName.TryParse(request.Action, out action))
            return $"`action` is `{Shorten(request.Action)}`: write `prefix:Name` without wildcards, at most {ActionName.MaxLength} characters";
        ResourceName resource = before?.Query.Resource ?? default;
        if (!ReferenceEquals(resource.Text, request.Resource)
            && (request.Resource.Length > Arn.MaxLength || !ResourceName.TryParse(request.Resource, out resource)))
            return $"`resource` is `{Shorten(request.Resource)}`: write an ARN with six fields, at most {Arn.MaxLength} characters, or `*`";
        if (!TryReadRegion(request.Region, shared.Region, out var place, out var fault)) return fault;
        if (request.MinPolicyRevision.Length > RequestLimits.RevisionLength)
            return $"`min_policy_revision` is `{Shorten(request.MinPolicyRevision)}`: write the `policy_revision` of an answer";
        ImmutableArray<SuppliedValue> context = before?.Query.Context ?? [];
        if (!request.HasContextOf(before?.Request) && ReadContext(request, shared, out context) is { } wrong) return wrong;
        SignedCall? signed = null;
        if (SignedOf(request, shared) is { } received && ReadSigned(received, shared, before, place, out signed) is { } unreadable) return unreadable;
        if (request is { SignedRequest: not null, SessionToken.Length: > 0 }) return BothProofs;
        query = new AuthorizationQuery
        {
            SessionToken = signed is not null ? "" : request.SessionToken.Length > 0 ? request.SessionToken : shared.SessionToken,
            Signed = signed,
            Action = action,
            Resource = resource,
            Region = place,
            Context = context,
            EncodesDenial = request.EncodeDenial,
        };
        return null;
    }

    /// <summary>Reads what the requests of a batch have in common.</summary>
    /// <param name="batch">The message.</param>
    /// <param name="shared">What was read when null is returned.</param>
    /// <returns>What is wrong, where, and how to mend it; null when nothing is.</returns>
    public string? ReadShared(ReceivedBatch batch, out SharedParts shared)
    {
        shared = default;
        if (!TryReadRegion(batch.Region, region, out var place, out var fault)) return fault;
        if (_contexts.Read(batch.Context, out ImmutableArray<SuppliedValue> context) is { } wrong) return wrong;
        if (batch is { SignedRequest: not null, SessionToken.Length: > 0 }) return BothProofs;
        if (batch.SignedRequest is { } received && ReadSigned(received, Alone, null, place, out _) is { } unreadable) return unreadable;
        shared = new SharedParts(batch.SessionToken, place, context, batch.SignedRequest);
        return null;
    }

    private static readonly string NoPrevious = "`like_previous` is for AuthorizeStream, after a request that could be read and has at most "
        + $"{RequestLimits.PreviousBytes} bytes: send `session_token`, `region` and `context` with this request";

    private const string BothProofs = "`signed_request` and `session_token` are both there: send the one that the caller came with";

    // a question's own proof, of whichever kind, stands before the batch's
    private static ReceivedSignedRequest? SignedOf(ReceivedRequest request, in SharedParts shared) =>
        request.SignedRequest ?? (request.SessionToken.Length == 0 ? shared.SignedRequest : null);

    private string? ReadSigned(ReceivedSignedRequest received, in SharedParts shared, ReadRequest? before, string place, out SignedCall? call)
    {
        // the same call, so that it is verified once
        call = before is { } last && last.Query.Region == place && ReferenceEquals(received, SignedOf(last.Request, shared)) ? last.Query.Signed : null;
        if (call is not null) return null;
        return TryReadRegion(received.Region, place, out var region, out var fault) ? _signed.Read(received, region, out call) : $"in `signed_request`, {fault}";
    }

    private string? ReadContext(ReceivedRequest request, in SharedParts shared, out ImmutableArray<SuppliedValue> context) =>
        _contexts.Read(request.Context, out context) ?? ContextReader.Merge(context, shared.Context, out context);

    private static bool TryReadRegion(string text, string otherwise, out string place, out string? fault)
    {
        place = text switch { "" => otherwise, StsEndpoint.Global => StsEndpoint.GlobalRegion, _ => text };
        var isRegion = text.Length <= RequestLimits.RegionLength && !text.AsSpan().ContainsAnyExcept(RegionCharacters);
        fault = isRegion ? null : $"`region` is `{Shorten(text)}`: write a region's id such as `eu-west-1`";
        return isRegion;
    }

    private static string Shorten(string text) => ContextReader.Shorten(text);
}

/// <summary>A request and what was read of it.</summary>
/// <param name="Request">The message.</param>
/// <param name="Query">The query.</param>
internal readonly record struct ReadRequest(ReceivedRequest Request, AuthorizationQuery Query);

/// <summary>What the requests of a batch have in common.</summary>
/// <param name="SessionToken">The token of those that have none; empty: none.</param>
/// <param name="Region">The region of those that name none.</param>
/// <param name="Context">Keys of all that do not give them themselves.</param>
/// <param name="SignedRequest">The signed request of those that have neither one nor a token; null: none.</param>
internal readonly record struct SharedParts(
    string SessionToken, string Region, ImmutableArray<SuppliedValue> Context, ReceivedSignedRequest? SignedRequest)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => Region;
}
