using System.CommandLine;
using Authz.Cli.Inputs;
using Authz.Protocol.V1;

namespace Authz.Cli.Asking;

/// <summary>The options that make a question to a sidecar.</summary>
internal sealed class QuestionOptions
{
    private readonly Option<string> _action = TextOption.Required("--action", "SERVICE:NAME", "The action, without wildcards.");
    private readonly Option<string> _resource = TextOption.Required("--resource", "ARN", "The resource, or * for an action that has none.");
    private readonly ContextOption _context;

    /// <summary>Adds the options to a command.</summary>
    public QuestionOptions(Command command)
    {
        command.Add(_action);
        command.Add(_resource);
        _context = new ContextOption(command);
    }

    /// <summary>The question, without token and region.</summary>
    /// <exception cref="UsageException">A context value is not of the form <c>key=value</c>.</exception>
    public AuthorizeRequest Read(ParseResult result)
    {
        var request = new AuthorizeRequest { Action = result.GetValue(_action), Resource = result.GetValue(_resource) };
        foreach ((var key, List<string> values) in _context.Read(result)) request.Context.Add(key, new ContextValues { Values = { values } });
        return request;
    }
}
