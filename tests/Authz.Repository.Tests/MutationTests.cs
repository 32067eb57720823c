using System.Text.Json;
using System.Text.Json.Serialization;

namespace Authz.Repository.Tests;

/// <summary>The faults that mutation testing plants. One that no longer applies would test nothing.</summary>
public sealed class MutationTests
{
    private const string File = "tests/Authz.Mutations/mutants.jsonl";
    private const int Fewest = 200;

    // where the runner knows how to build and test
    private static readonly string[] Folders = ["src/Authz.Policies/", "src/Authz.Engine/"];

    private static readonly JsonSerializerOptions Exact = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    [Fact]
    public void There_are_enough_faults() => Assert.True(Mutants().Length >= Fewest, $"fewer than {Fewest} faults");

    [Fact]
    public void Every_fault_has_its_own_name() =>
        Repository.AssertNone(Mutants().GroupBy(mutant => mutant.Id).Where(group => group.Count() > 1).Select(group => group.Key), "two faults with one id");

    [Fact]
    public void Every_fault_applies_in_one_place() =>
        Repository.AssertNone(
            from mutant in Mutants()
            let count = Repository.Read(mutant.File).Split(mutant.Find).Length - 1
            where count != 1
            select $"{mutant.Id}: `{mutant.Find}` stands {count} times in {mutant.File}",
            "the code has moved: adapt the entry");

    [Fact]
    public void Every_fault_changes_the_language_or_the_engine_and_names_its_rule() =>
        Repository.AssertNone(
            from mutant in Mutants()
            where mutant.Find == mutant.Replace || mutant.Rule.Length == 0 || !Folders.Any(folder => mutant.File.StartsWith(folder, StringComparison.Ordinal))
            select mutant.Id,
            "a fault changes a file of Authz.Policies or Authz.Engine and says which rule it breaks");

    private static Mutant[] Mutants() => [.. Repository.ReadLines(File).Select(line => JsonSerializer.Deserialize<Mutant>(line, Exact)!)];

    private sealed record Mutant(string Id, string File, string Find, string Replace, string Rule);
}
