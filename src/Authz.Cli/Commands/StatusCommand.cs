using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Authz.Cli.Connections;
using Authz.Cli.Findings;
using Authz.Cli.Help;
using Authz.Cli.Output;
using Authz.Client;
using Authz.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Authz.Cli.Commands;

/// <summary><c>authz status</c>.</summary>
internal static class StatusCommand
{
    private const string Method = "authz.v1.AdministrationService/GetStatus";

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "status",
            "Says which policies a sidecar serves. Exit status: 0 ready, 1 starting, stale, expired or refused, 2 error.",
            "authz status",
            "authz status --output json");
        var sidecar = new SidecarOptions(command, SidecarOptions.Operators, surroundings.Environment);
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json);
        command.Add(output);
        command.SetAction(async (result, cancellation) =>
        {
            var request = new GetStatusRequest { Region = sidecar.Region(result) };
            request.Caller = sidecar.Proof(result, surroundings).Of(Method, request, request.Region);
            using AuthzClient client = sidecar.Connect(result);
            GetStatusResponse status = await client.GetStatusAsync(request, cancellation).ConfigureAwait(false);
            if (result.GetValue(output) == OutputOption.Json) JsonText.WriteObject(surroundings.Text, status, WriteJson);
            else WriteText(status, surroundings.Text);
            return status.State == ServingState.Ready ? ExitCode.Success : ExitCode.Refused;
        });
        return command;
    }

    private static void WriteText(GetStatusResponse status, TextWriter output)
    {
        new FieldText(output, 17)
            .Add("state", WireNames.Of(status.State))
            .Add("policy revision", status.PolicyRevision)
            .Add("loaded at", TimeOf(status.LoadedAt))
            .Add("last load at", TimeOf(status.LastLoadAt))
            .Add("stale since", TimeOf(status.StaleSince))
            .Add("expires at", TimeOf(status.ExpiresAt))
            .Add("keys", status.Keys.Select(TextOf))
            .Add("key faults", status.KeyFaults)
            .Add("left out", LeftOut(status.DiagnosticsLeftOut));
        FindingReport.WriteText([.. status.Diagnostics.Select(Finding.Of)], output);
    }

    private static void WriteJson(Utf8JsonWriter json, GetStatusResponse status)
    {
        json.WriteString("state", WireNames.Of(status.State));
        json.WriteString("policyRevision", status.PolicyRevision);
        json.WriteString("loadedAt", TimeOf(status.LoadedAt));
        json.WriteString("lastLoadAt", TimeOf(status.LastLoadAt));
        json.WriteString("staleSince", TimeOf(status.StaleSince));
        json.WriteString("expiresAt", TimeOf(status.ExpiresAt));
        json.WriteNumber("findingsLeftOut", status.DiagnosticsLeftOut);
        json.WriteStartArray("keys");
        foreach (KeyStatus key in status.Keys)
        {
            json.WriteStartObject();
            json.WriteString("keyId", key.KeyId);
            json.WriteString("state", NameOf(key.State));
            json.WriteString("since", TimeOf(key.Since));
            json.WriteBoolean("canSign", key.CanSign);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStrings("keyFaults", status.KeyFaults);
        FindingReport.WriteJson(json, [.. status.Diagnostics.Select(Finding.Of)]);
    }

    private static string TextOf(KeyStatus key) =>
        $"{key.KeyId} {NameOf(key.State)}{(key.CanSign ? ", can sign" : "")}{(TimeOf(key.Since) is { } since ? $", since {since}" : "")}";

    private static string NameOf(KeyLifeState state) => WireNames.Of(state).Replace("KEY_", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string? LeftOut(int count) => count == 0 ? null : count.ToString(CultureInfo.InvariantCulture);

    private static string? TimeOf(Timestamp? instant) =>
        instant?.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
