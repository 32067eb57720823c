using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Authz.Cli.Connections;
using Authz.Cli.Help;
using Authz.Cli.Output;
using Authz.Client;
using Authz.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace Authz.Cli.Commands;

/// <summary><c>authz sessions list-revocations</c>.</summary>
internal static class SessionsListRevocationsCommand
{
    private const string Method = "authz.v1.AdministrationService/ListRevocations";

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "list-revocations",
            "Lists what a sidecar has revoked, the widest first. Signed like token issue. Exit status: 0, 1 refused, 2 error.",
            "authz sessions list-revocations",
            "authz sessions list-revocations --output json");
        var sidecar = new SidecarOptions(command, SidecarOptions.Operators, surroundings.Environment);
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json);
        command.Add(output);
        command.SetAction(async (result, cancellation) =>
        {
            var request = new ListRevocationsRequest { Region = sidecar.Region(result) };
            request.Caller = sidecar.Proof(result, surroundings).Of(Method, request, request.Region);
            using AuthzClient client = sidecar.Connect(result);
            ListRevocationsResponse response = await client.ListRevocationsAsync(request, cancellation).ConfigureAwait(false);
            if (result.GetValue(output) == OutputOption.Json) JsonText.WriteObject(surroundings.Text, response, WriteJson);
            else foreach (Revocation revocation in response.Revocations) surroundings.Text.WriteLine(Printable.Of(TextOf(revocation)));
            if (response.LeftOut > 0) surroundings.Error.WriteLine($"{response.LeftOut} more are not shown");
            return ExitCode.Success;
        });
        return command;
    }

    private static string TextOf(Revocation revocation)
    {
        var what = string.Join(' ', ((string[])[NameOf(revocation), revocation.Id, revocation.Issuer]).Where(static p => p.Length > 0));
        var before = TimeOf(revocation.IssuedBefore) is { } instant ? $", issued before {instant}" : "";
        var chain = revocation.Cascades ? ", and those that come from them" : "";
        return $"{what}{before}{chain}{(TimeOf(revocation.ExpiresAt) is { } end ? $"; forgotten {end}" : "")}";
    }

    private static void WriteJson(Utf8JsonWriter json, ListRevocationsResponse response)
    {
        json.WriteStartArray("revocations");
        foreach (Revocation revocation in response.Revocations)
        {
            json.WriteStartObject();
            json.WriteString("kind", NameOf(revocation));
            json.WriteString("id", revocation.Id);
            if (revocation.Issuer.Length > 0) json.WriteString("issuer", revocation.Issuer);
            json.WriteString("issuedBefore", TimeOf(revocation.IssuedBefore));
            json.WriteBoolean("cascades", revocation.Cascades);
            json.WriteString("expiresAt", TimeOf(revocation.ExpiresAt));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("leftOut", response.LeftOut);
    }

    private static string NameOf(Revocation revocation) => WireNames.Of(revocation.Kind).ToLowerInvariant().Replace('_', '-');

    private static string? TimeOf(Timestamp? instant) =>
        instant?.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
