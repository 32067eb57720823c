using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Patterns;

namespace Authz.Policies.Lints;

/// <summary>Grants that are broader than they look. Policies that only limit (boundaries, sessions, control policies) grant nothing.</summary>
internal static class BroadGrantLint
{
    private static readonly Glob AllOfIam = Glob.OfLiteral("iam:*");
    private static readonly Glob AllActions = Pattern("*:*");
    private static readonly Glob AllRoles = Pattern("arn:aws:iam::*:role/*");
    private static readonly Glob[] RoleActions = [Glob.OfLiteral("iam:passrole"), Glob.OfLiteral("sts:assumerole")];

    public static void Check(LintedStatement statement)
    {
        if (!statement.IsAllow) return;
        Statement read = statement.Statement;
        if (read.IsNotAction) CheckNotAction(statement);
        if (statement.Policy.Kind != PolicyKind.Identity || read.IsNotAction || statement.Conditions.Count > 0) return;
        if (read.IsNotResource) return;
        var isEverywhere = read.Resources.Any(static r => r.IsAny);
        if (isEverywhere && Array.Exists(statement.ActionGlobs, static glob => glob.Covers(AllActions)))
        {
            statement.Report(LintRules.FullAdministrator, statement.Node.Offset, "every action on every resource is permitted");
            return;
        }

        var widest = read.Resources.IndexOf(read.Resources.FirstOrDefault(static r => Glob.Of(r.Whole).Covers(AllRoles))!);
        if (widest < 0) return;
        foreach ((Glob action, JsonNode node) in statement.ActionGlobs.Zip(statement.Actions))
        {
            if (Array.Exists(RoleActions, action.Covers))
                statement.Report(LintRules.AnyRole, node.Offset, $"`{node.Text}` is permitted on `{statement.Resources[widest].Text}`");
        }
    }

    private static Glob Pattern(string text) => Template.TryParse(text, TemplateSyntax.Wildcards, out Template? template, out var fault)
        ? Glob.Of(template) : throw new InvalidOperationException(fault);

    private static void CheckNotAction(LintedStatement statement)
    {
        Statement read = statement.Statement;
        if (statement.Policy.Kind is not (PolicyKind.Identity or PolicyKind.Trust or PolicyKind.Resource or PolicyKind.Key)) return;
        // the usual way to spare IAM: `NotAction: iam:*`
        if (read.Actions.Any(static a => a.IsAny || Glob.Of(a.Template).Covers(AllOfIam))) return;
        if (!read.Resources.IsEmpty && !read.IsNotResource && !read.Resources.Any(MayBeOfIam) && statement.Policy.Kind == PolicyKind.Identity) return;
        statement.Report(LintRules.AllowNotAction, statement.Actions[0].Offset, "all actions but these are permitted, also those that come later");
    }

    private static bool MayBeOfIam(ArnPattern pattern) =>
        pattern.IsAny || pattern.Fields.Length < 3 || Glob.Of(pattern.Fields[2]).Covers(Glob.OfLiteral("iam"))
        || Glob.Of(pattern.Fields[2]).Covers(Glob.OfLiteral("sts"));
}
