using System.CommandLine;
using System.Text.Json;
using Authz.Cli.Connections;
using Authz.Cli.Help;
using Authz.Cli.Output;
using Authz.Client;
using Authz.Protocol.V1;

namespace Authz.Cli.Commands;

/// <summary><c>authz token whoami</c>.</summary>
internal static class TokenWhoamiCommand
{
    private const string Method = "authz.v1.TokenService/GetCallerIdentity";

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "whoami",
            "Says whose credentials are in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN. Exit status: 0 known, 1 refused, 2 error.",
            "authz token whoami --output json");
        var sidecar = new SidecarOptions(command, SidecarOptions.Applications, surroundings.Environment);
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json);
        command.Add(output);
        command.SetAction(async (result, cancellation) =>
        {
            var request = new GetCallerIdentityRequest { Region = sidecar.Region(result) };
            request.Caller = sidecar.Proof(result, surroundings).Of(Method, request, request.Region);
            using AuthzClient client = sidecar.Connect(result);
            GetCallerIdentityResponse identity = await client.GetCallerIdentityAsync(request, cancellation).ConfigureAwait(false);
            if (result.GetValue(output) == OutputOption.Json) JsonText.WriteObject(surroundings.Text, identity, WriteJson);
            else new FieldText(surroundings.Text, 9).Add("account", identity.Account).Add("arn", identity.Arn).Add("user id", identity.UserId);
            return ExitCode.Success;
        });
        return command;
    }

    // the members of `aws sts get-caller-identity`
    private static void WriteJson(Utf8JsonWriter json, GetCallerIdentityResponse identity)
    {
        json.WriteString("UserId", identity.UserId);
        json.WriteString("Account", identity.Account);
        json.WriteString("Arn", identity.Arn);
    }
}
