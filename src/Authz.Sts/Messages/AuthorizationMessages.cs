using System.Text;
using Authz.Engine.Decisions;
using Authz.Engine.Evaluation;
using Authz.Engine.Requests;
using Authz.Sts.Authorization;
using Authz.Sts.Errors;
using Authz.Sts.Identities;
using Authz.Tokens.Keys;
using Authz.Tokens.Messages;

namespace Authz.Sts.Messages;

/// <summary>
/// The encoded messages of refusals: why, for who has the permission <c>sts:DecodeAuthorizationMessage</c> in the account that was refused, for
/// a day. Who carries one learns nothing from it. Thread-safe.
/// </summary>
/// <param name="issuer">Who encodes; only the same decodes.</param>
/// <param name="time">The clock.</param>
public sealed class AuthorizationMessages(string issuer, TimeProvider time)
{
    /// <summary>The decoding operation as an action.</summary>
    public const string Action = "sts:DecodeAuthorizationMessage";

    /// <summary>Most characters of an encoded message.</summary>
    public const int MaxLength = 10240;

    private const int AccountLength = 12;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    /// <summary>Decides a query that was denied once more, and says why; null when that cannot be said, or is about another account's resource.</summary>
    public string? Encode(AuthorizationQuery query, Identity caller, Pinned pinned)
    {
        BoundQuery bound = BoundQuery.Bind(query, caller, pinned.Snapshot, new RequestMoment(time.GetUtcNow()), new RequestContext());
        // what another account's policies and resources say is not for the caller's account to read
        if (!bound.Request.ResourceAccount.IsNone && bound.Request.ResourceAccount != caller.Account.Id) return null;
        Decision decision = Evaluator.Explain(bound.Request, caller.Program, bound.Resource, out Explanation explanation);
        return Encode(new RefusedCall(caller, bound.Request, decision, explanation), pinned.Ring);
    }

    /// <summary>Says why; null without a key to encode with, or when it does not fit.</summary>
    internal string? Encode(RefusedCall refused, KeyRing ring)
    {
        if (ring.Active is not { } active || ring.FindSecret(active.KeyId) is not { } key) return null;
        foreach (var withConditions in (ReadOnlySpan<bool>)[true, false])
        {
            byte[] content = [.. Encoding.ASCII.GetBytes(refused.Caller.Account.Id.ToString()), .. RefusalJson.Write(refused, withConditions)];
            // a caller chooses what it says of the request, and how long that is
            if (content.Length > MessageSeal.MaximumContent) continue;
            var encoded = MessageSeal.Seal(key, issuer, new SealedMessage(time.GetUtcNow(), content));
            if (encoded.Length <= MaxLength) return encoded;
        }

        return null;
    }

    /// <summary>Decodes a message for a caller who has the permission.</summary>
    /// <param name="encoded">The message, any text.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="ring">The keys.</param>
    /// <param name="decoded">What it says, JSON; empty for an error.</param>
    public StsError Decode(string encoded, Identity caller, KeyRing ring, out string decoded)
    {
        decoded = "";
        if (encoded.Length is < 1 or > MaxLength)
            return new StsError(StsErrorCode.ValidationError, $"`encodedMessage` has {encoded.Length} characters: 1 to {MaxLength} are allowed");
        SealedMessage? message = MessageSeal.Open(ring, issuer, encoded);
        // what another account was refused is not for this one to read
        if (message is null || time.GetUtcNow() - message.SealedAt > Lifetime
            || !message.Content.AsSpan(0, AccountLength).SequenceEqual(Encoding.ASCII.GetBytes(caller.Account.Id.ToString())))
        {
            return new StsError(
                StsErrorCode.InvalidAuthorizationMessageException, "the message is none of this account's, was changed, or is older than a day");
        }

        decoded = Encoding.UTF8.GetString(message.Content.AsSpan(AccountLength));
        return default;
    }
}
