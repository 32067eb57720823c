using Authz.Client;
using Authz.LoadTests.Servers;
using Authz.Protocol.V1;
using Authz.Tokens.Signatures;
using Google.Protobuf;

namespace Authz.LoadTests.Reloads;

/// <summary>Asks a sidecar to read its organization again, with the published key of the example's operator (protos/README.md).</summary>
/// <param name="administration">Where it is administered.</param>
internal sealed class ReloadCaller(Uri administration) : IDisposable
{
    private const string Method = "/authz.v1.AdministrationService/ReloadOrganization";
    private const string Region = "eu-west-1";
    // deploy/examples/organization/accounts/999999999999/users/ops.json
    private const string AccessKeyId = "AKIAEXAMPLEOPS000001";
    private const string Secret = "EXAMPLE-secret-of-ops-do-not-use-elsewhere";

    private readonly AuthzClient _client = ServerClient.Connect(administration);

    /// <summary>Reloads, and waits for it.</summary>
    /// <exception cref="LoadFaultException">It was refused, or found faults.</exception>
    public async Task ReloadAsync(CancellationToken cancellation)
    {
        var request = new ReloadOrganizationRequest { Region = Region };
        var payload = request.ToByteString();
        KeyValuePair<string, string>[] unsigned = [new("host", administration.Authority)];
        var added = SignatureV4.Sign(
            new SignableRequest("POST", Method, "", unsigned, payload.Span), AccessKeyId, Secret, null, Region, "sts", TimeProvider.System.GetUtcNow());
        var signed = new SignedRequest { Payload = payload };
        foreach (var (name, value) in unsigned.Concat(added)) signed.Headers.Add(name.ToLowerInvariant(), value);
        request.Caller = new Caller { SignedRequest = signed };
        try
        {
            ReloadOrganizationResponse response = await _client.ReloadOrganizationAsync(request, cancellation);
            if (response.Diagnostics.FirstOrDefault(static d => d.Severity == Severity.Error) is { } fault)
                throw new LoadFaultException($"the changed organization is refused: {fault}");
        }
        catch (AuthzException exception)
        {
            throw new LoadFaultException($"a reload failed: {exception.Message}");
        }
    }

    public void Dispose() => _client.Dispose();
}
