using System.Text;
using Authz.Organizations.Files;
using Authz.Organizations.Principals;
using Authz.Organizations.Reading;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using static Authz.Organizations.Tests.OrganizationSketch;

namespace Authz.Organizations.Tests.Reading;

public sealed class OrganizationReaderTests
{
    [Fact]
    public void All_faults_of_all_files_are_reported_at_once_in_a_stable_order()
    {
        OrganizationSketch sketch = new OrganizationSketch()
            .With("policies/service-control/Broken.json", "{ \"Version\": \"2012-10-17\" }")
            .With($"{Account}/account.json", "{ \"Id\": \"111122223333\", \"Nmae\": \"x\", \"ServiceControlPolicies\": [\"Broken\", \"Nothing\"] }")
            .With($"{Account}/roles/a.json", "{ \"RoleName\": \"a b\", \"Path\": \"x\" }")
            .With($"{Account}/users/b.json", "[");
        IEnumerable<(string, string)> expected =
        [
            ($"{Account}/account.json", "AZ2021"), ($"{Account}/account.json", "AZ2060"), ($"{Account}/roles/a.json", "AZ2022"),
            ($"{Account}/roles/a.json", "AZ2034"), ("policies/service-control/Broken.json", "AZ1103"),
        ];
        IReadOnlyList<Diagnostic> faults = sketch.Faults();
        Assert.Equal(expected, faults.Where(fault => fault.Source != $"{Account}/users/b.json").Select(fault => (fault.Source, fault.Rule.Code)));
        Assert.Single(faults, fault => fault.Source == $"{Account}/users/b.json");
        Assert.Equal(faults.Select(fault => fault.ToString()), sketch.Faults().Select(fault => fault.ToString()));
        OrganizationFiles reversed = new(sketch.Files.All.Reverse());
        var diagnostics = new DiagnosticList();
        Assert.Null(OrganizationReader.Read(reversed, diagnostics));
        Assert.Equal(faults.Select(fault => fault.ToString()), diagnostics.Sorted().Select(fault => fault.ToString()));
    }

    [Fact]
    public void Errors_of_others_in_the_same_list_do_not_count()
    {
        var diagnostics = new DiagnosticList();
        diagnostics.Add(new Diagnostic(OrganizationRules.FileUnreadable, "other", new SourcePosition(1, 1), "x"));
        Assert.NotNull(OrganizationReader.Read(new OrganizationSketch().Files, diagnostics));
    }

    [Fact]
    public void Faults_of_fetching_refuse_the_organization()
    {
        var diagnostics = new DiagnosticList();
        Diagnostic fault = DirectoryWalk.Fault(OrganizationRules.FileTooLarge, "x.json", "too large");
        Assert.Null(OrganizationReader.Read(new OrganizationFiles(new OrganizationSketch().Files.All, [fault]), diagnostics));
        Assert.Equal([fault], diagnostics.Sorted());
    }

    [Fact]
    public void A_file_that_could_not_be_fetched_is_one_fault_and_no_dangling_name()
    {
        OrganizationSketch sketch = new OrganizationSketch()
            .With($"{Account}/account.json", "{ \"Id\": \"111122223333\", \"ServiceControlPolicies\": [\"Big\"] }");
        Diagnostic fault = DirectoryWalk.Fault(OrganizationRules.FileTooLarge, "policies/service-control/Big.json", "too large");
        var files = new OrganizationFiles([.. sketch.Files.All, new OrganizationFile(fault.Source, default, IsFetched: false)], [fault]);
        var diagnostics = new DiagnosticList();
        Assert.Null(OrganizationReader.Read(files, diagnostics));
        Assert.Equal([fault], diagnostics.Sorted());
    }

    [Fact]
    public void A_role_of_an_export_is_read_with_all_its_fields()
    {
        Role role = new OrganizationSketch().With("policies/managed/Shared.json", Allow).With($"{Account}/policies/Limit.json", Allow)
            .With($"{Account}/roles/any.json", $$"""
                { "Path": "/team/", "RoleName": "Reader", "RoleId": "AROATEST000000000001",
                  "Arn": "arn:aws:iam::111122223333:role/team/Reader",
                  "CreateDate": "2024-01-01T00:00:00Z", "AssumeRolePolicyDocument": {{Trust}},
                  "InstanceProfileList": [], "Description": "reads",
                  "RolePolicyList": [ { "PolicyName": "inline", "PolicyDocument": {{Allow}} } ], "MaxSessionDuration": 7200,
                  "AttachedManagedPolicies": [ { "PolicyName": "Shared", "PolicyArn": "arn:aws:iam::111122223333:policy/Shared" } ],
                  "PermissionsBoundary": { "PermissionsBoundaryType": "Policy",
                    "PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/Limit" },
                  "Tags": [ { "Key": "Team", "Value": "orders" } ], "RoleLastUsed": {}, /* a comment */ }
                """).Read().FindRole("arn:aws:iam::111122223333:role/team/Reader")!;
        Assert.Equal(("Reader", "/team/", "AROATEST000000000001", TimeSpan.FromHours(2), false),
            (role.Name, role.Path, role.RoleId, role.MaxSessionDuration, role.IsServiceLinked));
        Assert.Equal([("inline", null), ("Shared", "arn:aws:iam::111122223333:policy/Shared")],
            role.IdentityPolicies.Select(policy => (policy.Name, policy.Arn)));
        Assert.All(role.IdentityPolicies, policy => Assert.Equal(PolicyKind.Identity, policy.Document.Kind));
        Assert.Equal(("Limit", PolicyKind.Boundary), (role.Boundary!.Name, role.Boundary.Document.Kind));
        Assert.Equal(PolicyKind.Trust, role.TrustPolicy.Kind);
        Assert.Equal("orders", role.Tags["tEAM"]);
    }

    [Fact]
    public void Every_file_but_a_policy_may_name_its_schema()
    {
        var sketch = new OrganizationSketch().With($"{Account}/roles/r.json", $$"""{ "RoleName": "r", "AssumeRolePolicyDocument": {{Trust}} }""")
            .With($"{Account}/users/u.json", """{ "UserName": "u" }""")
            .With($"{Account}/providers/p.json", """{ "Type": "oidc", "Url": "https://oidc.example.com" }""")
            .With($"{Account}/resources/r.json", """{ "Resource": "arn:aws:s3:::docs" }""");
        foreach (OrganizationFile file in sketch.Files.All.ToArray())
        {
            Assert.StartsWith("{", TextOf(file));
            sketch.With(file.Path, $$"""{ "$schema": "any text",{{TextOf(file)[1..]}}""");
        }

        Assert.NotNull(sketch.Read().FindRole("arn:aws:iam::111122223333:role/r"));
        sketch.With("policies/managed/P.json", $$"""{ "$schema": "any text",{{Allow[1..]}}""");
        Assert.Equal("AZ1101", Assert.Single(sketch.Faults()).Rule.Code);
    }

    [Fact]
    public void A_managed_policy_of_the_account_shadows_the_shared_one_under_the_accounts_arn_only()
    {
        const string Own =
            """{ "Version": "2012-10-17", "Statement": [ { "Sid": "Own", "Effect": "Deny", "Action": "*", "Resource": "*" } ] }""";
        Organization organization = new OrganizationSketch().With("policies/managed/P.json", Allow)
            .With($"{Account}/policies/P.json", Own).Read();
        Assert.Equal("Own", organization.FindManagedPolicy("arn:aws:iam::111122223333:policy/P")!.Document.Statements[0].Sid);
        Assert.Null(organization.FindManagedPolicy("arn:aws:iam::aws:policy/P")!.Document.Statements[0].Sid);
        Assert.Null(organization.FindManagedPolicy("arn:aws:iam::999999999999:policy/P")!.Document.Statements[0].Sid);
        Assert.Null(organization.FindManagedPolicy("arn:aws:iam::888888888888:policy/P"));
        Assert.Null(organization.FindManagedPolicy("arn:aws:iam::aws:policy/Q"));
    }

    [Theory]
    [InlineData("AKIATEST000000000001")]
    [InlineData("LKIATEST000000000001")]
    public void An_access_key_begins_with_four_letters_of_its_own(string id)
    {
        OrganizationSketch sketch = new OrganizationSketch().With($"{Account}/users/ana.json",
            $$"""{ "UserName": "ana", "AccessKeys": [ { "AccessKeyId": "{{id}}", "SecretAccessKey": "secret-secret" } ] }""");
        Assert.Equal(id, sketch.Read().FindAccessKey(id)!.Key.AccessKeyId);
    }

    [Theory]
    [InlineData("secret-secret", "secret-secret")]
    [InlineData("secret-secret\n", "secret-secret")]
    [InlineData("secret-secret\r\n", "secret-secret")]
    [InlineData("secret-secret\n\n", null)]
    [InlineData("secret\nsecret", null)]
    [InlineData("", null)]
    public void One_final_line_break_is_not_part_of_a_secret(string content, string? secret)
    {
        OrganizationSketch sketch = new OrganizationSketch().With($"{Account}/users/keys/ana", content).With($"{Account}/users/ana.json",
            """{ "UserName": "ana", "AccessKeys": [ { "AccessKeyId": "AKIATEST000000000001", "SecretAccessKeyFile": "./keys/../keys/ana" } ] }""");
        if (secret is null) Assert.Equal("AZ2038", Assert.Single(sketch.Faults()).Rule.Code);
        else Assert.Equal(secret, sketch.Read().FindAccessKey("AKIATEST000000000001")!.Key.SecretAccessKey);
    }

    [Fact]
    public void A_secret_that_is_no_text_is_a_fault_without_the_secret_in_its_message()
    {
        OrganizationSketch sketch = new OrganizationSketch().With($"{Account}/users/ana.json",
            """{ "UserName": "ana", "AccessKeys": [ { "AccessKeyId": "AKIATEST000000000001", "SecretAccessKeyFile": "key" } ] }""");
        Assert.Equal("AZ2038", Assert.Single(sketch.With($"{Account}/users/key", [0xFF, 0xFE, 0x80]).Faults()).Rule.Code);
        Diagnostic fault = Assert.Single(sketch.With($"{Account}/users/key", "hunter2 hunter2").Faults());
        Assert.DoesNotContain("hunter2", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_whose_error_is_only_one_as_a_boundary_is_reported_once()
    {
        const string Boundary = "\"PermissionsBoundary\": { \"PermissionsBoundaryArn\": \"arn:aws:iam::111122223333:policy/Limit\" }";
        IReadOnlyList<Diagnostic> faults = new OrganizationSketch()
            .With($"{Account}/policies/Limit.json", "{ \"Version\": \"2012-10-17\" }")
            .With($"{Account}/users/a.json", "{ \"UserName\": \"a\", " + Boundary + " }")
            .With($"{Account}/users/b.json", "{ \"UserName\": \"b\", " + Boundary + " }").Faults();
        Assert.Equal("AZ1103", Assert.Single(faults).Rule.Code);
    }

    private static string TextOf(OrganizationFile file) => Encoding.UTF8.GetString(file.Content.Span).Trim();
}
