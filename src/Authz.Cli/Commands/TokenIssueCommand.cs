using System.CommandLine;
using Authz.Cli.Connections;
using Authz.Cli.Help;
using Authz.Cli.Issuing;
using Authz.Cli.Output;
using Authz.Client;
using Authz.Protocol.V1;

namespace Authz.Cli.Commands;

/// <summary><c>authz token issue</c>.</summary>
internal static class TokenIssueCommand
{
    private const string Method = "authz.v1.TokenService/IssueToken";

    private const string Details =
        """
        The caller's credentials come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN; the request is signed, and the
        secret never travels. With AWS_SESSION_TOKEN alone, that bearer token is sent. With --web-identity-token-file or
        --saml-assertion-file no credentials are needed. Without --region the request is signed for us-east-1: give --region to a sidecar
        of another region.

        --output json is the credential_process format of the AWS tools; env prints export lines for a shell.

        Exit status: 0 issued, 1 refused, 2 error.
        """;

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "issue",
            "Takes a role, or asks for a session of one's own, and prints temporary credentials.",
            "authz token issue --role-arn arn:aws:iam::111122223333:role/OrderReader --role-session-name me",
            "eval \"$(authz token issue --role-arn arn:aws:iam::111122223333:role/OrderReader --role-session-name me --output env)\"",
            "authz token issue --get-session-token --serial-number arn:aws:iam::111122223333:mfa/ana --token-code 123456",
            "authz token issue --get-federation-token bob --policy reader.json",
            "authz token issue --role-arn ARN --role-session-name pod --web-identity-token-file /var/run/secrets/token --output json",
            "in ~/.aws/config: credential_process = authz token issue --role-arn ARN --role-session-name me --credential-use sigv4 --output json")
        {
            Details = Details,
        };
        var grant = new GrantOptions(command);
        var reach = new ReachOptions(command);
        var sidecar = new SidecarOptions(command, SidecarOptions.Applications, surroundings.Environment);
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json, OutputOption.Env, OutputOption.Token);
        command.Add(output);
        command.SetAction(async (result, cancellation) =>
        {
            var request = new IssueTokenRequest { Region = sidecar.Region(result) };
            reach.Fill(request, result);
            grant.Fill(request, result, surroundings);
            if (request.GrantCase is not (IssueTokenRequest.GrantOneofCase.AssumeRoleWithWebIdentity or IssueTokenRequest.GrantOneofCase.AssumeRoleWithSaml))
                request.Caller = sidecar.Proof(result, surroundings).Of(Method, request, request.Region);
            using AuthzClient client = sidecar.Connect(result);
            IssueTokenResponse response = await client.IssueTokenAsync(request, cancellation).ConfigureAwait(false);
            IssuedCredentials.Write(response, result.GetValue(output)!, surroundings.Text);
            return ExitCode.Success;
        });
        return command;
    }
}
