using Authz.Organizations.Accounts;
using Authz.Organizations.Files;
using Authz.Organizations.Principals;
using Authz.Organizations.Providers;
using Authz.Organizations.Reading;
using Authz.Policies.Diagnostics;
using Authz.Policies.Names;

namespace Authz.Organizations.Tests.Files;

public sealed class ExampleOrganizationTests
{
    private readonly Organization _organization = Load();

    [Fact]
    public void The_embedded_copy_is_the_directory()
    {
        OrganizationFiles onDisk = OrganizationDirectory.Fetch(OnDisk());
        OrganizationFiles embedded = ExampleOrganization.Fetch();
        Assert.Empty(onDisk.Faults);
        Assert.Equal(onDisk.All.Select(file => file.Path), embedded.All.Select(file => file.Path));
        Assert.All(onDisk.All, file => Assert.Equal(file.Content.Span, embedded.Find(file.Path)!.Content.Span));
    }

    [Fact]
    public void The_orders_account_lies_under_both_restrictions()
    {
        const string Full = "FullAWSAccess";
        AccountId.TryParse("111122223333", out AccountId orders);
        string[][] expected = [[Full], [Full, "DenyAllOutsideEU"], [Full, "RequireMicroInstanceType"], [Full]];
        Assert.Equal(expected, _organization.ServiceControlLevels(orders).Select(level => level.Select(policy => policy.Name).ToArray()));
        Assert.Equal([1, 0, 0, 0], _organization.ResourceControlLevels(orders).Select(level => level.Count));
        Assert.Equal("o-example1234/r-ex01/ou-ex01-europe/ou-ex01-sandbox/", _organization.OrgPath(orders));
    }

    [Theory]
    [InlineData("AKIAEXAMPLEADMIN0001", "arn:aws:iam::999999999999:user/admin", "EXAMPLE-secret-of-admin-do-not-use-elsewhere")]
    [InlineData("AKIAEXAMPLEOPS000001", "arn:aws:iam::999999999999:user/ops", "EXAMPLE-secret-of-ops-do-not-use-elsewhere")]
    [InlineData("AKIAEXAMPLEANA000001", "arn:aws:iam::111122223333:user/ana", "EXAMPLE-secret-of-ana-do-not-use-elsewhere")]
    [InlineData("AKIAEXAMPLEPARTNER01", "arn:aws:iam::333344445555:user/partner-app", "EXAMPLE-secret-of-partner-app-do-not-use-elsewhere")]
    [InlineData("AKIAEXAMPLELEO000001", "arn:aws:iam::444455556666:user/leo", "EXAMPLE-secret-of-leo-do-not-use-elsewhere")]
    public void Every_user_has_an_active_key(string accessKeyId, string userArn, string secret)
    {
        AccessKeyOwner owner = _organization.FindAccessKey(accessKeyId)!;
        Assert.Equal((userArn, secret, true, false), (owner.User!.Arn.Text, owner.Key.SecretAccessKey, owner.Key.IsActive, owner.IsRoot));
        Assert.DoesNotContain(secret, owner.ToString(), StringComparison.Ordinal);
        Assert.Same(owner.User, _organization.FindUser(userArn));
        Assert.Same(owner.User, _organization.FindUserById(owner.User.UserId));
    }

    [Theory]
    [InlineData("111122223333:role/OrderReader")]
    [InlineData("111122223333:role/OrderAdmin")]
    [InlineData("111122223333:role/OrderService")]
    [InlineData("111122223333:role/OrderAuditor")]
    [InlineData("111122223333:role/Ec2Operator")]
    [InlineData("111122223333:role/PartnerAccess")]
    [InlineData("111122223333:role/Role1AllowedToBypassThisSCP")]
    [InlineData("111122223333:role/Role2AllowedToBypassThisSCP")]
    [InlineData("222233334444:role/PaymentProcessor")]
    [InlineData("444455556666:role/LegacyReporter")]
    public void Every_role_is_found_by_arn_and_by_id(string name)
    {
        Role role = _organization.FindRole($"arn:aws:iam::{name}")!;
        Assert.Same(role, _organization.FindRoleById(role.RoleId));
        Assert.NotEmpty(role.IdentityPolicies);
        Assert.Equal(role.Name == "OrderAdmin" ? "Limit" : null, role.Boundary?.Name);
    }

    [Fact]
    public void The_legacy_account_issues_version_1_tokens_and_opted_in()
    {
        AccountId.TryParse("444455556666", out AccountId id);
        Account legacy = _organization.FindAccount(id)!;
        Assert.Equal(1, legacy.GlobalEndpointTokenVersion);
        Assert.True(legacy.IsRegionEnabled("me-south-1") && legacy.IsRegionEnabled("us-east-1"));
        Assert.False(legacy.IsRegionEnabled("af-south-1") || legacy.IsRegionEnabled("nowhere-1"));
    }

    [Fact]
    public void The_orders_account_trusts_a_saml_provider()
    {
        AccountId.TryParse("111122223333", out AccountId id);
        SamlProvider corp = Assert.Single(_organization.FindAccount(id)!.SamlProviders);
        Assert.Equal(("arn:aws:iam::111122223333:saml-provider/corp", "https://idp.example.internal/saml"), (corp.Arn.Text, corp.Metadata.EntityId));
        Assert.Equal([SamlKeyKind.Rsa], corp.Metadata.SigningKeys.Select(key => key.Kind));
    }

    private static Organization Load()
    {
        var diagnostics = new DiagnosticList();
        Organization? organization = OrganizationReader.Read(ExampleOrganization.Fetch(), diagnostics);
        // AWS' own example has a wildcard in a service prefix, which is right, and worth the warning that anyone else would get
        Diagnostic warning = Assert.Single(diagnostics.Sorted());
        Assert.Equal(("policies/service-control/DenyAllOutsideEU.json", "AZ1201", false),
            (warning.Source, warning.Rule.Code, warning.IsError));
        return Assert.IsType<Organization>(organization);
    }

    private static string OnDisk()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Authz.sln"))) root = root.Parent;
        return Path.Combine(root!.FullName, "deploy", "examples", "organization");
    }
}
