using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Authz.Cli.Connections;
using Authz.Cli.Help;
using Authz.Cli.Inputs;
using Authz.Cli.Output;
using Authz.Client;
using Authz.Protocol.V1;

namespace Authz.Cli.Commands;

/// <summary><c>authz token authenticate</c>.</summary>
internal static class TokenAuthenticateCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "authenticate",
            "Says who made a proof, as a service asks about its caller. Exit status: 0 known, 1 refused, 2 error.",
            "authz token authenticate --audience orders.example.internal --proof-file proof.url");
        Option<string> audience = TextOption.Required("--audience", "NAME", "The name of the service that asks: the one that the proof was made for.");
        // on a command line everybody on the machine would see it
        Option<string> file = TextOption.Required("--proof-file", "FILE", "The URL that `authz token prove` printed; - for the standard input.");
        var once = new Option<bool>("--single-use") { Description = "Refuse it when it was used before with this switch." };
        foreach (Option option in (Option[])[audience, file, once]) command.Add(option);
        var sidecar = new SidecarOptions(command, SidecarOptions.Applications, surroundings.Environment, hasRegion: false);
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json);
        command.Add(output);
        command.SetAction(async (result, cancellation) =>
        {
            var request = new AuthenticateCallerRequest
            {
                PresignedUrl = Encoding.UTF8.GetString(InputFile.Read(result.GetValue(file)!, surroundings)).TrimEnd('\r', '\n'),
                ExpectedAudience = result.GetValue(audience),
                SingleUse = result.GetValue(once),
            };
            using AuthzClient client = sidecar.Connect(result);
            AuthenticateCallerResponse caller = await client.AuthenticateCallerAsync(request, cancellation).ConfigureAwait(false);
            if (result.GetValue(output) == OutputOption.Json) JsonText.WriteObject(surroundings.Text, caller, WriteJson);
            else WriteText(new FieldText(surroundings.Text, 12), caller);
            return ExitCode.Success;
        });
        return command;
    }

    private static void WriteText(FieldText text, AuthenticateCallerResponse caller) => text
        .Add("account", caller.Account).Add("arn", caller.Arn).Add("user id", caller.UserId).Add("kind", WireNames.Of(caller.PrincipalKind))
        .Add("access key", caller.AccessKeyId).Add("until", TimeOf(caller));

    // the members of `aws sts get-caller-identity`, and ours
    private static void WriteJson(Utf8JsonWriter json, AuthenticateCallerResponse caller)
    {
        json.WriteString("UserId", caller.UserId);
        json.WriteString("Account", caller.Account);
        json.WriteString("Arn", caller.Arn);
        json.WriteString("PrincipalKind", WireNames.Of(caller.PrincipalKind));
        json.WriteString("AccessKeyId", caller.AccessKeyId);
        json.WriteString("Expiration", TimeOf(caller));
    }

    private static string TimeOf(AuthenticateCallerResponse caller) =>
        caller.Expiration.ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
