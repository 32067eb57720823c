using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;

namespace Authz.Sidecar.Authorization;

/// <summary>
/// Answers the requests of one batch. What they have in common was read before, its bearer is identified once, and all are asked at one
/// moment.
/// </summary>
internal sealed class BatchLine
{
    private readonly AuthorizeReader _reader;
    private readonly AnswerLine _line;
    private readonly SharedParts _shared;
    private readonly PinnedPolicies _policies;
    private readonly KnownBearer _bearer;
    private readonly long _start;
    private int _answered;
    private AuthorizationQuery? _before;

    public BatchLine(AuthorizeReader reader, AnswerLine line, SharedParts shared, in PinnedPolicies policies)
    {
        (_reader, _line, _shared, _policies, _start) = (reader, line, shared, policies, line.Start());
        if (policies.Pinned is { } all) _bearer = line.Identify(shared.SessionToken, shared.Region, all);
    }

    /// <summary>Answers a request. One that cannot be read is denied by itself.</summary>
    public WrittenAnswer Answer(ReceivedRequest request)
    {
        _answered++;
        if (_reader.Read(request, _shared, _before, out AuthorizationQuery? query) is { } fault) return _line.Refuse(fault);
        _before = query;
        // in another region the common token may not count
        return _policies.Pinned is { } all && ReferenceEquals(query!.SessionToken, _shared.SessionToken) && query.Region == _shared.Region
            ? _line.Answer(query, _bearer, all)
            : _line.Answer(query!, _policies);
    }

    /// <summary>Records how long the answers took; for the last time.</summary>
    public void Record() => _line.RecordBatch(_start, _answered);
}
