using System.CommandLine;
using System.CommandLine.Invocation;
using Authz.Cli.Commands;
using Authz.Cli.Connections;
using Authz.Cli.Help;
using Authz.Cli.Output;
using Authz.Client;

namespace Authz.Cli;

/// <summary>The tool: its commands, and what becomes of their failures.</summary>
internal static class AuthzCli
{
    /// <summary>Runs one command line.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, Surroundings surroundings, CancellationToken cancellation = default)
    {
        try
        {
            return await InvokeAsync(args, surroundings, cancellation).ConfigureAwait(false);
        }
        catch (UsageException exception)
        {
            return Fail(surroundings, $"error: {exception.Message}", ExitCode.Failure);
        }
        catch (AuthzException exception)
        {
            var status = SidecarError.IsRefusal(exception) ? ExitCode.Refused : ExitCode.Failure;
            return Fail(surroundings, SidecarError.Describe(exception), status);
        }
        catch (OperationCanceledException)
        {
            return Fail(surroundings, "error: cancelled", ExitCode.Failure);
        }
        catch (IOException exception)
        {
            // opening has its own errors: this is a disk that fails, or an output that its reader closed
            return Fail(surroundings, $"error: reading or writing stopped: {exception.Message}", ExitCode.Failure);
        }
    }

    private static async Task<int> InvokeAsync(string[] args, Surroundings surroundings, CancellationToken cancellation)
    {
        // no response files: `@` may begin a value
        ParseResult result = CreateRoot(surroundings).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Action is ParseErrorAction) return Refuse(result, surroundings);
        var status = await result.InvokeAsync(
            new InvocationConfiguration { Output = surroundings.Text, Error = surroundings.Error, EnableDefaultExceptionHandler = false },
            cancellation).ConfigureAwait(false);
        surroundings.Flush();
        return status;
    }

    private static RootCommand CreateRoot(Surroundings surroundings)
    {
        var root = new RootCommand("Issues session tokens, asks for decisions, and checks policies.")
        {
            SimulateCommand.Create(surroundings),
            ExplainCommand.Create(surroundings),
            ValidateCommand.Create(surroundings),
            ContextKeysCommand.Create(surroundings),
            KeysCommand.Create(surroundings),
            SchemaCommand.Create(surroundings),
            CodesCommand.Create(surroundings),
            new DocumentedCommand("token", "Issues and explains session tokens.", "authz token issue --help")
            {
                TokenIssueCommand.Create(surroundings), TokenInspectCommand.Create(surroundings), TokenWhoamiCommand.Create(surroundings),
                TokenProveCommand.Create(surroundings), TokenAuthenticateCommand.Create(surroundings),
            },
            AuthorizeCommand.Create(surroundings),
            new DocumentedCommand("sessions", "Administers sessions.", "authz sessions revoke --help")
            {
                SessionsRevokeCommand.Create(surroundings), SessionsListRevocationsCommand.Create(surroundings),
            },
            new DocumentedCommand("organization", "Administers the organization that a sidecar serves.", "authz organization reload --help")
            {
                OrganizationReloadCommand.Create(surroundings),
            },
            StatusCommand.Create(surroundings),
            WhyCommand.Create(surroundings),
            new DocumentedCommand("audit", "Checks decision logs.", "authz audit verify --help") { AuditVerifyCommand.Create(surroundings) },
        };
        RootOptions.Customize(root);
        return root;
    }

    private static int Refuse(ParseResult result, Surroundings surroundings)
    {
        foreach (var error in result.Errors) surroundings.Error.WriteLine($"error: {Printable.Mask(OneLine(error.Message), result.Tokens)}");
        return Fail(surroundings, $"see `{CommandPath.Of(result.CommandResult)} --help`", ExitCode.Failure);
    }

    // the parser lists what it accepts one below the other
    private static string OneLine(string message) =>
        message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [var first, _, ..] lines
            ? $"{first} {string.Join(", ", lines.Skip(1))}" : message;

    private static int Fail(Surroundings surroundings, string message, int status)
    {
        surroundings.Error.WriteLine(Printable.Of(message));
        surroundings.Error.Flush();
        return status;
    }
}
