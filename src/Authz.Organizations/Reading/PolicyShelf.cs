using Authz.Organizations.Attachments;
using Authz.Organizations.Files;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Limits;
using Authz.Policies.Names;

namespace Authz.Organizations.Reading;

/// <summary>The policies that have files of their own, and those that are built in.</summary>
internal sealed class PolicyShelf
{
    public const string FullAccess = "FullAWSAccess";
    public const string ResourceFullAccess = "RCPFullAWSAccess";

    // one for all loads, so that what was compiled of it stays
    private static readonly NamedPolicy FullAccessPolicy = ReadFullAccess();

    private readonly FileShelf _shelf;
    private readonly string _owner;
    private readonly AccountId _managementAccount;
    private readonly Dictionary<string, PolicyFile> _serviceControl;
    private readonly Dictionary<string, PolicyFile> _resourceControl;
    private readonly Dictionary<string, PolicyFile> _shared;
    private readonly Dictionary<AccountId, Dictionary<string, PolicyFile>> _own = [];

    /// <param name="shelf">The files.</param>
    /// <param name="organizationId">Part of the control policies' ARNs.</param>
    /// <param name="managementAccount">Part of the control policies' ARNs.</param>
    public PolicyShelf(FileShelf shelf, string organizationId, AccountId managementAccount)
    {
        _shelf = shelf;
        _managementAccount = managementAccount;
        _owner = $"arn:aws:organizations::{managementAccount}:policy/{organizationId}";
        _serviceControl = ReadAll(FileSort.ServiceControlPolicy, default, PolicyKind.ServiceControl);
        _resourceControl = ReadAll(FileSort.ResourceControlPolicy, default, PolicyKind.ResourceControl);
        _shared = ReadAll(FileSort.SharedPolicy, default, PolicyKind.Identity);
        foreach (AccountId account in shelf.Accounts) _own[account] = ReadAll(FileSort.AccountPolicy, account, PolicyKind.Identity);
    }

    /// <summary>Managed policies of every account.</summary>
    public IReadOnlyList<NamedPolicy> Shared => Named(_shared.Values, "aws");

    /// <summary>Managed policies of one account alone.</summary>
    public IReadOnlyList<NamedPolicy> OwnOf(AccountId account) =>
        Named(_own.TryGetValue(account, out Dictionary<string, PolicyFile>? own) ? own.Values : [], account.ToString());

    /// <summary>The managed policy that an ARN names, for a principal of the account; a dangling ARN is reported.</summary>
    public NamedPolicy? Managed(JsonNode reference, FileText text, AccountId account, PolicyKind kind)
    {
        if (!Arn.TryParse(reference.Text, out Arn? arn) || arn.Service != "iam" || arn.After("policy/") is not { } name)
        {
            text.Report(OrganizationRules.InvalidArn, reference, $"`{reference.Text}` is no ARN of a managed policy");
            return null;
        }

        if (Find(arn, name, account) is not { } file)
        {
            text.Report(OrganizationRules.UnknownPolicy, reference, $"account {account} has no managed policy `{reference.Text}`");
            return null;
        }

        PolicyDocument? document = kind == PolicyKind.Boundary ? file.Boundary() : file.Document;
        return document is null ? null : new NamedPolicy(file.Name, arn.Text, document);
    }

    /// <summary>
    /// Reads <c>ServiceControlPolicies</c>. Absent: FullAWSAccess, which AWS attaches to all that is new; empty: nothing is allowed.
    /// </summary>
    /// <param name="fields">The root, a unit or an account.</param>
    /// <param name="account">The account; <c>default</c> for the root and units.</param>
    public IReadOnlyList<NamedPolicy> ServiceControls(JsonFields fields, AccountId account = default)
    {
        if (fields.Any("ServiceControlPolicies") is not { } node) return [FullAccessPolicy];
        var errors = fields.Text.Diagnostics.ErrorCount;
        List<NamedPolicy> policies = Controls(fields, "ServiceControlPolicies", FullAccess, FullAccessPolicy);
        var isExempt = !account.IsNone && account == _managementAccount;
        // a policy that could not be read may be the one that allows
        if (isExempt || fields.Text.Diagnostics.ErrorCount > errors || policies.Count < node.Items.Count) return policies;
        if (!policies.Exists(static p => p.Document.Statements.Any(static s => s.Effect == Effect.Allow)))
            fields.Report(OrganizationRules.EmptyControlLevel, node, "no service control policy of this level allows anything: all below is denied");
        return policies;
    }

    /// <summary>Reads <c>ResourceControlPolicies</c>. RCPFullAWSAccess may be named, and is not listed: every level has it.</summary>
    public IReadOnlyList<NamedPolicy> ResourceControls(JsonFields fields) =>
        Controls(fields, "ResourceControlPolicies", ResourceFullAccess, null);

    private List<NamedPolicy> Controls(JsonFields fields, string field, string builtInName, NamedPolicy? builtIn)
    {
        Dictionary<string, PolicyFile> files = field == "ServiceControlPolicies" ? _serviceControl : _resourceControl;
        var type = field == "ServiceControlPolicies" ? "service_control_policy" : "resource_control_policy";
        var policies = new List<NamedPolicy>();
        List<JsonNode> names = Distinct.Items(fields, field);
        CheckCount(fields, field, names);
        foreach (JsonNode name in names)
        {
            if (name.Text == builtInName)
            {
                if (builtIn is not null) policies.Add(builtIn);
            }
            else if (!files.TryGetValue(name.Text, out PolicyFile? file))
            {
                fields.Report(OrganizationRules.UnknownPolicy, name, $"there is no policy `{name.Text}` for `{field}`");
            }
            else if (file.Document is { } document)
            {
                policies.Add(new NamedPolicy(file.Name, $"{_owner}/{type}/{file.Name}", document));
            }
        }

        return policies;
    }

    // RCPFullAWSAccess counts, named or not: every target has it
    private static void CheckCount(JsonFields fields, string field, List<JsonNode> names)
    {
        PolicyLimits limits = fields.Text.Intake.Limits;
        (var count, var limit, var name) = field == "ServiceControlPolicies"
            ? (names.Count, limits.ServiceControlPoliciesPerTarget, nameof(limits.ServiceControlPoliciesPerTarget))
            : (names.Count(static n => n.Text != ResourceFullAccess) + 1, limits.ResourceControlPoliciesPerTarget,
                nameof(limits.ResourceControlPoliciesPerTarget));
        if (count > limit && names.Count > 0)
        {
            fields.Report(OrganizationRules.TooManyControlPolicies, fields.Node.Find(field)!,
                $"{count} policies are attached, the limit `{name}` is {limit}");
        }
    }

    private PolicyFile? Find(Arn arn, string name, AccountId account)
    {
        if (arn.Partition != "aws" || arn.Region.Length > 0) return null;
        if (arn.Account == "aws") return _shared.GetValueOrDefault(name);
        if (arn.Account != account.Value) return null;
        return _own.GetValueOrDefault(account)?.GetValueOrDefault(name) ?? _shared.GetValueOrDefault(name);
    }

    private Dictionary<string, PolicyFile> ReadAll(FileSort sort, AccountId account, PolicyKind kind)
    {
        var policies = new Dictionary<string, PolicyFile>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (OrganizationFile file in _shelf.Of(sort, account))
        {
            var name = FilePlace.Of(file.Path).Name;
            JsonNode? root = _shelf.ReadJson(file, out FileText text);
            if (!Spelling.IsName(name, 128)) text.Report(OrganizationRules.InvalidName, 0, $"`{name}` is no name of a policy");
            if (!names.Add(name)) text.Report(OrganizationRules.DuplicateName, 0, $"the policy `{name}` is given twice");
            if (name is FullAccess or ResourceFullAccess && kind is PolicyKind.ServiceControl or PolicyKind.ResourceControl)
                text.Report(OrganizationRules.BuiltInPolicy, 0, $"`{name}` is built in");
            policies.Add(name, new PolicyFile(name, root, text, kind));
        }

        return policies;
    }

    private static IReadOnlyList<NamedPolicy> Named(IEnumerable<PolicyFile> files, string account) =>
        [.. files.Where(file => file.Document is not null)
            .Select(file => new NamedPolicy(file.Name, $"arn:aws:iam::{account}:policy/{file.Name}", file.Document!))];

    private static NamedPolicy ReadFullAccess()
    {
        const string Text = """{ "Version": "2012-10-17", "Statement": [ { "Effect": "Allow", "Action": "*", "Resource": "*" } ] }""";
        PolicyDocument? document = PolicyReader.Read(
            SourceText.FromString(FullAccess, Text), PolicyKind.ServiceControl, JsonDialect.Strict, new DiagnosticList());
        return new NamedPolicy(FullAccess, $"arn:aws:organizations::aws:policy/service_control_policy/p-{FullAccess}", document!);
    }
}
