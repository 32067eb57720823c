using System.CommandLine;
using System.Text;
using Authz.Cli.Help;
using Authz.Cli.Inputs;
using Authz.Cli.Inspection;
using Authz.Cli.Output;

namespace Authz.Cli.Commands;

/// <summary><c>authz token inspect</c>.</summary>
internal static class TokenInspectCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "inspect",
            "Explains a session token without a server. Its signature is only verified with --jwks. "
                + "Exit status: 0 explained, 1 the signature is wrong or of an unknown key, 2 no session token.",
            "authz token inspect \"$AWS_SESSION_TOKEN\"",
            "curl -s http://127.0.0.1:7421/.well-known/jwks.json > keys.json; authz token inspect --jwks keys.json - < token.txt");
        var token = new Argument<string>("TOKEN") { Description = "The session token, - for the standard input." };
        var jwks = new Option<string?>("--jwks") { Description = "A JSON Web Key Set to verify the signature with.", HelpName = "FILE" };
        Option<string> output = OutputOption.Create(OutputOption.Text, OutputOption.Json);
        command.Add(token);
        command.Add(jwks);
        command.Add(output);
        command.SetAction(result =>
        {
            TokenText text = TokenText.Read(ReadToken(result.GetValue(token)!, surroundings));
            InspectedToken inspected = InspectedToken.Read(text);
            TokenProof proof = result.GetValue(jwks) is { } file
                ? TokenSignature.Verify(text, file, InputFile.Read(file, surroundings)) : TokenProof.NotVerified;
            DateTimeOffset now = surroundings.Time.GetUtcNow();
            if (result.GetValue(output) == OutputOption.Json) InspectionJson.Write(inspected, proof, now, surroundings.Text);
            else InspectionReport.Write(inspected, proof, now, surroundings.Text);
            return proof is TokenProof.Wrong or TokenProof.UnknownKey ? ExitCode.Refused : ExitCode.Success;
        });
        return command;
    }

    private static string ReadToken(string argument, Surroundings surroundings) =>
        (argument == InputFile.StandardInput ? Encoding.UTF8.GetString(InputFile.Read(argument, surroundings)) : argument).Trim();
}
