using Authz.Policies.Conditions;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;

namespace Authz.Policies.Tests.Documents;

public sealed class PolicyReaderTests
{
    [Fact]
    public void A_statement_is_an_object_or_an_array_of_objects() // G2
    {
        const string Statement = "{`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`}";
        Assert.Single(Reading.Of(PolicyKind.Identity, $"{{`Statement`:{Statement}}}").Document!.Statements);
        PolicyDocument two = Reading.Of(PolicyKind.Identity, $"{{`Statement`:[{Statement},{Statement}]}}").Document!;
        Assert.Equal([0, 1], two.Statements.Select(s => s.Index));
    }

    [Fact]
    public void The_order_of_elements_does_not_matter() // G3
    {
        Reading reading = Reading.Of(PolicyKind.Identity,
            "{`Statement`:{`Condition`:{`Bool`:{`a:b`:true}},`NotResource`:`*`,`NotAction`:[`a:b`,`a:c`],`Effect`:`Deny`,`Sid`:`s1`},"
            + "`Version`:`2012-10-17`}");
        Assert.Empty(reading.Findings);
        Statement statement = Assert.Single(reading.Document!.Statements);
        Assert.Equal(("s1", Effect.Deny, true, true), (statement.Sid, statement.Effect, statement.IsNotAction, statement.IsNotResource));
        Assert.Equal((2, 1, 1), (statement.Actions.Length, statement.Resources.Length, statement.Conditions.Length));
    }

    [Fact]
    public void A_number_or_a_boolean_is_its_text() // G4
    {
        Reading reading = Reading.Of(PolicyKind.Identity,
            Reading.Conditional("{`StringEquals`:{`a:b`:[10.50,true,false]},`NumericEquals`:{`a:b`:10.50}}"));
        Assert.Equal(["10.50", "true", "false"], reading.Document!.Statements[0].Conditions[0].Values
            .Select(v => ((ConditionValue.Text)v).Template.Text));
        Assert.Equal(10.5m, ((ConditionValue.Number)reading.Document.Statements[0].Conditions[1].Values[0]).Value);
    }

    [Theory]
    [InlineData("{`Statement`:[],`Statement`:{`Effect`:`Allow`,`Action`:`*`,`Resource`:`*`}}")]
    [InlineData("{`Statement`:{`Effect`:`Deny`,`Effect`:`Allow`,`Action`:`*`,`Resource`:`*`}}")]
    [InlineData("{`Statement`:{`Effect`:`Allow`,`Action`:`a:b`,`\\u0041ction`:`*`,`Resource`:`*`}}")]
    public void A_duplicate_hides_nothing(string text) // G5
    {
        Reading reading = Reading.Of(PolicyKind.Identity, text);
        Assert.Null(reading.Document);
        Assert.Contains("AZ1002", reading.Codes, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_operator_twice_is_a_duplicate() =>
        Assert.Equal("AZ1002", Reading.Of(PolicyKind.Identity,
            Reading.Conditional("{`StringEquals`:{`a:b`:`c`},`StringEquals`:{`a:c`:`c`}}")).Codes);

    [Fact]
    public void Without_version_the_language_is_the_old_one() // G9, G10, D1
    {
        PolicyDocument old = Reading.Of(PolicyKind.Identity,
            "{`Statement`:{`Effect`:`Allow`,`Action`:`*`,`Resource`:`arn:aws:s3:::${aws:username}`}}").Document!;
        Assert.Equal(PolicyDocument.Version2008, old.Version);
        Assert.False(old.Statements[0].Resources[0].Whole.HasVariables);
        PolicyDocument young = Reading.Of(PolicyKind.Identity,
            Reading.Policy("`Effect`:`Allow`,`Action`:`*`,`Resource`:`arn:aws:s3:::${aws:username}`")).Document!;
        Assert.True(young.Statements[0].Resources[0].Whole.HasVariables);
    }

    [Fact]
    public void Version_may_stand_last()
    {
        PolicyDocument policy = Reading.Of(PolicyKind.Identity,
            "{`Statement`:{`Effect`:`Allow`,`Action`:`*`,`Resource`:`arn:aws:s3:::${aws:username}`},`Version`:`2012-10-17`}").Document!;
        Assert.True(policy.Statements[0].Resources[0].Whole.HasVariables);
    }

    [Fact]
    public void Other_services_accept_more_characters_in_a_sid() // G13
    {
        const string Statement = "`Sid`:`a b-c`,`Effect`:`Allow`,`Principal`:`*`,`Action`:`a:b`";
        Assert.Empty(Reading.Of(PolicyKind.Resource, Reading.Policy(Statement)).Findings);
        Assert.Equal("AZ1107", Reading.Of(PolicyKind.Trust, Reading.Policy(Statement)).Codes);
    }

    [Fact]
    public void An_empty_sid_is_none()
    {
        Reading reading = Reading.Of(PolicyKind.Trust, "{`Statement`:["
            + "{`Sid`:``,`Effect`:`Allow`,`Principal`:`*`,`Action`:`a:b`},{`Sid`:``,`Effect`:`Allow`,`Principal`:`*`,`Action`:`a:b`}]}");
        Assert.Empty(reading.Findings);
        Assert.Null(reading.Document!.Statements[0].Sid);
    }

    [Theory]
    [InlineData("\\u0100", "")]
    [InlineData("ÿ\\t", "")]
    [InlineData("\u0100", "AZ1111")]
    [InlineData("😀", "AZ1111")]
    public void Characters_go_up_to_ff(string text, string codes) => // G8
        Assert.Equal(codes, Reading.Of(PolicyKind.Identity, Reading.Conditional($"{{`StringEquals`:{{`a:b`:`{text}`}}}}")).Codes);

    [Fact]
    public void Text_around_an_embedded_policy_may_hold_other_characters()
    {
        SourceText source = SourceText.FromString("f.json",
            "{\"é\u0100\":1,\"P\":{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}}");
        var findings = new DiagnosticList();
        JsonNode root = JsonTree.Read(source, JsonDialect.Strict, findings)!;
        Assert.NotNull(PolicyReader.Read(root.Find("P")!, source, PolicyKind.Identity, findings));
        Assert.Null(PolicyReader.Read(root.Find("é\u0100")!, source, PolicyKind.Identity, findings));
    }

    [Fact]
    public void A_policy_larger_than_its_bound_is_refused()
    {
        var text = "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}" + new string(' ', PolicyReader.MaxBytes);
        Assert.Equal("AZ1003", Reading.Of(PolicyKind.Identity, text).Codes);
    }

    [Fact]
    public void Comments_are_read_in_files_only()
    {
        const string Text = "// why\n{`Statement`:{`Effect`:`Allow`,`Action`:[`a:b`,],`Resource`:`*`},}";
        Assert.NotNull(Reading.Of(PolicyKind.Identity, Text, JsonDialect.Relaxed).Document);
        Assert.Null(Reading.Of(PolicyKind.Identity, Text).Document);
    }
}
