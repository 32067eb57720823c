using Authz.Sidecar.Wire;
using Authz.Sts.Authorization;

namespace Authz.Sidecar.Authorization;

/// <summary>
/// Answers the requests of one batch, or those that came together on a stream. What they have in common was read before, and who bears a
/// token is found out once for those that follow each other with the same.
/// </summary>
internal sealed class BatchLine
{
    private readonly AuthorizeReader _reader;
    private readonly AnswerLine _line;
    private readonly SharedParts _shared;
    private readonly PinnedPolicies _policies;
    private readonly long _start;
    private int _answered;
    private ReadRequest? _before;
    private (string Token, string Region) _of;
    private KnownBearer _bearer;

    public BatchLine(AuthorizeReader reader, AnswerLine line, SharedParts shared, in PinnedPolicies policies) =>
        (_reader, _line, _shared, _policies, _start) = (reader, line, shared, policies, line.Start());

    /// <summary>Answers a request. One that cannot be read is denied by itself.</summary>
    public WrittenAnswer Answer(ReceivedRequest request)
    {
        _answered++;
        if (_reader.Read(request, _shared, _before, out AuthorizationQuery? query) is { } fault) return _line.Refuse(fault);
        _before = new ReadRequest(request, query!);
        if (_policies.Pinned is not { } all) return _line.Answer(query!, _policies);
        // in another region a token may not count
        if (!ReferenceEquals(query!.SessionToken, _of.Token) || query.Region != _of.Region)
        {
            _of = (query.SessionToken, query.Region);
            _bearer = _line.Identify(query.SessionToken, query.Region, all);
        }

        return _line.Answer(query, _bearer, all);
    }

    /// <summary>Records how long the answers took; for the last time.</summary>
    public void Record() => _line.RecordBatch(_start, _answered);
}
