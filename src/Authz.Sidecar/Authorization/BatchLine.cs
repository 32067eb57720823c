using Authz.Protocol.V1;
using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;
using Authz.Sts.Identities;

namespace Authz.Sidecar.Authorization;

/// <summary>Answers the requests of one batch. What they have in common was read before, and its bearer is identified once.</summary>
internal sealed class BatchLine
{
    private readonly AuthorizeReader _reader;
    private readonly AnswerLine _line;
    private readonly SharedParts _shared;
    private readonly PinnedPolicies _policies;
    private readonly IdentityResult _bearer;

    public BatchLine(AuthorizeReader reader, AnswerLine line, SharedParts shared, in PinnedPolicies policies)
    {
        (_reader, _line, _shared, _policies) = (reader, line, shared, policies);
        if (policies.Pinned is { } all) _bearer = line.Identify(shared.SessionToken, shared.Region, all);
    }

    /// <summary>Answers a request. One that cannot be read is denied by itself.</summary>
    public WrittenAnswer Answer(AuthorizeRequest request)
    {
        if (_reader.Read(request, _shared, out AuthorizationQuery? query) is { } fault) return _line.Refuse(fault);
        // in another region the common token may not count
        return _policies.Pinned is { } all && ReferenceEquals(query!.SessionToken, _shared.SessionToken) && query.Region == _shared.Region
            ? _line.Answer(query, _bearer, all)
            : _line.Answer(query!, _policies);
    }
}
