using System.Text;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Lints;
using Authz.Policies.Names;

namespace Authz.Policies.Tests.Lints;

public sealed class PolicyLinterTests
{
    private const char Mark = '¶';

    private static readonly LintContext Known = new() { Account = Account("111122223333"), OrganizationAccounts = [Account("222233334444")] };

    public static TheoryData<string, PolicyKind, string> Findings => [.. LintCases.Findings];

    public static TheoryData<string, PolicyKind, string> NearMisses => [.. LintCases.NearMisses];

    [Theory]
    [MemberData(nameof(Findings))]
    public void A_lint_points_at_its_place(string code, PolicyKind kind, string marked)
    {
        var mark = marked.IndexOf(Mark, StringComparison.Ordinal);
        Diagnostic finding = Assert.Single(Lint(kind, marked, ContextOf(code)), finding => finding.Rule.Code == code);
        Assert.Equal(new SourcePosition(marked[..mark].Count(c => c == '\n') + 1, mark - marked[..mark].LastIndexOf('\n')), finding.Position);
        Assert.False(finding.IsError);
        Assert.False(finding.Message.EndsWith('.') || char.IsUpper(finding.Message[0]), finding.Message);
    }

    [Theory]
    [MemberData(nameof(NearMisses))]
    public void A_near_miss_is_not_reported(string code, PolicyKind kind, string text) =>
        Assert.DoesNotContain(Lint(kind, text, ContextOf(code)), finding => finding.Rule.Code == code);

    [Fact]
    public void Every_lint_has_a_finding_and_two_near_misses()
    {
        Assert.Empty(LintRules.All.Where(rule => !LintCases.Findings.Any(c => c.Code == rule.Code)).Select(rule => rule.Code));
        Assert.Empty(LintRules.All.Where(rule => LintCases.NearMisses.Count(c => c.Code == rule.Code) < 2).Select(rule => rule.Code));
    }

    [Theory]
    [InlineData("aws:PrincipleArn", "no global key `aws:PrincipleArn` is known; did you mean `aws:PrincipalArn`?")]
    [InlineData("aws:PrincipalTag", "no global key `aws:PrincipalTag` is known; did you mean `aws:PrincipalTag/`?")]
    [InlineData("aws:ResuorceTag/team", "no global key `aws:ResuorceTag/team` is known; did you mean `aws:ResourceTag/team`?")]
    [InlineData("aws:Colour", "no global key `aws:Colour` is known")]
    public void An_unknown_key_names_the_nearest(string key, string message) =>
        Assert.Equal(message, Assert.Single(
            Lint(PolicyKind.Identity, $"{{`Statement`:{{`Effect`:`Deny`,`Action`:`a:b`,`Resource`:`*`,`Condition`:{{`StringEquals`:{{`{key}`:`x`}}}}}}}}", Known)).Message);

    [Theory]
    [InlineData("orders:GetOrdr", "`orders:GetOrdr` names no action of the catalogue; did you mean `orders:GetOrder`?")]
    [InlineData("orders:Delete*", "`orders:Delete*` names no action of the catalogue")]
    [InlineData("oders:GetOrder", "the catalogue has no service `oders`; did you mean `orders`?")]
    public void An_unknown_action_names_the_nearest(string action, string message) =>
        Assert.Equal(message, Assert.Single(Lint(
            PolicyKind.Identity, $"{{`Statement`:{{`Effect`:`Allow`,`Action`:`{action}`,`Resource`:`arn:aws:s3:::x`}}}}", ContextOf("AZ1480"))).Message);

    [Fact]
    public void Without_the_account_nothing_is_said_of_other_accounts()
    {
        const string Text = "{`Statement`:{`Effect`:`Allow`,`Principal`:{`AWS`:`999988887777`},`Action`:`sts:AssumeRole`}}";
        Assert.Empty(Lint(PolicyKind.Trust, Text, LintContext.None));
        Assert.Equal("AZ1501", Assert.Single(Lint(PolicyKind.Trust, Text, Known)).Rule.Code);
    }

    [Theory]
    [InlineData("", "999988887777 is another account, and a third party may ask it to take the role unless it is yours")]
    [InlineData(",`Condition`:{`BoolIfExists`:{`aws:MultiFactorAuthPresent`:true}}", "999988887777 is another account")]
    [InlineData(",`Condition`:{`Bool`:{`aws:MultiFactorAuthPresent`:true}}", null)]
    public void Without_the_organization_another_account_may_be_a_sibling(string condition, string? message)
    {
        var text = $"{{`Statement`:{{`Effect`:`Allow`,`Principal`:{{`AWS`:`999988887777`}},`Action`:`sts:AssumeRole`{condition}}}}}";
        Diagnostic? own = Lint(PolicyKind.Trust, text, new LintContext { Account = Account("111122223333") }).FirstOrDefault(f => f.Rule.Code == "AZ1501");
        Assert.Equal(message is null, own is null);
        if (message is not null) Assert.StartsWith(message, own!.Message, StringComparison.Ordinal);
        Assert.Contains(Lint(PolicyKind.Trust, text, Known), f => f.Message.Contains("belongs to somebody else", StringComparison.Ordinal));
    }

    [Fact]
    public void A_suffix_without_effect_names_its_key()
    {
        const string Text = "{`Statement`:{`Effect`:`Deny`,`Action`:`a:b`,`Resource`:`*`,`Condition`:{`StringNotEqualsIfExists`:{`a:b`:`x`,`a:c`:`y`}}}}";
        Assert.Equal(["`StringNotEquals` is true for a missing `a:b` by itself", "`StringNotEquals` is true for a missing `a:c` by itself"],
            Lint(PolicyKind.Identity, Text, Known).Where(f => f.Rule.Code == "AZ1410").Select(f => f.Message).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(AwsSamples.All), MemberType = typeof(AwsSamples))]
    public void Samples_of_AWS_have_no_wrong_warning(string name, PolicyKind kind, string text) =>
        Assert.True(Lint(kind, text, Known).All(f => AwsSamples.ExpectedSuggestions.Contains(f.Rule.Code)),
            $"{name}\n{string.Join('\n', Lint(kind, text, Known))}");

    [Fact]
    public void Comparing_each_with_each_ends_on_a_policy_of_any_size_and_finds_what_is_near()
    {
        // each resource of one statement is compared with each of another in vain: a billion pairs
        var statements = Enumerable.Range(0, 200).Select(s =>
            $"{{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:[{string.Join(',', Enumerable.Range(0, 200).Select(r => $"`arn:aws:s3:::{s % 199}-{r}*z`"))}]}}");
        IReadOnlyList<Diagnostic> found = Lint(PolicyKind.Identity, $"{{`Version`:`2012-10-17`,`Statement`:[{string.Join(',', statements)}]}}", Known);
        Assert.DoesNotContain(found, f => f.Message == "statement 200 says what statement 1 says");
        IReadOnlyList<Diagnostic> few = Lint(
            PolicyKind.Identity, $"{{`Version`:`2012-10-17`,`Statement`:[{string.Join(',', statements.Take(20).Append(statements.First()))}]}}", Known);
        Assert.Contains(few, f => f.Message == "statement 21 says what statement 1 says");
    }

    private static IReadOnlyList<Diagnostic> Lint(PolicyKind kind, string text, LintContext context)
    {
        var source = new SourceText("policy.json", Encoding.UTF8.GetBytes(text.Replace("¶", "", StringComparison.Ordinal).Replace('`', '"')));
        var faults = new DiagnosticList();
        JsonNode node = JsonTree.Read(source, JsonDialect.Strict, faults)!;
        PolicyDocument? document = PolicyReader.Read(node, source, kind, faults);
        Assert.True(document is not null, string.Join('\n', faults.Sorted()));
        var found = new DiagnosticList();
        PolicyLinter.Check(document, node, source, context, found);
        return found.Sorted();
    }

    private static LintContext ContextOf(string code)
    {
        if (!code.StartsWith("AZ148", StringComparison.Ordinal)) return Known;
        ActionCatalogue? actions = ActionCatalogue.Read(
            SourceText.FromString("actions", "orders:GetOrder\norders:ListOrders # all of them\n\niam:GetRole\ns3:GetObject"), new DiagnosticList());
        return Known with { Actions = actions };
    }

    private static AccountId Account(string text) => AccountId.TryParse(text, out AccountId account) ? account : throw new ArgumentException(text);
}
