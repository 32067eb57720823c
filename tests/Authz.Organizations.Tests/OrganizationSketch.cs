using System.Text;
using Authz.Organizations.Files;
using Authz.Organizations.Reading;
using Authz.Policies.Diagnostics;

namespace Authz.Organizations.Tests;

/// <summary>A small valid organization in memory, whose files a test replaces.</summary>
internal sealed class OrganizationSketch
{
    public const string Account = "accounts/111122223333";
    public const string Allow =
        """{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": "orders:*", "Resource": "*" } ] }""";
    public const string Trust =
        """
        { "Version": "2012-10-17", "Statement":
          { "Effect": "Allow", "Principal": { "AWS": "111122223333" }, "Action": "sts:AssumeRole" } }
        """;

    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public OrganizationSketch()
    {
        With("organization.json", """
            { "Id": "o-test", "ManagementAccountId": "999999999999", "Root": { "Id": "r-test", "Accounts": ["999999999999"],
              "OrganizationalUnits": [ { "Id": "ou-test-one", "Name": "One", "Accounts": ["111122223333"] } ] } }
            """);
        With("accounts/999999999999/account.json", """{ "Id": "999999999999" }""");
        With($"{Account}/account.json", """{ "Id": "111122223333", "Name": "orders" }""");
    }

    public OrganizationSketch With(string path, string text) => With(path, Encoding.UTF8.GetBytes(text));

    public OrganizationSketch With(string path, byte[] content)
    {
        _files[path] = content;
        return this;
    }

    public OrganizationSketch Without(string path)
    {
        _files.Remove(path);
        return this;
    }

    public OrganizationFiles Files => new(_files.Select(file => new OrganizationFile(file.Key, file.Value)));

    public IReadOnlyList<Diagnostic> Faults()
    {
        var diagnostics = new DiagnosticList();
        OrganizationReader.Read(Files, diagnostics);
        return diagnostics.Sorted();
    }

    /// <summary>Reads what must be without any finding but these.</summary>
    public Organization Read(params string[] codes)
    {
        var diagnostics = new DiagnosticList();
        Organization? organization = OrganizationReader.Read(Files, diagnostics);
        Assert.Equal(codes, diagnostics.Sorted().Select(finding => finding.Rule.Code));
        return Assert.IsType<Organization>(organization);
    }
}
