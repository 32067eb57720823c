using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Authz.Cli.Asking;
using Authz.Cli.Connections;
using Authz.Cli.Help;
using Authz.Cli.Output;
using Authz.Client;
using Authz.Protocol.V1;

namespace Authz.Cli.Commands;

/// <summary><c>authz why</c>.</summary>
internal static class WhyCommand
{
    private const string Method = "authz.v1.AdministrationService/GetDecision";

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "why",
            "Says what a sidecar decided under an id, on what, and by which policies as they stood. Signed like token issue. Exit status: 0, 1 refused or not "
                + "known, 2 error.",
            "authz why 0123456789abcdef0123456789abcdef",
            "authz why 0123456789abcdef0123456789abcdef --output json");
        var id = new Argument<string>("DECISION-ID") { Description = "The id of the decision, as answers and the decision log have it." };
        command.Add(id);
        var sidecar = new SidecarOptions(command, SidecarOptions.Operators, surroundings.Environment);
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json);
        command.Add(output);
        command.SetAction(async (result, cancellation) =>
        {
            var request = new GetDecisionRequest { DecisionId = result.GetValue(id), Region = sidecar.Region(result) };
            request.Caller = sidecar.Proof(result, surroundings).Of(Method, request, request.Region);
            using AuthzClient client = sidecar.Connect(result);
            GetDecisionResponse decision = await client.GetDecisionAsync(request, cancellation).ConfigureAwait(false);
            if (result.GetValue(output) == OutputOption.Json) JsonText.WriteObject(surroundings.Text, decision, WriteJson);
            else WriteText(decision, surroundings.Text);
            return ExitCode.Success;
        });
        return command;
    }

    private static void WriteText(GetDecisionResponse decision, TextWriter output)
    {
        new FieldText(output, DecisionReport.Width)
            .Add("decided at", TimeOf(decision))
            .Add("principal", decision.PrincipalArn.Length == 0 ? "nobody was identified" : decision.PrincipalArn)
            .Add("action", decision.Action)
            .Add("resource", decision.Resource)
            .Add("region", decision.Region)
            .Add("context", decision.Context.OrderBy(static c => c.Key, StringComparer.Ordinal).Select(static c => $"{c.Key}={string.Join(", ", c.Value.Values)}"));
        DecisionReport.Write(decision.Answer, OutputOption.Text, output);
        for (var i = 0; i < decision.Policies.Count; i++)
        {
            DecidingPolicy policy = decision.Policies[i];
            output.WriteLine();
            output.WriteLine(Printable.Of(DecisionReport.Describe(decision.Answer.MatchedStatements[i])));
            // line by line: what a policy says is not to steer a terminal
            var text = policy.Statement.Length == 0 ? "its text is not kept any more" : JsonText.Indent(policy.Statement);
            foreach (var line in text.Split('\n')) output.WriteLine(Printable.Of($"  {line}"));
        }
    }

    private static void WriteJson(Utf8JsonWriter json, GetDecisionResponse decision)
    {
        json.WriteString("decisionId", decision.DecisionId);
        json.WriteString("decidedAt", TimeOf(decision));
        json.WriteString("principalArn", decision.PrincipalArn);
        json.WriteString("principalId", decision.PrincipalId);
        json.WriteString("accessKeyId", decision.AccessKeyId);
        json.WriteString("action", decision.Action);
        json.WriteString("resource", decision.Resource);
        json.WriteString("region", decision.Region);
        json.WriteStartObject("context");
        foreach ((var key, ContextValues values) in decision.Context) json.WriteStrings(key, values.Values);
        json.WriteEndObject();
        json.WriteStartObject("answer");
        DecisionReport.WriteJson(json, decision.Answer);
        json.WriteEndObject();
        json.WriteStartArray("policies");
        foreach (DecidingPolicy policy in decision.Policies)
        {
            json.WriteStartObject();
            json.WriteString("document", policy.Document);
            json.WriteString("statement", policy.Statement);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string TimeOf(GetDecisionResponse decision) =>
        decision.DecidedAt.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
