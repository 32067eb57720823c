using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Authz.Cli.Connections;
using Authz.Cli.Help;
using Authz.Cli.Output;
using Authz.Cli.Revoking;
using Authz.Client;
using Authz.Protocol.V1;

namespace Authz.Cli.Commands;

/// <summary><c>authz sessions revoke</c>.</summary>
internal static class SessionsRevokeCommand
{
    private const string Method = "authz.v1.AdministrationService/RevokeSessions";

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "revoke",
            "Ends sessions that were issued up to now, and those that come from them. Signed like token issue. Exit status: 0 revoked, 1 refused, 2 error.",
            "authz sessions revoke --role-arn arn:aws:iam::111122223333:role/OrderReader",
            "authz sessions revoke --session \"$AWS_SESSION_TOKEN\"",
            "authz sessions revoke --all --skew 30");
        var revocation = new RevocationOptions(command);
        var sidecar = new SidecarOptions(command, SidecarOptions.Operators, surroundings.Environment);
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json);
        command.Add(output);
        command.SetAction(async (result, cancellation) =>
        {
            RevokeSessionsRequest request = revocation.Read(result);
            request.Region = sidecar.Region(result);
            request.Caller = sidecar.Proof(result, surroundings).Of(Method, request, request.Region);
            using AuthzClient client = sidecar.Connect(result);
            RevokeSessionsResponse response = await client.RevokeSessionsAsync(request, cancellation).ConfigureAwait(false);
            if (result.GetValue(output) == OutputOption.Json) JsonText.WriteObject(surroundings.Text, response, WriteJson);
            else new FieldText(surroundings.Text, 15).Add("issued before", Before(response)).Add("policy", response.PolicyName);
            return ExitCode.Success;
        });
        return command;
    }

    private static void WriteJson(Utf8JsonWriter json, RevokeSessionsResponse response)
    {
        json.WriteString("issuedBefore", Before(response));
        json.WriteString("policyName", response.PolicyName);
    }

    private static string? Before(RevokeSessionsResponse response) =>
        response.IssuedBefore?.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
