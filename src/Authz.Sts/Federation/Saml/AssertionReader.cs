using Authz.Organizations.Markup;
using Authz.Organizations.Providers;
using Authz.Sts.Errors;

namespace Authz.Sts.Federation.Saml;

/// <summary>Reads a verified assertion, from that element alone. Used once.</summary>
/// <param name="assertion">The element.</param>
/// <param name="settings">What it must say.</param>
/// <param name="now">The time.</param>
internal sealed class AssertionReader(MarkupElement assertion, SamlSettings settings, DateTimeOffset now)
{
    private const int MaxSubject = 512;

    /// <summary>Why nothing was read.</summary>
    public StsError Error { get; private set; }

    /// <summary>The assertion; null when it is not one for us, now, from that issuer.</summary>
    public SamlAssertion? Read(string issuer)
    {
        if (!IsOf(issuer) || !IsFresh() || ReadSubject() is not { } nameId || ReadConfirmation() is not { } confirmation) return null;
        DateTimeOffset end = confirmation.NotOnOrAfter;
        var conditions = new ConditionsReader(assertion, settings, now);
        Error = conditions.Check(confirmation.Recipient, ref end);
        if (Error.IsError || !TryReadSessionEnd(out DateTimeOffset? sessionEnd)) return null;
        var attributes = AttributeReader.Read(assertion, out var fault);
        if (attributes is null) return Refuse(fault!);
        return new SamlAssertion
        {
            Id = assertion.Attribute("ID")!,
            Issuer = issuer,
            Subject = nameId.Text!,
            SubjectType = TypeOf(nameId.Attribute("Format") ?? SamlNames.Unspecified),
            Recipient = confirmation.Recipient,
            NotOnOrAfter = end,
            SessionNotOnOrAfter = sessionEnd,
            IsOneTimeUse = conditions.IsOneTimeUse,
            RoleSessionName = attributes.RoleSessionName,
            SessionDuration = attributes.SessionDuration,
            SourceIdentity = attributes.SourceIdentity,
            Tags = attributes.Tags,
            TransitiveTagKeys = attributes.TransitiveTagKeys,
            Keys = attributes.Keys,
            RolePairs = attributes.RolePairs,
        };
    }

    private bool IsOf(string issuer)
    {
        IReadOnlyList<MarkupElement> issuers = assertion.ChildrenNamed(SamlNames.Assertion, "Issuer");
        return (issuers is [{ } only] && only.Text == issuer && only.Attribute("Format") is null or SamlNames.Entity)
            || No("the assertion's `Issuer` is not the `entityID` of the provider's metadata");
    }

    private bool IsFresh()
    {
        if (!SamlTime.TryRead(assertion.Attribute("IssueInstant"), out DateTimeOffset issued)) return No("`IssueInstant` is no UTC time");
        if (issued > now + SamlSettings.ClockSkew) return No("the assertion was issued in the future");
        return now - issued <= SamlSettings.MaxAge || Expired($"the assertion is older than {SamlSettings.MaxAge.TotalMinutes:0} minutes");
    }

    private MarkupElement? ReadSubject()
    {
        if (assertion.ChildrenNamed(SamlNames.Assertion, "Subject") is not [{ } subject])
        {
            No("the assertion has not exactly one `Subject`");
            return null;
        }

        IReadOnlyList<MarkupElement> names = subject.ChildrenNamed(SamlNames.Assertion, "NameID");
        if (names.Count == 0 || names is [{ Text: { } text }] && string.IsNullOrWhiteSpace(text)) Error = new StsError(StsErrorCode.AccessDenied, "the assertion's subject has no `NameID`");
        else if (names is not [{ Text: { Length: <= MaxSubject } }]) No($"the subject has not one `NameID` of at most {MaxSubject} characters of text");
        return Error.IsError ? null : names[0];
    }

    private (string Recipient, DateTimeOffset NotOnOrAfter)? ReadConfirmation()
    {
        MarkupElement[] bearers =
        [
            .. from subject in assertion.ChildrenNamed(SamlNames.Assertion, "Subject")
               from confirmation in subject.ChildrenNamed(SamlNames.Assertion, "SubjectConfirmation")
               where confirmation.Attribute("Method") == SamlNames.Bearer
               select confirmation,
        ];
        if (bearers is not [{ } bearer] || bearer.ChildrenNamed(SamlNames.Assertion, "SubjectConfirmationData") is not [{ } data])
            No("the subject has not exactly one bearer `SubjectConfirmation` with one `SubjectConfirmationData`");
        else if (data.Attribute("Recipient") is not { } recipient || !settings.IsConsumer(recipient))
            No($"the recipient `{data.Attribute("Recipient")}` is not ours");
        else if (!SamlTime.TryRead(data.Attribute("NotOnOrAfter"), out DateTimeOffset end))
            No("`NotOnOrAfter` of the subject's confirmation is no UTC time");
        else if (now - SamlSettings.ClockSkew >= end)
            Expired("the subject's confirmation has expired");
        else if (data.Attribute("NotBefore") is { } start && !(SamlTime.TryRead(start, out DateTimeOffset begin) && now + SamlSettings.ClockSkew >= begin))
            No("the subject's confirmation is not valid yet");
        else
            return (recipient, end);
        return null;
    }

    private bool TryReadSessionEnd(out DateTimeOffset? end)
    {
        end = null;
        foreach (MarkupElement statement in assertion.ChildrenNamed(SamlNames.Assertion, "AuthnStatement"))
        {
            if (statement.Attribute("SessionNotOnOrAfter") is not { } text) continue;
            if (!SamlTime.TryRead(text, out DateTimeOffset read)) return No("`SessionNotOnOrAfter` is no UTC time");
            if (end is null || read < end) end = read;
        }

        // a session of less than a second cannot be written down
        return end is null || now.AddSeconds(1) <= end || Expired("the session at the identity provider is over");
    }

    private static string TypeOf(string format) => format.StartsWith(SamlNames.NameIdFormat, StringComparison.Ordinal)
        ? format[SamlNames.NameIdFormat.Length..]
        : format;

    private SamlAssertion? Refuse(string message)
    {
        No(message);
        return null;
    }

    private bool No(string message)
    {
        Error = new StsError(StsErrorCode.InvalidIdentityToken, message);
        return false;
    }

    private bool Expired(string message)
    {
        Error = new StsError(StsErrorCode.ExpiredTokenException, message);
        return false;
    }
}
