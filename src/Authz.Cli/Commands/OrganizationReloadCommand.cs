using System.CommandLine;
using System.Text.Json;
using Authz.Cli.Connections;
using Authz.Cli.Findings;
using Authz.Cli.Help;
using Authz.Cli.Output;
using Authz.Client;
using Authz.Protocol.V1;

namespace Authz.Cli.Commands;

/// <summary><c>authz organization reload</c>.</summary>
internal static class OrganizationReloadCommand
{
    private const string Method = "authz.v1.AdministrationService/ReloadOrganization";

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "reload",
            "Has a sidecar read its organization again, and prints what it found. With errors the old one keeps serving. "
                + "Exit status: 0 published, 1 faulty or refused, 2 error.",
            "authz organization reload",
            "authz organization reload --endpoint unix:/run/authz/admin.sock --output json");
        var sidecar = new SidecarOptions(command, SidecarOptions.Operators, surroundings.Environment);
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json);
        command.Add(output);
        command.SetAction(async (result, cancellation) =>
        {
            var request = new ReloadOrganizationRequest { Region = sidecar.Region(result) };
            request.Caller = sidecar.Proof(result, surroundings).Of(Method, request, request.Region);
            using AuthzClient client = sidecar.Connect(result);
            ReloadOrganizationResponse response = await client.ReloadOrganizationAsync(request, cancellation).ConfigureAwait(false);
            Finding[] findings = [.. response.Diagnostics.Select(Finding.Of)];
            Write(response.PolicyRevision, findings, result.GetValue(output)!, surroundings);
            return FindingCounts.Of(findings).Errors == 0 ? ExitCode.Success : ExitCode.Refused;
        });
        return command;
    }

    private static void Write(string revision, Finding[] findings, string format, Surroundings surroundings)
    {
        if (format == OutputOption.Json)
        {
            JsonText.WriteObject(surroundings.Text, (revision, findings), WriteJson);
            return;
        }

        FindingReport.WriteText(findings, surroundings.Text);
        new FieldText(surroundings.Text, 17).Add("policy revision", revision);
        surroundings.Error.WriteLine(FindingCounts.Of(findings));
    }

    private static void WriteJson(Utf8JsonWriter json, (string Revision, Finding[] Findings) state)
    {
        json.WriteString("policyRevision", state.Revision);
        FindingReport.WriteJson(json, state.Findings);
    }
}
