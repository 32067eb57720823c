using System.CommandLine;
using Authz.Cli.Asking;
using Authz.Cli.Connections;
using Authz.Cli.Credentials;
using Authz.Cli.Help;
using Authz.Cli.Output;
using Authz.Client;
using Authz.Protocol.V1;

namespace Authz.Cli.Commands;

/// <summary><c>authz authorize</c>.</summary>
internal static class AuthorizeCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "authorize",
            "Asks a sidecar whether a session may do an action on a resource, and why. Exit status: 0 allow, 1 deny, 2 error.",
            "authz authorize --action orders:GetOrder --resource arn:aws:orders:eu-west-1:111122223333:order/1",
            "authz authorize --action orders:GetOrder --resource '*' --context aws:SourceIp=203.0.113.7 --context team=a --context team=b");
        var question = new QuestionOptions(command);
        var token = new Option<string?>("--session-token")
        {
            Description = $"The session token. Default: {CallerCredentials.SessionTokenVariable}, which other users of this machine cannot see.",
            HelpName = "TOKEN",
        };
        command.Add(token);
        var revision = new Option<string?>("--min-policy-revision")
        {
            Description = "Decide by this revision of the policies or a later one: the sidecar waits a moment for it, and fails when it does not come.",
            HelpName = "REVISION",
        };
        command.Add(revision);
        var sidecar = new SidecarOptions(command, SidecarOptions.Applications, surroundings.Environment);
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json);
        command.Add(output);
        command.SetAction(async (result, cancellation) =>
        {
            AuthorizeRequest request = question.Read(result);
            request.Region = sidecar.Region(result);
            request.MinPolicyRevision = result.GetValue(revision) ?? "";
            request.SessionToken = result.GetValue(token) ?? surroundings.Environment(CallerCredentials.SessionTokenVariable) ?? "";
            using AuthzClient client = sidecar.Connect(result);
            try
            {
                AuthorizeResponse answer = await client.AuthorizeAsync(request, cancellation).ConfigureAwait(false);
                DecisionReport.Write(answer, result.GetValue(output)!, surroundings.Text);
                return answer.Decision == Decision.Allow ? ExitCode.Success : ExitCode.Refused;
            }
            catch (AuthzException exception)
            {
                // here 1 means a deny, and this was no decision
                throw new UsageException(SidecarError.Describe(exception));
            }
        });
        return command;
    }
}
