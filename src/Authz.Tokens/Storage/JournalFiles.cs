using System.Globalization;

namespace Authz.Tokens.Storage;

/// <summary>Names of the files of a decision log: <c>audit-00000001.jsonl</c> and those that follow it.</summary>
public static class JournalFiles
{
    private const string Prefix = "audit-";
    private const string Suffix = ".jsonl";
    private const int Digits = 8;

    /// <summary>The numbers of a directory's files, oldest first.</summary>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static IReadOnlyList<long> Numbers(string directory)
    {
        var numbers = new List<long>();
        foreach (var path in Directory.EnumerateFiles(directory, $"{Prefix}*{Suffix}"))
        {
            ReadOnlySpan<char> digits = Path.GetFileName(path.AsSpan())[Prefix.Length..^Suffix.Length];
            if (digits.Length >= Digits && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) numbers.Add(number);
        }

        numbers.Sort();
        return numbers;
    }

    /// <summary>The path of a file.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="number">The file's number, from 1.</param>
    public static string PathOf(string directory, long number) =>
        Path.Combine(directory, $"{Prefix}{number.ToString($"D{Digits}", CultureInfo.InvariantCulture)}{Suffix}");
}
