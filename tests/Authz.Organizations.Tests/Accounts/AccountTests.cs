using Authz.Organizations.Accounts;
using Authz.Organizations.Principals;
using Authz.Organizations.Providers;
using Authz.Organizations.Tests.Reading;
using Authz.Policies.Names;

namespace Authz.Organizations.Tests.Accounts;

public sealed class AccountTests
{
    private const string Path = OrganizationSketch.Account;

    [Fact]
    public void What_is_absent_has_its_default()
    {
        AccountId.TryParse("999999999999", out AccountId id);
        Account account = new OrganizationSketch().Read().FindAccount(id)!;
        Assert.Equal(("999999999999", 2), (account.Name, account.GlobalEndpointTokenVersion));
        Assert.Equal(["FullAWSAccess"], account.ServiceControlPolicies.Select(policy => policy.Name));
        Assert.Empty(account.ResourceControlPolicies);
        AssertRegions(account, enabled: ["us-east-1"], sts: ["us-east-1"]);
    }

    [Fact]
    public void An_empty_list_of_service_control_policies_stays_empty()
    {
        Account account = new OrganizationSketch()
            .With($"{Path}/account.json", """{ "Id": "111122223333", "ServiceControlPolicies": [] }""").Read("AZ2073").Accounts[0];
        Assert.Empty(account.ServiceControlPolicies);
    }

    [Fact]
    public void A_root_users_key_belongs_to_no_user_and_an_inactive_one_is_known()
    {
        Organization organization = new OrganizationSketch().With($"{Path}/account.json", """
            { "Id": "111122223333", "RootAccessKeys": [
              { "AccessKeyId": "AKIATEST000000000001", "SecretAccessKey": "secret-secret", "Status": "Inactive" } ] }
            """).Read();
        AccessKeyOwner owner = organization.FindAccessKey("AKIATEST000000000001")!;
        Assert.Equal(("111122223333", true, false), (owner.Account.Value, owner.IsRoot, owner.Key.IsActive));
        Assert.Null(organization.FindAccessKey("akiatest000000000001"));
    }

    [Fact]
    public void Providers_are_read_with_their_arns_and_files()
    {
        Account account = new OrganizationSketch()
            .With($"{Path}/providers/corp.json", """{ "Type": "saml", "Name": "corp", "MetadataFile": "corp.xml" }""")
            .With($"{Path}/providers/corp.xml", MetadataText.Valid).With($"{Path}/providers/cluster.jwks", """{ "keys": [] }""")
            .With($"{Path}/providers/cluster.json", """{ "Type": "oidc", "Url": "https://idp.example/a/b", "ClientIDList": ["x"], "JwksFile": "cluster.jwks", "ClaimConditionKeys": ["sub", "ref"] }""")
            .Read().Accounts[0];
        Assert.Equal("arn:aws:iam::111122223333:saml-provider/corp", Assert.Single(account.SamlProviders).Arn.Text);
        Assert.Equal("https://idp.example/saml", account.SamlProviders[0].Metadata.EntityId);
        Assert.Equal([SamlKeyKind.Ecdsa], account.SamlProviders[0].Metadata.SigningKeys.Select(key => key.Kind));
        Assert.Equal("arn:aws:iam::111122223333:oidc-provider/idp.example/a/b", Assert.Single(account.OidcProviders).Arn.Text);
        Assert.Equal(("idp.example/a/b", 14), (account.OidcProviders[0].Prefix, account.OidcProviders[0].KeySet!.Value.Length));
        Assert.Equal(["sub", "ref"], account.OidcProviders[0].ClaimConditionKeys);
    }

    [Fact]
    public void An_mfa_seed_is_decoded()
    {
        Account account = new OrganizationSketch().With($"{Path}/users/ana.json", """
            { "UserName": "ana", "MfaDevices": [
              { "SerialNumber": "arn:aws:iam::111122223333:mfa/ana", "Base32StringSeed": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" } ] }
            """).Read().Accounts[0];
        Assert.Equal("12345678901234567890"u8, account.Users[0].MfaDevices[0].Seed.Span);
    }

    internal static void AssertRegions(Account account, string[] enabled, string[] sts)
    {
        Assert.All(enabled, region => Assert.True(account.IsRegionEnabled(region), region));
        Assert.Equal(sts, enabled.Where(account.IsStsActive));
        Assert.DoesNotContain(account.Regions.OptIn.Except(enabled), account.IsRegionEnabled);
    }
}
