using System.CommandLine;
using Authz.Cli.Help;
using Authz.Cli.Schemas;

namespace Authz.Cli.Commands;

/// <summary><c>authz schema</c>.</summary>
internal static class SchemaCommand
{
    private const string Details =
        """
        The schemas (JSON Schema, draft 2020-12) let an editor complete and check what people write: policies of each kind, the files of
        an organization, scenarios. They refer to each other by file name: write them all into one directory, and point the editor there.

        Exit status: 0 printed or written, 2 no such schema, or the directory cannot be written.
        """;

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "schema",
            "Prints the JSON Schemas of policies, of an organization's files and of scenarios, for editors.",
            "authz schema",
            "authz schema role",
            "authz schema --directory .schemas")
        {
            Details = Details,
        };
        var name = new Argument<string?>("NAME")
        {
            Description = "The schema to print. Absent: all names are listed.",
            HelpName = "NAME",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.AcceptOnlyFromAmong([.. SchemaCatalogue.Names]);
        var directory = new Option<string?>("--directory")
        {
            Description = "Writes all schemas into this directory instead.",
            HelpName = "DIRECTORY",
        };
        command.Add(name);
        command.Add(directory);
        command.SetAction(result =>
        {
            if (result.GetValue(directory) is not null && result.GetValue(name) is not null)
                throw new UsageException("`--directory` writes all schemas, as they refer to each other: leave out the name");
            if (result.GetValue(directory) is { } path) WriteAll(path);
            else if (result.GetValue(name) is { } one) surroundings.Output.Write(SchemaCatalogue.Read(one));
            else foreach (var each in SchemaCatalogue.Names) surroundings.Text.WriteLine(each);
            return ExitCode.Success;
        });
        return command;
    }

    private static void WriteAll(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            foreach (var name in SchemaCatalogue.Names)
                File.WriteAllBytes(Path.Join(path, name + SchemaCatalogue.Ending), SchemaCatalogue.Read(name));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"`{path}` cannot be written: {exception.Message}");
        }
    }
}
