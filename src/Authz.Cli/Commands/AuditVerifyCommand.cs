using System.CommandLine;
using Authz.Cli.Auditing;
using Authz.Cli.Help;
using Authz.Cli.Inputs;
using Authz.Cli.Output;
using Authz.Tokens.Storage;

namespace Authz.Cli.Commands;

/// <summary><c>authz audit verify</c>.</summary>
internal static class AuditVerifyCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "verify",
            "Checks that no record of a decision log was changed, removed, added or moved. Records at its end can be removed without a trace: compare the hash "
                + "with one that was kept elsewhere. Exit status: 0 whole, 1 not, 2 error.",
            "authz audit verify path/to/log",
            "authz audit verify path/to/log --key-file chain.key --expect-hash 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
        var paths = new Argument<string[]>("PATH") { Description = "The directory of the log, or its files, oldest first.", Arity = ArgumentArity.OneOrMore };
        var keyFile = new Option<string?>("--key-file") { Description = "The key of the chain, as `Authz:Audit:ChainKeyFile` has it.", HelpName = "FILE" };
        var expected = new Option<string?>("--expect-hash") { Description = "The hash of a record that must be there: the last that you know of.", HelpName = "HASH" };
        command.Add(paths);
        command.Add(keyFile);
        command.Add(expected);
        command.SetAction(result => Verify(result.GetValue(paths)!, result.GetValue(keyFile), result.GetValue(expected), surroundings));
        return command;
    }

    private static int Verify(string[] paths, string? keyFile, string? expected, Surroundings surroundings)
    {
        if (expected is not null && (expected.Length != 2 * LineChain.HashLength || !expected.All(char.IsAsciiHexDigitLower)))
            throw new UsageException($"`--expect-hash` is `{expected}`: write 64 hexadecimal digits in lower case, as this command prints them");
        var check = new JournalCheck(keyFile is null ? null : KeyOf(keyFile, surroundings), expected);
        List<string> files = FilesOf(paths);
        for (var i = 0; i < files.Count; i++)
        {
            using Stream input = InputFile.Open(files[i], surroundings);
            if (check.Check(files[i], input, i == files.Count - 1) is { } fault) return Fail(fault, surroundings);
        }

        if (check.First == 0) return Fail("there is no record", surroundings);
        if (expected is not null && !check.HasExpected) return Fail($"no record has the hash {expected}: records were removed, or this is another log", surroundings);
        new FieldText(surroundings.Text, 10)
            .Add("records", $"{check.Last.Sequence - check.First + 1}, numbers {check.First} to {check.Last.Sequence}")
            .Add("last hash", check.Last.Hash);
        return ExitCode.Success;
    }

    private static List<string> FilesOf(string[] paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (!Directory.Exists(path))
            {
                files.Add(path);
                continue;
            }

            try
            {
                files.AddRange(JournalFiles.Numbers(path).Select(n => JournalFiles.PathOf(path, n)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"`{path}` cannot be read: {exception.Message.TrimEnd('.')}");
            }
        }

        return files;
    }

    private static byte[] KeyOf(string path, Surroundings surroundings) => InputFile.Read(path, surroundings) is { Length: >= LineChain.HashLength } key
        ? key : throw new UsageException($"`{path}` has less than {LineChain.HashLength} bytes: name the file of the chain's key");

    private static int Fail(string fault, Surroundings surroundings)
    {
        surroundings.Error.WriteLine(Printable.Of($"not whole: {fault}"));
        return ExitCode.Refused;
    }
}
