using System.Globalization;
using System.Net;
using Authz.Protocol.V1;
using Authz.Sidecar.Authorization;
using Authz.Sidecar.Query;
using Authz.Sts.Errors;
using Authz.Sts.Federation.WebIdentity;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;

namespace Authz.Sidecar.Audit;

/// <summary>Makes records of what was issued or refused, by each front end. Thread-safe.</summary>
/// <param name="time">The clock.</param>
internal sealed class IssueRecords(TimeProvider time)
{
    // what strangers send is kept as far as it can be right
    private const int MostCharacters = 2048;

    private const string Saml = "AssumeRoleWithSAML";

    /// <summary>Of a call of IssueToken.</summary>
    /// <param name="request">The request.</param>
    /// <param name="region">The region that was called.</param>
    /// <param name="caller">Who called; null: nobody was identified.</param>
    /// <param name="result">What was issued, or why nothing.</param>
    /// <param name="http">The call.</param>
    public IssueRecord Of(IssueTokenRequest request, string region, Identity? caller, IssueResult result, HttpContext http)
    {
        (var role, var name, var seconds) = request.GrantCase switch
        {
            IssueTokenRequest.GrantOneofCase.AssumeRole => (request.AssumeRole.RoleArn, request.AssumeRole.RoleSessionName, request.AssumeRole.DurationSeconds),
            IssueTokenRequest.GrantOneofCase.AssumeRoleWithWebIdentity =>
                (request.AssumeRoleWithWebIdentity.RoleArn, request.AssumeRoleWithWebIdentity.RoleSessionName, request.AssumeRoleWithWebIdentity.DurationSeconds),
            IssueTokenRequest.GrantOneofCase.AssumeRoleWithSaml => (request.AssumeRoleWithSaml.RoleArn, "", request.AssumeRoleWithSaml.DurationSeconds),
            IssueTokenRequest.GrantOneofCase.GetSessionToken => ("", "", request.GetSessionToken.DurationSeconds),
            IssueTokenRequest.GrantOneofCase.GetFederationToken => ("", request.GetFederationToken.Name, request.GetFederationToken.DurationSeconds),
            _ => ("", "", 0),
        };
        var operation = request.GrantCase == IssueTokenRequest.GrantOneofCase.AssumeRoleWithSaml ? Saml : request.GrantCase.ToString();
        return Of(operation, region, caller, result.Session, result.Error, role, name, seconds, http);
    }

    /// <summary>Of a call of the Query API.</summary>
    /// <param name="call">The call.</param>
    /// <param name="region">The region that was called.</param>
    /// <param name="result">What was issued, or why nothing.</param>
    /// <param name="http">The call.</param>
    public IssueRecord Of(QueryCall call, string region, QueryResult result, HttpContext http)
    {
        var read = new ParameterReader(call.Parameters);
        _ = int.TryParse(read.Text("DurationSeconds"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        var name = read.Text("RoleSessionName") is { Length: > 0 } session ? session : read.Text("Name");
        return Of(call.Action, region, result.Caller, result.Session, result.Error, read.Text("RoleArn"), name, seconds, http);
    }

    /// <summary>Of a call of the endpoint for container credentials.</summary>
    /// <param name="request">What was asked for; null: it could not be read.</param>
    /// <param name="region">The region that was called.</param>
    /// <param name="result">What was issued, or why nothing.</param>
    /// <param name="http">The call.</param>
    public IssueRecord Of(WebIdentityRequest? request, string region, IssueResult result, HttpContext http) => Of(
        QueryActions.AssumeRoleWithWebIdentity, region, null, result.Session, result.Error, request?.RoleArn ?? "", request?.RoleSessionName ?? "",
        request?.DurationSeconds ?? 0, http);

    private IssueRecord Of(
        string operation, string region, Identity? caller, IssuedSession? session, StsError error, string role, string name, int seconds, HttpContext http) => new()
        {
            At = time.GetUtcNow(),
            Id = DecisionIds.Next(),
            Operation = operation,
            Region = Bounded(region),
            Caller = AuditCaller.Of(caller),
            RoleArn = Bounded(role),
            SessionName = Bounded(name),
            DurationSeconds = seconds,
            Address = AddressOf(http.Connection.RemoteIpAddress),
            SessionArn = session?.Arn,
            Claims = session?.Claims,
            Error = error,
        };

    private static string Bounded(string text) => text.Length <= MostCharacters ? text : $"{text.AsSpan(0, MostCharacters)}...";

    private static string? AddressOf(IPAddress? address) => (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();
}
