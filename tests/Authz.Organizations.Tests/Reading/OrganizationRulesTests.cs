using System.Text;
using Authz.Policies.Diagnostics;
using static Authz.Organizations.Tests.OrganizationSketch;

namespace Authz.Organizations.Tests.Reading;

public sealed class OrganizationRulesTests
{
    // tested where they arise: fetching, faults of several files, and quotas
    private static readonly string[] Elsewhere =
        ["AZ2000", "AZ2001", "AZ2002", "AZ2003", "AZ2004", "AZ2005", "AZ2006", "AZ2011", "AZ2050", "AZ2051", "AZ2053", "AZ2070", "AZ2071", "AZ2072"];

    public static TheoryData<string, string, string> Cases => [.. FaultCases.All.Select(one => (one.Code, one.Path, one.Text))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_fault_is_reported_alone_and_in_its_place(string code, string path, string text)
    {
        var offset = Encoding.UTF8.GetByteCount(text[..text.IndexOf('§', StringComparison.Ordinal)]);
        var content = text.Replace("§", "", StringComparison.Ordinal);
        Diagnostic fault = Assert.Single(Surroundings(path).With(path, content).Faults());
        SourcePosition expected = SourceText.FromString(path, content).PositionOf(offset);
        Assert.Equal((code, path, expected), (fault.Rule.Code, fault.Source, fault.Position));
    }

    [Fact]
    public void Every_rule_has_its_own_code_a_remedy_and_a_case()
    {
        HashSet<string> tested = [.. FaultCases.All.Select(one => one.Code), .. Elsewhere];
        Assert.Equal(OrganizationRules.All.Count, OrganizationRules.All.Select(rule => rule.Code).Distinct().Count());
        Assert.All(OrganizationRules.All, rule => Assert.NotEmpty(rule.Remedy));
        Assert.Empty(OrganizationRules.All.Select(rule => rule.Code).Except(tested));
    }

    [Fact]
    public void Missing_files_are_reported_by_their_paths()
    {
        Diagnostic account = Assert.Single(new OrganizationSketch().Without($"{Account}/account.json")
            .With($"{Account}/users/a.json", "{ \"UserName\": \"a\" }").Faults());
        Assert.Equal(("AZ2011", $"{Account}/account.json"), (account.Rule.Code, account.Source));
        Diagnostic organization = Assert.Single(new OrganizationSketch().Without("organization.json").Faults());
        Assert.Equal(("AZ2011", "organization.json"), (organization.Rule.Code, organization.Source));
    }

    [Fact]
    public void An_account_that_no_unit_lists_is_reported_at_its_file()
    {
        Diagnostic fault = Assert.Single(new OrganizationSketch()
            .With("accounts/444455556666/account.json", "{ \"Id\": \"444455556666\" }").Faults());
        Assert.Equal(("AZ2053", "accounts/444455556666/account.json"), (fault.Rule.Code, fault.Source));
    }

    [Theory]
    [InlineData("roles", "{ \"RoleName\": \"{0}\", \"AssumeRolePolicyDocument\": " + Trust + " }", 15)]
    [InlineData("users", "{ \"UserName\": \"{0}\" }", 15)]
    public void Names_are_unique_in_an_account_without_case(string folder, string text, int column)
    {
        Diagnostic fault = Assert.Single(new OrganizationSketch()
            .With($"{Account}/{folder}/1.json", text.Replace("{0}", "Same", StringComparison.Ordinal))
            .With($"{Account}/{folder}/2.json", text.Replace("{0}", "sAME", StringComparison.Ordinal))
            .With($"accounts/999999999999/{folder}/3.json", text.Replace("{0}", "Same", StringComparison.Ordinal)).Faults());
        Assert.Equal(("AZ2050", $"{Account}/{folder}/2.json", new SourcePosition(1, column)),
            (fault.Rule.Code, fault.Source, fault.Position));
    }

    [Theory]
    [InlineData("\"UserId\": \"AIDATEST00000000\"")]
    [InlineData("\"AccessKeys\": [ { \"AccessKeyId\": \"AKIATEST000000000001\", \"SecretAccessKey\": \"secret-secret\" } ]")]
    [InlineData("\"MfaDevices\": [ { \"SerialNumber\": \"GAHT12345678\", \"Base32StringSeed\": \"JBSWY3DPEHPK3PXP\" } ]")]
    public void Ids_are_unique_in_the_whole_organization(string field)
    {
        Diagnostic fault = Assert.Single(new OrganizationSketch()
            .With($"{Account}/users/a.json", "{ \"UserName\": \"a\", " + field + " }")
            .With("accounts/999999999999/users/b.json", "{ \"UserName\": \"b\", " + field + " }").Faults());
        Assert.Equal(("AZ2051", "accounts/999999999999/users/b.json"), (fault.Rule.Code, fault.Source));
    }

    [Fact]
    public void Providers_and_resources_are_unique()
    {
        const string Oidc = """{ "Type": "oidc", "Url": "https://idp.example" }""";
        const string Docs = """{ "Resource": "arn:aws:s3:::docs/*" }""";
        IReadOnlyList<Diagnostic> faults = new OrganizationSketch().With($"{Account}/providers/1.json", Oidc)
            .With($"{Account}/providers/2.json", Oidc)
            .With($"{Account}/resources/1.json", Docs).With("accounts/999999999999/resources/2.json", Docs).Faults();
        Assert.Equal([("AZ2050", $"{Account}/providers/2.json"), ("AZ2050", "accounts/999999999999/resources/2.json")],
            faults.Select(fault => (fault.Rule.Code, fault.Source)));
    }

    // files that are right, for a case to point at
    private static OrganizationSketch Surroundings(string path)
    {
        OrganizationSketch sketch = new OrganizationSketch().With("policies/managed/Shared.json", Allow);
        if (!path.Contains("/providers/", StringComparison.Ordinal)) return sketch;
        return sketch.With($"{Account}/providers/good.xml", MetadataText.Valid).With($"{Account}/providers/good.jwks", """{ "keys": [] }""")
            .With($"{Account}/providers/other1.json", """{ "Type": "saml", "Name": "other", "MetadataFile": "good.xml" }""")
            .With($"{Account}/providers/other2.json", """{ "Type": "oidc", "Url": "https://other.example", "JwksFile": "good.jwks" }""");
    }
}
