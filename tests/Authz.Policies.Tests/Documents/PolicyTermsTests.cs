using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;

namespace Authz.Policies.Tests.Documents;

public sealed class PolicyTermsTests
{
    private const string Text =
        """
        { "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": ["s3:Get*"], "Resource": "arn:aws:s3:::home/${aws:username}/*",
          "Condition": { "StringLike": { "aws:SourceAccount": "1*" }, "StringNotLike": { "aws:SourceAccount": "1*" } } } }
        """;

    private readonly PolicyTerms _terms = new();

    [Fact]
    public void Policies_share_what_they_say_alike()
    {
        Statement one = Read(Text), other = Read(Text);
        Assert.Same(one.Actions[0], other.Actions[0]);
        Assert.Same(one.Resources[0], other.Resources[0]);
        Assert.Equal(one.Conditions, other.Conditions, ReferenceEqualityComparer.Instance);
        Assert.NotSame(one.Actions[0], Statement(PolicyReader.Read(Parse(Text, out SourceText source), source, PolicyKind.Identity, new DiagnosticList())).Actions[0]);
    }

    [Fact]
    public void One_key_and_value_under_two_operators_are_two_conditions()
    {
        Condition[] conditions = [.. Read(Text).Conditions];
        Assert.Equal(["StringLike", "StringNotLike"], conditions.Select(static c => c.Operator.ToString()));
    }

    [Fact]
    public void A_text_with_variables_is_another_one_in_the_older_version()
    {
        Assert.True(Read(Text).Resources[0].Whole.HasVariables);
        Assert.False(Read(Text.Replace(PolicyDocument.Version2012, PolicyDocument.Version2008, StringComparison.Ordinal)).Resources[0].Whole.HasVariables);
        Assert.True(Read(Text).Resources[0].Whole.HasVariables);
    }

    [Fact]
    public void What_is_wrong_is_reported_each_time()
    {
        var faulty = Text.Replace("s3:Get*", "s3", StringComparison.Ordinal);
        for (var i = 0; i < 2; i++)
        {
            var findings = new DiagnosticList();
            Assert.Null(PolicyReader.Read(Parse(faulty, out SourceText source), source, PolicyKind.Identity, findings, _terms));
            Assert.Equal(["AZ1120"], findings.Sorted().Select(static f => f.Rule.Code));
        }
    }

    private Statement Read(string text) => Statement(PolicyReader.Read(Parse(text, out SourceText source), source, PolicyKind.Identity, new DiagnosticList(), _terms));

    private static Statement Statement(PolicyDocument? document) => Assert.Single(Assert.IsType<PolicyDocument>(document).Statements);

    private static JsonNode Parse(string text, out SourceText source)
    {
        source = SourceText.FromString("policy", text);
        return Assert.IsType<JsonNode>(JsonTree.Read(source, JsonDialect.Strict, new DiagnosticList()));
    }
}
