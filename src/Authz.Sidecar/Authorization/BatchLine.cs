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
    private AuthorizationQuery? _of;
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
        if (_of is null || !IsOfSame(query!, _of)) _bearer = _line.Identify(query!, all);
        _of = query;
        return _line.Answer(query!, _bearer, all);
    }

    private static bool IsOfSame(AuthorizationQuery one, AuthorizationQuery other) =>
        ReferenceEquals(one.SessionToken, other.SessionToken) && ReferenceEquals(one.Signed, other.Signed) && one.Region == other.Region;

    /// <summary>Records how long the answers took; for the last time.</summary>
    public void Record() => _line.RecordBatch(_start, _answered);
}
