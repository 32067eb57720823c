using Authz.Cli.Findings;
using Authz.Cli.Inputs;
using Authz.Organizations.Files;
using Authz.Organizations.Snapshots;
using Authz.Policies.Conditions;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Limits;
using Authz.Policies.Names;
using Authz.Sts.Authorization;
using Authz.Sts.Identities;
using Authz.Sts.Regions;

namespace Authz.Cli.Explaining;

/// <summary>A question about a principal of an organization.</summary>
internal sealed record PrincipalQuestion
{
    // how large policies may be is not what is asked here
    private static readonly PolicyLimits Unlimited =
        PolicyLimit.All.Aggregate(PolicyLimits.Aws, static (limits, limit) => limit.Set(limits, PolicyLimit.MaxValue));

    /// <summary>The directory of the organization; null for the embedded example.</summary>
    public required string? Organization { get; init; }

    public required string Principal { get; init; }

    public required string Action { get; init; }

    public required string Resource { get; init; }

    public required string Region { get; init; }

    public required IReadOnlyList<(string Key, List<string> Values)> Context { get; init; }

    /// <summary>A file with the session policy; null for none.</summary>
    public required string? SessionPolicy { get; init; }

    /// <summary>Loads the organization and decides.</summary>
    /// <exception cref="UsageException">The question, the session policy or the organization has a fault.</exception>
    public ExplainedDecision Decide(Surroundings surroundings)
    {
        AuthorizationQuery query = ReadQuery();
        var policy = SessionPolicy is null ? null : ReadSessionPolicy(SessionPolicy, surroundings);
        Snapshot snapshot = Load(surroundings);
        DateTimeOffset now = surroundings.Time.GetUtcNow();
        Identity identity = PrincipalSimulation.Find(new SimulatedPrincipal(Principal) { SessionPolicy = policy }, snapshot, now)
            ?? throw new UsageException($"`{Principal}` is no user, role, role session or account root of the organization");
        if (policy is not null && identity.Claims is null)
            throw new UsageException($"`{Principal}` has no session policies: name a role or a role session, or leave out --session-policy");
        SimulatedDecision decided = PrincipalSimulation.Decide(query, identity, snapshot, now);
        return new ExplainedDecision(decided.Request, decided.Trace) { IgnoredKeys = decided.IgnoredKeys, IsOfSidecar = true };
    }

    private AuthorizationQuery ReadQuery()
    {
        if (!ActionName.TryParse(Action, out ActionName action))
            throw new UsageException($"`--action {Action}` is no action: write `prefix:Name` without wildcards");
        if (!ResourceName.TryParse(Resource, out ResourceName resource))
            throw new UsageException($"`--resource {Resource}` is no resource: write an ARN with six fields, or `*`");
        if (!Region.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw new UsageException($"`--region {Region}` is no region: write a region's id such as `eu-west-1`");
        return new AuthorizationQuery
        {
            SessionToken = "",
            Action = action,
            Resource = resource,
            Region = Region == StsEndpoint.Global ? StsEndpoint.GlobalRegion : Region,
            Context = [.. Context.Select(static c => ValueOf(c.Key, c.Values))],
        };
    }

    private static SuppliedValue ValueOf(string key, List<string> values)
    {
        if (!SuppliedKey.TryParse(key, out SuppliedKey? parsed))
            throw new UsageException($"`--context {key}` is no context key: write a key such as `aws:SourceIp`");
        ContextKeyInfo? info = parsed.Info;
        if (values.Find(v => info?.Accepts(v) == false) is { } wrong)
            throw new UsageException($"`--context {key}={wrong}` is not {info!.DescribeValue()}, which `{info.Name}` takes");
        if (values.Count > 1 && info is { IsMultivalued: false })
            throw new UsageException($"`--context {key}` has {values.Count} values, and `{info.Name}` takes one");
        return new SuppliedValue(parsed, parsed.ValueOf([.. values]));
    }

    private static string ReadSessionPolicy(string path, Surroundings surroundings)
    {
        var source = new SourceText(path, InputFile.Read(path, surroundings));
        var diagnostics = new DiagnosticList();
        PolicyDocument? policy = PolicyReader.Read(source, PolicyKind.Session, JsonDialect.Strict, diagnostics);
        FindingReport.WriteText([.. diagnostics.Sorted().Select(static d => Finding.Of(d, d.Source))], surroundings.Error);
        return policy is null
            ? throw new UsageException($"`{path}` is no session policy")
            : System.Text.Encoding.UTF8.GetString(source.Utf8.Span);
    }

    private Snapshot Load(Surroundings surroundings)
    {
        LoadResult loaded = OrganizationLoader.Load(
            Organization is null ? ExampleOrganization.Fetch() : OrganizationDirectory.Fetch(Organization), Unlimited, surroundings.Time);
        if (loaded.Snapshot is { } snapshot) return snapshot;
        FindingReport.WriteText([.. loaded.Diagnostics.Select(static d => Finding.Of(d, d.Source))], surroundings.Error);
        throw new UsageException($"the organization `{Organization}` has faults: mend them first");
    }
}
