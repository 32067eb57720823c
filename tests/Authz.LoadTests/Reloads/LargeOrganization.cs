using System.Text;
using System.Text.Json.Nodes;

namespace Authz.LoadTests.Reloads;

/// <summary>The example organization in a temporary directory, with many statements more, and a file that changes.</summary>
internal sealed class LargeOrganization : IDisposable
{
    /// <summary>Statements added to the example's.</summary>
    public const int Statements = Policies * StatementsOfPolicy;

    private const int Policies = 200;
    private const int StatementsOfPolicy = 50;
    // AWS' quota, of which the example's own policy takes one
    private const int PoliciesOfRole = 10;
    private const string Account = "accounts/111122223333";
    private const string Changing = "policies/managed/Load000.json";

    private readonly DirectoryInfo _directory;
    private int _changes;

    private LargeOrganization(DirectoryInfo directory) => _directory = directory;

    /// <summary>The directory to serve.</summary>
    public string Path => System.IO.Path.Combine(_directory.FullName, "organization");

    /// <summary>A directory for keys.</summary>
    public string Keys => Directory.CreateDirectory(System.IO.Path.Combine(_directory.FullName, "keys")).FullName;

    /// <summary>Changes made.</summary>
    public int Changes => _changes;

    /// <summary>Writes it.</summary>
    public static LargeOrganization Create()
    {
        var organization = new LargeOrganization(Directory.CreateTempSubdirectory("authz-load-"));
        Copy(new DirectoryInfo(System.IO.Path.Combine(Tree.Root, "deploy", "examples", "organization")), Directory.CreateDirectory(organization.Path));
        for (var number = 0; number < Policies; number++) organization.Write($"policies/managed/{Name(number)}.json", PolicyText(number, "first"));
        for (var first = 0; first < Policies; first += PoliciesOfRole)
        {
            var role = organization.Read($"{Account}/roles/OrderReader.json");
            role["RoleName"] = $"Load{first:D3}";
            role["AttachedManagedPolicies"] = Attachments(first, PoliciesOfRole);
            organization.Write($"{Account}/roles/Load{first:D3}.json", role.ToJsonString());
        }

        JsonNode reader = organization.Read($"{Account}/roles/OrderReader.json");
        foreach (JsonNode? attachment in Attachments(0, PoliciesOfRole - 1)) reader["AttachedManagedPolicies"]!.AsArray().Add(attachment!.DeepClone());
        organization.Write($"{Account}/roles/OrderReader.json", reader.ToJsonString());
        return organization;
    }

    /// <summary>Changes one policy, which the role that asks has too, by a rename: nobody sees half of it.</summary>
    public void Change()
    {
        var next = System.IO.Path.Combine(_directory.FullName, "next.json");
        File.WriteAllText(next, PolicyText(0, ++_changes % 2 == 0 ? "first" : "second"));
        File.Move(next, System.IO.Path.Combine(Path, Changing), overwrite: true);
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static string PolicyText(int number, string mark)
    {
        var text = new StringBuilder("""{"Version":"2012-10-17","Statement":[""");
        for (var at = 0; at < StatementsOfPolicy; at++)
        {
            var id = (number * StatementsOfPolicy) + at;
            var condition = at % 5 == 0 ? ""","Condition":{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}""" : "";
            text.Append(at == 0 ? "" : ",").Append("{\"Sid\":\"").Append(at == 0 ? mark : $"s{at}").Append("\",\"Effect\":\"Allow\",\"Action\":\"bulk:Get").Append(id)
                .Append("\",\"Resource\":\"arn:aws:bulk:::item/").Append(id).Append("/*\"").Append(condition).Append('}');
        }

        return text.Append("]}").ToString();
    }

    private static string Name(int number) => $"Load{number:D3}";

    private static JsonArray Attachments(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(static n => (JsonNode)new JsonObject { ["PolicyName"] = Name(n), ["PolicyArn"] = $"arn:aws:iam::aws:policy/{Name(n)}" })];

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (FileInfo file in from.EnumerateFiles()) file.CopyTo(System.IO.Path.Combine(to.FullName, file.Name));
        foreach (DirectoryInfo directory in from.EnumerateDirectories()) Copy(directory, to.CreateSubdirectory(directory.Name));
    }

    private JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(Path, file)))!;

    private void Write(string file, string text) => File.WriteAllText(System.IO.Path.Combine(Path, file), text);
}
