using Authz.Conformance.Reference.Callers;
using Authz.Conformance.Reference.Language;
using Authz.Conformance.Reference.Matching;

namespace Authz.Conformance.Reference;

/// <summary>The algorithm of 5.2, step by step.</summary>
public static class Evaluation
{
    public static ReferenceAnswer Decide(Scenario scenario)
    {
        var layers = Layers.Of(scenario);
        var caller = scenario.Caller;

        // 1
        foreach (var (name, policies) in layers.InOrder)
        {
            if (policies.Any(policy => Denies(policy, scenario)))
                return ReferenceAnswer.ExplicitDeny(name);
        }

        // 2 needs no code: RCPFullAWSAccess is implied on every level.
        // 3
        if (!layers.ServiceControl.All(level => Allow(level, scenario)))
            return ReferenceAnswer.ImplicitDeny(Layers.ServiceControlName);

        // 4
        var grants = Grants(scenario);
        if (!caller.InAccount)
            return grants == Form.None ? ReferenceAnswer.ImplicitDeny(Layers.ResourceName) : ReferenceAnswer.Allowed;

        // 5 to 7
        var missing = MissingOnPath(scenario, layers);
        return caller.Account == scenario.ResourceAccount
            ? SameAccount(scenario, layers, grants, missing)
            : Path(grants == Form.None || CrossesPartition(scenario) ? Layers.ResourceName : missing);
    }

    private static ReferenceAnswer SameAccount(Scenario scenario, Layers layers, Form grants, string? missing)
    {
        if ((grants & (Form.User | Form.Session | Form.Star)) != 0)
            return ReferenceAnswer.Allowed;
        if ((grants & (Form.Role | Form.UserOfFederated)) != 0)
            return Path(MissingLimit(scenario, layers));
        return Path(scenario.ResourceMustGrant && grants == Form.None ? Layers.ResourceName : missing);
    }

    private static ReferenceAnswer Path(string? missing)
    {
        return missing is null ? ReferenceAnswer.Allowed : ReferenceAnswer.ImplicitDeny(missing);
    }

    /// <summary>5.9: the root user needs no identity policy.</summary>
    private static string? MissingOnPath(Scenario scenario, Layers layers)
    {
        var identity = scenario.Caller.Kind == CallerKind.Root || Allow(layers.Identity, scenario);
        return identity ? MissingLimit(scenario, layers) : Layers.IdentityName;
    }

    private static string? MissingLimit(Scenario scenario, Layers layers)
    {
        if (layers.Boundary is { } boundary && !Allow(boundary, scenario))
            return Layers.BoundaryName;
        return layers.Session is { } session && !Allow(session, scenario) ? Layers.SessionName : null;
    }

    private static bool Allow(IEnumerable<Policy> policies, Scenario scenario)
    {
        return policies.SelectMany(policy => policy.Statements).Any(one => one.Allows && Statements.Match(one, scenario));
    }

    private static bool Denies(Policy policy, Scenario scenario)
    {
        return policy.Statements.Any(one => !one.Allows && DenyConcerns(one, scenario) && Statements.Match(one, scenario));
    }

    private static bool DenyConcerns(Statement statement, Scenario scenario)
    {
        if (statement.Principal is { } listed)
            return Naming.Forms(listed, scenario.Caller) != Form.None;
        if (statement.NotPrincipal is not { } spared)
            return true;

        // P15
        var bounded = scenario.Boundary is not null && scenario.Caller.CanHaveBoundary;
        return bounded || !Naming.Spares(spared, scenario.Caller);
    }

    /// <summary>5.4: all forms in which Allow statements of the resource policy name the caller.</summary>
    private static Form Grants(Scenario scenario)
    {
        var statements = scenario.ResourcePolicy?.Statements ?? [];
        return statements
            .Where(one => one.Allows && Statements.Match(one, scenario))
            .Select(one => Naming.Forms(one.Principal!, scenario.Caller))
            .Aggregate(Form.None, (all, one) => all | one);
    }

    /// <summary>5.5: only inside one partition.</summary>
    private static bool CrossesPartition(Scenario scenario)
    {
        return scenario.Resource != "*" && scenario.Resource.Split(':', 3)[1] != scenario.Caller.Partition;
    }
}
