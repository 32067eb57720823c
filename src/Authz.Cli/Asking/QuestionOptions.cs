using System.CommandLine;
using Authz.Cli.Inputs;
using Authz.Protocol.V1;

namespace Authz.Cli.Asking;

/// <summary>The options that make a question to a sidecar.</summary>
internal sealed class QuestionOptions
{
    private readonly Option<string> _action = TextOption.Required("--action", "SERVICE:NAME", "The action, without wildcards.");
    private readonly Option<string> _resource = TextOption.Required("--resource", "ARN", "The resource, or * for an action that has none.");
    private readonly Option<string[]> _context = new("--context")
    {
        Description = "A condition key and its value; repeat the key for several values.",
        HelpName = "KEY=VALUE",
    };

    /// <summary>Adds the options to a command.</summary>
    public QuestionOptions(Command command)
    {
        command.Add(_action);
        command.Add(_resource);
        command.Add(_context);
    }

    /// <summary>The question, without token and region.</summary>
    /// <exception cref="UsageException">A context value is not of the form <c>key=value</c>.</exception>
    public AuthorizeRequest Read(ParseResult result)
    {
        var request = new AuthorizeRequest { Action = result.GetValue(_action), Resource = result.GetValue(_resource) };
        // keys that differ only in case are one key
        var values = new Dictionary<string, ContextValues>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in result.GetValue(_context) ?? [])
        {
            (var key, var value) = KeyAndValue.Split("--context", text);
            if (!values.TryGetValue(key, out ContextValues? list))
            {
                list = new ContextValues();
                values.Add(key, list);
                request.Context.Add(key, list);
            }

            list.Values.Add(value);
        }

        return request;
    }
}
