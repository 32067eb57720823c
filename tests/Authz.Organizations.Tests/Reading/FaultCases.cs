using static Authz.Organizations.Tests.OrganizationSketch;

namespace Authz.Organizations.Tests.Reading;

/// <summary>One case for each way a file can be wrong. <c>§</c> stands before the place that must be reported.</summary>
internal static class FaultCases
{
    private const string KeyId = "\"AccessKeyId\": \"AKIATEST000000000001\"";
    private const string Serial = "\"SerialNumber\": \"arn:aws:iam::111122223333:mfa/ana\"";
    private const string Saml = "{ \"Type\": \"saml\", \"Name\": \"corp\", \"MetadataFile\": ";
    private const string Organization = "organization.json";
    private const string AccountFile = Account + "/account.json";
    private const string Role = Account + "/roles/reader.json";
    private const string User = Account + "/users/ana.json";
    private const string Provider = Account + "/providers/p.json";
    private const string MetadataFile = Account + "/providers/good.xml";
    private const string Resource = Account + "/resources/r.json";

    public static IEnumerable<(string Code, string Path, string Text)> All =>
        [.. Places, .. Shapes, .. Ids, .. Values, .. Secrets, .. Providers, .. Metadata, .. Trees, .. References];

    private static IEnumerable<(string Code, string Path, string Text)> Places =>
    [
        ("AZ2010", Account + "/roles/reader.yaml", "§a: b"),
        ("AZ2010", "accounts/12345/account.json", "§{}"),
        ("AZ2010", Account + "/roles/more/reader.json", "§{}"),
        ("AZ2010", "policies/other/x.json", "§{}"),
        ("AZ2010", "notes.json", "§{}"),
    ];

    private static IEnumerable<(string Code, string Path, string Text)> Shapes =>
    [
        ("AZ2020", Role, "§[]"),
        ("AZ2020", Role, RoleWith("\"Path\": §7")),
        ("AZ2020", Role, RoleWith("\"MaxSessionDuration\": §\"3600\"")),
        ("AZ2020", Role, RoleWith("\"RolePolicyList\": §{}")),
        ("AZ2020", Role, RoleWith("\"RolePolicyList\": [ §1 ]")),
        ("AZ2020", Role, RoleWith("\"Tags\": [ { \"Key\": \"a\", \"Value\": §null } ]")),
        ("AZ2020", Role, RoleWith("\"PermissionsBoundary\": §\"Limit\"")),
        ("AZ2020", Role, RoleWith("\"$schema\": §1")),
        ("AZ2021", Role, RoleWith("§\"Rolename\": \"x\"")),
        ("AZ2021", Role, RoleWith("\"Tags\": [ { \"Key\": \"a\", \"Value\": \"b\", §\"$schema\": \"c\" } ]")),
        ("AZ2021", Role, RoleWith("\"Tags\": [ { \"Key\": \"a\", \"Value\": \"b\", §\"value\": \"c\" } ]")),
        ("AZ2021", AccountFile, "{ \"Id\": \"111122223333\",\n  §\"Roles\": [] }"),
        ("AZ2021", User, UserWith("§\"Groups\": []")),
        ("AZ2021", Resource, "{ \"Resource\": \"arn:aws:s3:::docs/*\", §\"PolicyKind\": \"trust\" }"),
        ("AZ2022", Role, "§{ \"RoleName\": \"reader\" }"),
        ("AZ2022", Role, "§{ \"AssumeRolePolicyDocument\": " + Trust + " }"),
        ("AZ2022", User, "§{ }"),
        ("AZ2022", AccountFile, "§{ \"Name\": \"orders\" }"),
        ("AZ2022", User, UserWith("\"UserPolicyList\": [ §{ \"PolicyDocument\": " + Allow + " } ]")),
        ("AZ2023", Role, "{ \"RoleName\": \"reader\", \"AssumeRolePolicyDocument\": §\"%7B%22Version%22\" }"),
        ("AZ2023", User, UserWith("\"UserPolicyList\": [ { \"PolicyName\": \"a\",\n \"PolicyDocument\": §\"%7B\" } ]")),
        ("AZ2024", User, UserWith("\"GroupList\": [ §\"developers\" ]")),
        ("AZ2025", User, UserWith("\"AccessKeys\": [ §{ " + KeyId + " } ]")),
        ("AZ2025", User,
            UserWith("\"AccessKeys\": [ §{ " + KeyId + ", \"SecretAccessKey\": \"secret-secret\", \"SecretAccessKeyFile\": \"s\" } ]")),
        ("AZ1001", Role, "{ \"RoleName\": §}"),
        ("AZ1002", Role, RoleWith("§\"RoleName\": \"writer\"")),
    ];

    private static IEnumerable<(string Code, string Path, string Text)> Ids =>
    [
        ("AZ2030", AccountFile, "{ \"Id\": §\"1111\" }"),
        ("AZ2031", Organization, Tree("\"Id\": §\"ou-\", \"Accounts\": [\"111122223333\"]")),
        ("AZ2031", Organization, Tree("\"Id\": §\"r-test-two\", \"Accounts\": [\"111122223333\"]")),
        ("AZ2031", Organization, Tree("\"Id\": §\"ou-Test\", \"Accounts\": [\"111122223333\"]")),
        ("AZ2032", Role, RoleWith("\"RoleId\": §\"AIDATEST00000000\"")),
        ("AZ2032", Role, RoleWith("\"RoleId\": §\"AROATEST0000000\"")),
        ("AZ2032", User, UserWith("\"UserId\": §\"AIDATEST0000000-\"")),
        ("AZ2032", User,
            UserWith("\"AccessKeys\": [ { \"AccessKeyId\": §\"ASIATEST000000000001\", \"SecretAccessKey\": \"secret-secret\" } ]")),
        .. ((string[])["AROATEST000000000001", "LkIATEST000000000001", "LKI0TEST000000000001", "LKIATEST0000000", "LKI"]).Select(static id => (
            "AZ2032", User, UserWith($"\"AccessKeys\": [ {{ \"AccessKeyId\": §\"{id}\", \"SecretAccessKey\": \"secret-secret\" }} ]"))),
        ("AZ2033", Role, "{ \"RoleName\": §\"a b\", \"AssumeRolePolicyDocument\": " + Trust + " }"),
        ("AZ2033", Role, "{ \"RoleName\": §\"" + new string('a', 65) + "\", \"AssumeRolePolicyDocument\": " + Trust + " }"),
        ("AZ2033", User, UserWith("\"UserPolicyList\": [ { \"PolicyName\": §\"a/b\", \"PolicyDocument\": " + Allow + " } ]")),
        ("AZ2033", "policies/managed/a b.json", "§" + Allow),
        ("AZ2034", Role, RoleWith("\"Path\": §\"team/\"")),
        ("AZ2034", Role, RoleWith("\"Path\": §\"/te am/\"")),
        ("AZ2035", Resource, "{ \"Resource\": §\"*\" }"),
        ("AZ2035", Role, RoleWith("\"AttachedManagedPolicies\": [ { \"PolicyArn\": §\"ReadOrders\" } ]")),
        ("AZ2036", Role, RoleWith("\"Arn\": §\"arn:aws:iam::111122223333:role/team/reader\"")),
        ("AZ2036", User,
            UserWith("\"MfaDevices\": [ { \"SerialNumber\": §\"arn:aws:iam::999999999999:mfa/ana\", \"Base32StringSeed\": \"JBSWY3DPEHPK3PXP\" } ]")),
        ("AZ2037", AccountFile, "{ \"Id\": §\"111122223334\" }"),
    ];

    private static IEnumerable<(string Code, string Path, string Text)> Values =>
    [
        ("AZ2039", AccountFile, "{ \"Id\": \"111122223333\", \"GlobalEndpointTokenVersion\": §\"2\" }"),
        ("AZ2039", User,
            UserWith("\"AccessKeys\": [ { " + KeyId + ", \"SecretAccessKey\": \"secret-secret\", \"Status\": §\"active\" } ]")),
        ("AZ2040", Role, RoleWith("\"MaxSessionDuration\": §3599")),
        ("AZ2040", Role, RoleWith("\"MaxSessionDuration\": §43201")),
        ("AZ2040", Role, RoleWith("\"MaxSessionDuration\": §3600.5")),
        ("AZ2041", AccountFile, "{ \"Id\": \"111122223333\", \"OptInRegions\": [ \"me-south-1\", §\"eu-west-1\" ] }"),
        ("AZ2041", AccountFile, "{ \"Id\": \"111122223333\", \"DeactivatedStsRegions\": [ §\"us-east-1\" ] }"),
        ("AZ2041", AccountFile, "{ \"Id\": \"111122223333\", \"DeactivatedStsRegions\": [ §\"me-south-1\" ] }"),
        ("AZ2042", Role, RoleWith("\"Tags\": [ { \"Key\": §\"\", \"Value\": \"b\" } ]")),
        ("AZ2042", Role, RoleWith("\"Tags\": [ { \"Key\": \"a\", \"Value\": §\"" + new string('v', 257) + "\" } ]")),
        ("AZ2043", Role, RoleWith("\"Tags\": [ { \"Key\": \"team\", \"Value\": \"b\" }, { \"Key\": §\"TEAM\", \"Value\": \"c\" } ]")),
        ("AZ2044", Role,
            RoleWith("\"Tags\": [ " + string.Concat(Enumerable.Range(0, 50).Select(i => $"{{ \"Key\": \"{i}\", \"Value\": \"\" }}, "))
            + "§{ \"Key\": \"last\", \"Value\": \"\" } ]")),
        ("AZ2048", Resource, "{ \"Resource\": §\"arn:aws:orders:eu-west-1:999999999999:order/*\" }"),
        ("AZ2057", AccountFile, "{ \"Id\": \"111122223333\", \"OptInRegions\": [ \"me-south-1\", §\"me-south-1\" ] }"),
    ];

    private static IEnumerable<(string Code, string Path, string Text)> Secrets =>
    [
        ("AZ2038", User, UserWith("\"AccessKeys\": [ { " + KeyId + ", \"SecretAccessKey\": §\"short\" } ]")),
        ("AZ2038", AccountFile,
            "{ \"Id\": \"111122223333\", \"RootAccessKeys\": [ { " + KeyId + ", \"SecretAccessKey\": §\"with a blank\" } ] }"),
        ("AZ2045", User, UserWith("\"MfaDevices\": [ { " + Serial + ", \"Base32StringSeed\": §\"JBSWY3DPEHPK3PX1\" } ]")),
        ("AZ2045", User, UserWith("\"MfaDevices\": [ { " + Serial + ", \"Base32StringSeed\": §\"JBSWY3DP\" } ]")),
        ("AZ2045", User, UserWith("\"MfaDevices\": [ { \"SerialNumber\": §\"short\", \"Base32StringSeed\": \"JBSWY3DPEHPK3PXP\" } ]")),
    ];

    private static IEnumerable<(string Code, string Path, string Text)> Providers =>
    [
        ("AZ2039", Provider, "{ \"Type\": §\"OIDC\" }"),
        ("AZ2046", Provider, "{ \"Type\": \"oidc\", \"Url\": §\"http://idp.example\" }"),
        ("AZ2046", Provider, "{ \"Type\": \"oidc\", \"Url\": §\"https://idp.example/a?b\" }"),
        // its claim `PrincipalOrgID` would be `aws:PrincipalOrgID`
        ("AZ2046", Provider, "{ \"Type\": \"oidc\", \"Url\": §\"https://aws\", \"ClaimConditionKeys\": [ \"PrincipalOrgID\" ] }"),
        ("AZ2046", Provider, "{ \"Type\": \"oidc\", \"Url\": §\"https://idp.example:8443/\" }"),
        ("AZ2046", Provider, "{ \"Type\": \"oidc\", \"Url\": \"https://idp.example\", \"ThumbprintList\": [ §\"00\" ] }"),
        ("AZ2046", Provider, "{ \"Type\": \"oidc\", \"Url\": \"https://idp.example\", \"ClientIDList\": [ §\"\" ] }"),
        ("AZ2046", Provider, "{ \"Type\": \"oidc\", \"Url\": \"https://idp.example\", \"ClaimConditionKeys\": [ §\"a:b\" ] }"),
        ("AZ2046", Provider, "{ \"Type\": \"oidc\", \"Url\": \"https://idp.example\", \"ClaimConditionKeys\": [ §\"oaud\" ] }"),
        ("AZ2046", Provider, "{ \"Type\": \"oidc\", \"Url\": \"https://idp.example\", \"ClaimConditionKeys\": [ §\"Sub\" ] }"),
        ("AZ2046", Provider, "{ \"Type\": \"oidc\", \"Url\": \"https://idp.example\", \"ClaimConditionKeys\": §[ \"ref\", \"Ref\" ] }"),
        ("AZ2021", Provider, Saml + "\"good.xml\", §\"Url\": \"\" }"),
        ("AZ2047", Provider, "{ \"Type\": \"oidc\", \"Url\": \"https://idp.example\", \"JwksFile\": §\"good.xml\" }"),
    ];

    // what `other1.json` names
    private static IEnumerable<(string Code, string Path, string Text)> Metadata =>
    [
        ("AZ2080", MetadataFile, "§<EntityDescriptor/>"),
        ("AZ2080", MetadataFile, "§" + new string('x', 999)),
        ("AZ2081", MetadataFile, "§" + new string('x', 1000)),
        ("AZ2081", MetadataFile, MetadataText.Start + "</§EntityDescriptor>"),
        ("AZ2081", MetadataFile, MetadataText.Valid.Replace("<IDPSSO", "<a xmlns=\"b:c\"/><a §xmlns=\"b\"/><IDPSSO")),
        ("AZ2082", MetadataFile, "§<EntityDescriptor>" + MetadataText.Padding + MetadataText.Padding + "</EntityDescriptor>"),
        ("AZ2082", MetadataFile, MetadataText.Padding + MetadataText.Padding + "§<EntitiesDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\"/>"),
        ("AZ2082", MetadataFile, "§" + MetadataText.Valid.Replace("entityID=", "entityId=")),
        ("AZ2082", MetadataFile, "§" + MetadataText.Valid.Replace("https://idp.example/saml", "")),
        // lines of their own are an issuer and its subject in the chain of a session
        ("AZ2082", MetadataFile, "§" + MetadataText.Valid.Replace("https://idp.example/saml", "https://idp.example&#10;alice")),
        ("AZ2082", MetadataFile, "§" + MetadataText.Valid.Replace("entityID=", "validUntil=\"2030-01-01\" entityID=")),
        ("AZ2082", MetadataFile, "§" + MetadataText.Valid.Replace("IDPSSODescriptor", "SPSSODescriptor")),
        ("AZ2082", MetadataFile, "§" + MetadataText.Valid.Replace("SAML:2.0:protocol", "SAML:1.1:protocol")),
        ("AZ2083", MetadataFile, "§" + MetadataText.Start + MetadataText.End),
        ("AZ2083", MetadataFile, "§" + MetadataText.Valid.Replace("\"signing\"", "\"encryption\"")),
        ("AZ2083", MetadataFile, "§" + MetadataText.Start + string.Concat(Enumerable.Repeat(MetadataText.Key, 11)) + MetadataText.End),
        ("AZ2083", MetadataFile, MetadataText.Start + MetadataText.Key + MetadataText.KeyStart.Replace("<X509C", "§<X509C") + "MIIB" + MetadataText.KeyEnd + MetadataText.End),
        ("AZ2083", MetadataFile, MetadataText.Start + MetadataText.KeyStart.Replace("<X509C", "§<X509C") + "no base64" + MetadataText.KeyEnd + MetadataText.End),
    ];

    private static IEnumerable<(string Code, string Path, string Text)> Trees =>
    [
        ("AZ2030", Organization, Tree("\"Id\": \"ou-test\", \"Accounts\": [\"111122223333\", §\"1\"]")),
        ("AZ2051", Organization,
            Tree("\"Id\": \"ou-test\", \"Accounts\": [\"111122223333\"], \"OrganizationalUnits\": [ { \"Id\": §\"ou-test\" } ]")),
        ("AZ2052", Organization, Tree("\"Id\": \"ou-test\", \"Accounts\": [\"111122223333\", §\"999999999999\"]")),
        ("AZ2054", Organization, Tree("\"Id\": \"ou-test\", \"Accounts\": [\"111122223333\", §\"444455556666\"]")),
        ("AZ2055", Organization,
            Tree("\"Id\": \"ou-test\", \"Accounts\": [\"111122223333\"]").Replace("\"999999999999\", \"Root\"", "§\"888888888888\", \"Root\"")),
        ("AZ2056", Organization,
            Tree("\"Id\": \"ou-1\", \"Accounts\": [\"111122223333\"], \"OrganizationalUnits\": [ { \"Id\": \"ou-2\", \"OrganizationalUnits\": "
            + "[ { \"Id\": \"ou-3\", \"OrganizationalUnits\": [ { \"Id\": \"ou-4\", \"OrganizationalUnits\": [ { \"Id\": \"ou-5\", \"OrganizationalUnits\": [\n"
            + "§{ \"Id\": \"ou-6\" } ] } ] } ] } ] } ]")),
        ("AZ2060", Organization,
            Tree("\"Id\": \"ou-test\", \"Accounts\": [\"111122223333\"], \"ServiceControlPolicies\": [\"FullAWSAccess\", §\"DenyAll\"]")),
        ("AZ2060", AccountFile, "{ \"Id\": \"111122223333\", \"ResourceControlPolicies\": [ \"RCPFullAWSAccess\", §\"FullAWSAccess\" ] }"),
        ("AZ2073", AccountFile, "{ \"Id\": \"111122223333\", \"ServiceControlPolicies\": §[] }"),
        ("AZ2073", Organization, Tree("\"Id\": \"ou-test\", \"Accounts\": [\"111122223333\"], \"ServiceControlPolicies\":\n §[]")),
        ("AZ2061", "policies/service-control/FullAWSAccess.json", "§" + Allow),
        ("AZ2041", Organization, Tree("\"Id\": \"ou-test\", \"Accounts\": [\"111122223333\"]").Replace("\"Root\"",
            "\"Regions\": { \"EnabledByDefault\": [ \"us-east-1\" ], \"OptIn\": [ §\"us-east-1\" ] }, \"Root\"", StringComparison.Ordinal)),
    ];

    private static IEnumerable<(string Code, string Path, string Text)> References =>
    [
        ("AZ2060", Role, RoleWith("\"AttachedManagedPolicies\": [ { \"PolicyArn\": §\"arn:aws:iam::aws:policy/Nothing\" } ]")),
        ("AZ2060", Role, RoleWith("\"AttachedManagedPolicies\": [ { \"PolicyArn\": §\"arn:aws:iam::999999999999:policy/Shared\" } ]")),
        ("AZ2060", Role,
            RoleWith("\"PermissionsBoundary\": { \"PermissionsBoundaryArn\": §\"arn:aws:iam::111122223333:policy/Nothing\" }")),
        ("AZ2057", Role,
            RoleWith("\"AttachedManagedPolicies\": [ { \"PolicyArn\": \"arn:aws:iam::aws:policy/Shared\" }, { \"PolicyArn\": §\"arn:aws:iam::aws:policy/Shared\" } ]")),
        ("AZ2062", Provider, Saml + "§\"../../../../metadata.xml\" }"),
        ("AZ2062", Provider, Saml + "§\"/etc/passwd\" }"),
        ("AZ2062", Provider, Saml + "§\"\" }"),
        ("AZ2062", Provider, Saml + "§\"..\\\\x\" }"),
        ("AZ2063", Provider, Saml + "§\"nothing.xml\" }"),
        ("AZ2064", Provider, "{ \"Type\": \"oidc\", \"Url\": \"https://idp.example\", \"JwksFile\": §\"p.json\" }"),
        ("AZ2064", User, UserWith("\"AccessKeys\": [ { " + KeyId + ",\n\"SecretAccessKeyFile\": §\"../../../organization.json\" } ]")),
        ("AZ2050", User,
            UserWith("\"UserPolicyList\": [ { \"PolicyName\": \"a\", \"PolicyDocument\": " + Allow + " }, { \"PolicyName\": §\"A\", \"PolicyDocument\": " + Allow + " } ]")),
        ("AZ1108", Role,
            RoleWith("\"RolePolicyList\": [ { \"PolicyName\": \"a\", \"PolicyDocument\": { \"Version\": \"2012-10-17\", \"Statement\": "
            + "{ \"Effect\": §\"allow\", \"Action\": \"*\", \"Resource\": \"*\" } } } ]")),
    ];

    private static string RoleWith(string field) => "{ \"RoleName\": \"reader\",\n  \"AssumeRolePolicyDocument\": " + Trust + ",\n  " + field + " }";

    private static string UserWith(string field) => "{ \"UserName\": \"ana\",\n  " + field + " }";

    private static string Tree(string unit) =>
        "{ \"Id\": \"o-test\", \"ManagementAccountId\": \"999999999999\", \"Root\": { \"Id\": \"r-test\", \"Accounts\": [\"999999999999\"],\n"
        + "  \"OrganizationalUnits\": [ { " + unit + " } ] } }";
}
