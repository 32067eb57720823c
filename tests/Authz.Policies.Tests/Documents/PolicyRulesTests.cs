using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;

namespace Authz.Policies.Tests.Documents;

/// <summary>One row or more for each entry of the catalogue; <c>¶</c> marks where the finding must point.</summary>
public sealed class PolicyRulesTests
{
    private const string Rest = "`Action`:`a:b`,`Resource`:`*`";

    public static TheoryData<string, PolicyKind, string> Errors { get; } = new()
    {
        { "AZ1100", PolicyKind.Identity, "\n ¶[]" },
        { "AZ1100", PolicyKind.Identity, "{`Version`:`2012-10-17`,\n`Statement`:[ ¶1 ]}" },
        { "AZ1100", PolicyKind.Identity, "{`Statement`:¶null}" },
        { "AZ1101", PolicyKind.Identity, Head("¶`statement`:[],") },
        { "AZ1101", PolicyKind.Identity, "{`Statement`:{`Effect`:`Allow`,\n  ¶`effect`:`Deny`," + Rest + "}}" },
        { "AZ1101", PolicyKind.Identity, "{`Statement`:{`Effect`:`Allow`,¶`Conditions`:{}," + Rest + "}}" },
        { "AZ1102", PolicyKind.Identity, "{`Version`:¶`2012-10-18`,`Statement`:{`Effect`:`Allow`," + Rest + "}}" },
        { "AZ1102", PolicyKind.Identity, "{`Version`:¶null,`Statement`:{`Effect`:`Allow`," + Rest + "}}" },
        { "AZ1102", PolicyKind.ServiceControl, "{`Version`:¶`2008-10-17`,`Statement`:{`Effect`:`Allow`," + Rest + "}}" }, // G11
        { "AZ1103", PolicyKind.Identity, "¶{`Version`:`2012-10-17`}" }, // G2
        { "AZ1103", PolicyKind.Identity, "{`Version`:`2012-10-17`,`Statement`:¶[]}" },
        { "AZ1104", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Action`:`a:b`,`NotAction`:¶`a:c`,`Resource`:`*`") }, // G3
        { "AZ1104", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Action`:`a:b`,`NotResource`:¶`*`,`Resource`:`*`") },
        { "AZ1104", PolicyKind.Resource, Statement("`Effect`:`Deny`,`Principal`:`*`,`NotPrincipal`:¶{`AWS`:`111122223333`}," + Rest) },
        { "AZ1105", PolicyKind.Identity, "{`Statement`:¶{" + Rest + "}}" }, // G14
        { "AZ1105", PolicyKind.Identity, "{`Statement`:¶{`Effect`:`Allow`,`Resource`:`*`}}" },
        { "AZ1105", PolicyKind.Identity, "{`Statement`:¶{`Effect`:`Allow`,`Action`:`*`}}" },
        { "AZ1105", PolicyKind.Resource, "{`Statement`:¶{`Effect`:`Allow`," + Rest + "}}" },
        { "AZ1105", PolicyKind.ServiceControl, "¶{`Statement`:{`Effect`:`Allow`," + Rest + "}}" }, // G11
        { "AZ1106", PolicyKind.Identity, Head("`Id`:¶`x`,") }, // G12
        { "AZ1106", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Principal`:¶`*`," + Rest) },
        { "AZ1106", PolicyKind.Trust, Statement("`Effect`:`Allow`,`Principal`:`*`,`Action`:`*`,`Resource`:¶`*`") },
        { "AZ1107", PolicyKind.Identity, Statement("`Sid`:¶`a b`,`Effect`:`Allow`," + Rest) }, // G13
        { "AZ1107", PolicyKind.Identity, Statement("`Sid`:¶1,`Effect`:`Allow`," + Rest) },
        { "AZ1107", PolicyKind.Identity,
            "{`Statement`:[{`Sid`:`a`,`Effect`:`Allow`," + Rest + "},\n{`Sid`:¶`a`,`Effect`:`Allow`," + Rest + "}]}" },
        { "AZ1108", PolicyKind.Identity, Statement("`Effect`:¶`allow`," + Rest) }, // G14
        { "AZ1108", PolicyKind.Identity, Statement("`Effect`:¶`deny`," + Rest) },
        { "AZ1108", PolicyKind.Identity, Statement("`Effect`:¶[`Allow`]," + Rest) },
        { "AZ1108", PolicyKind.ResourceControl, Statement("`Effect`:¶`Allow`,`Principal`:`*`," + Rest) },
        { "AZ1109", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Action`:¶[],`Resource`:`*`") }, // G15
        { "AZ1109", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Action`:`*`,`Resource`:¶[]") },
        { "AZ1109", PolicyKind.Resource, Statement("`Effect`:`Allow`,`Principal`:¶{}," + Rest) },
        { "AZ1109", PolicyKind.Resource, Statement("`Effect`:`Allow`,`Principal`:{`AWS`:¶[]}," + Rest) },
        { "AZ1109", PolicyKind.Identity, Reading.Conditional("¶{}") },
        { "AZ1109", PolicyKind.Identity, Reading.Conditional("{`StringEquals`:¶{}}") },
        { "AZ1109", PolicyKind.Identity, Reading.Conditional("{`StringEquals`:{`a:b`:¶[]}}") }, // D5
        { "AZ1110", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Action`:¶1,`Resource`:`*`") }, // G4
        { "AZ1110", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Action`:[`a:b`,¶true],`Resource`:`*`") },
        { "AZ1110", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:¶null") },
        { "AZ1110", PolicyKind.Resource, Head("`Id`:¶1,", "`Principal`:`*`,") },
        { "AZ1110", PolicyKind.Resource, Statement("`Effect`:`Allow`,`Principal`:{`AWS`:¶{}}," + Rest) },
        { "AZ1110", PolicyKind.Identity, Reading.Conditional("¶[]") },
        { "AZ1110", PolicyKind.Identity, Reading.Conditional("{`StringEquals`:¶`a`}") },
        { "AZ1110", PolicyKind.Identity, Reading.Conditional("{`StringEquals`:{`a:b`:[¶null]}}") },
        { "AZ1111", PolicyKind.Resource, Head("`Id`:`x¶\u0100`,", "`Principal`:`*`,") }, // G8
        { "AZ1120", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Action`:[`a:b`,\n¶`b`],`Resource`:`*`") },
        { "AZ1120", PolicyKind.ResourceControl, Statement("`Effect`:`Deny`,`Principal`:`*`,`Action`:¶`*`,`Resource`:`*`") },
        { "AZ1120", PolicyKind.ResourceControl, Statement("`Effect`:`Deny`,`Principal`:`*`,`Action`:¶`*:Get`,`Resource`:`*`") },
        { "AZ1121", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Action`:`*`,`Resource`:¶`bucket`") },
        { "AZ1121", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Action`:`*`,`Resource`:¶`arn:aws:s3:bucket`") }, // W9
        { "AZ1121", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Action`:`*`,`Resource`:¶`arn:aws:s3::${a:b}:x`") }, // V1
        { "AZ1121", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Action`:`*`,`Resource`:¶`arn:aws:s*:::x`") }, // W6
        { "AZ1122", PolicyKind.Resource, Statement("`Effect`:`Allow`,`Principal`:¶`111122223333`," + Rest) },
        { "AZ1122", PolicyKind.Resource, Statement("`Effect`:`Allow`,`Principal`:¶[`*`]," + Rest) },
        { "AZ1122", PolicyKind.Resource, Statement("`Effect`:`Allow`,`Principal`:{¶`Everyone`:`*`}," + Rest) }, // P13
        { "AZ1122", PolicyKind.Resource, Statement("`Effect`:`Allow`,`Principal`:{¶`aws`:`*`}," + Rest) },
        { "AZ1122", PolicyKind.ResourceControl, Statement("`Effect`:`Deny`,`Principal`:¶{`AWS`:`*`},`Action`:`a:b`,`Resource`:`*`") },
        { "AZ1123", PolicyKind.Resource, Statement("`Effect`:`Allow`,`NotPrincipal`:¶{`AWS`:`111122223333`}," + Rest) }, // P14
        { "AZ1123", PolicyKind.Resource, Statement("`Effect`:`Deny`,`NotPrincipal`:¶`*`," + Rest) },
        { "AZ1130", PolicyKind.Identity, Reading.Conditional("{¶`ForAnyValues:StringEquals`:{`a:b`:`c`}}") }, // D4
        { "AZ1130", PolicyKind.Identity, Reading.Conditional("{¶`ForAllValues:Null`:{`a:b`:`true`}}") }, // D8
        { "AZ1131", PolicyKind.Identity, Reading.Conditional("{`StringEquals`:{¶`b`:`c`}}") },
        { "AZ1132", PolicyKind.Identity, Reading.Conditional("{`StringEquals`:{`a:b`:`c`,\n¶`A:B`:`c`}}") }, // G6
        { "AZ1132", PolicyKind.Identity, Reading.Conditional("{`StringEquals`:{`aws:PrincipalTag/x`:`c`,¶`aws:PrincipalTag/X`:`c`}}") },
        { "AZ1133", PolicyKind.Identity, Reading.Conditional("{`NumericEquals`:{`a:b`:[1,¶`x`]}}") }, // section 4.6
        { "AZ1133", PolicyKind.Identity, Reading.Conditional("{`Bool`:{`a:b`:¶`${c:d}`}}") }, // D6
        { "AZ1133", PolicyKind.Identity, Reading.Conditional("{`StringEquals`:{`a:b`:¶`${}`}}") }, // V9
        { "AZ1134", PolicyKind.Identity, Reading.Conditional("{`Bool`:{`a:b`:¶[true,false]}}") },
        { "AZ1134", PolicyKind.Identity, Reading.Conditional("{`Null`:{`a:b`:¶[`true`,`true`]}}") },
        { "AZ1140", PolicyKind.Identity, "{`Statement`:¶[" + Repeat("1", PolicyBounds.Statements + 1) + "]}" },
        { "AZ1141", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Action`:¶[" + Repeat("`a:b`", PolicyBounds.Values + 1) + "],`Resource`:`*`") },
        { "AZ1141", PolicyKind.Identity, Reading.Conditional("{`StringEquals`:{`a:b`:¶[" + Repeat("`c`", PolicyBounds.Values + 1) + "]}}") },
        { "AZ1142", PolicyKind.Identity, Reading.Conditional("¶{`Null`:{" + Keys(PolicyBounds.Conditions + 1) + "}}") },
        { "AZ1143", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:¶`arn:aws:s3:::" + Long + "`") },
        { "AZ1143", PolicyKind.Identity, Statement("`Effect`:`Allow`,`Action`:`a:b`,`Resource`:[`*`,¶`arn:aws:s3:::" + Long + "`]") },
        { "AZ1143", PolicyKind.Identity, Reading.Conditional("{`StringEquals`:{`a:b`:¶`" + Long + "`}}") },
    };

    public static TheoryData<string, PolicyKind, string> Warnings { get; } = new()
    {
        { "AZ1200", PolicyKind.Resource, Statement("`Effect`:`Allow`,`Principal`:{`AWS`:¶`arn:aws:iam::111122223333:role/*`}," + Rest) },
        { "AZ1200", PolicyKind.Resource, Statement("`Effect`:`Allow`,`Principal`:{`AWS`:[\n¶`arn:aws:iam::*:root`]}," + Rest) }, // P11
        { "AZ1201", PolicyKind.ServiceControl, Statement("`Effect`:`Allow`,`Action`:¶`route53-recovery-*:*`,`Resource`:`*`") }, // D13
        { "AZ1202", PolicyKind.Identity, Reading.Conditional("{`StringEquals`:{¶`aws:TagKeys`:`x`}}") }, // D10
        { "AZ1202", PolicyKind.Identity, Reading.Conditional("{`StringNotLikeIfExists`:{¶`AWS:PRINCIPALORGPATHS`:`x`}}") },
    };

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_points_at_its_place_and_gives_no_document(string code, PolicyKind kind, string marked) =>
        AssertFinding(code, DiagnosticSeverity.Error, kind, marked);

    [Theory]
    [MemberData(nameof(Warnings))]
    public void A_warning_points_at_its_place_and_gives_a_document(string code, PolicyKind kind, string marked) =>
        AssertFinding(code, DiagnosticSeverity.Warning, kind, marked);

    [Fact]
    public void Every_rule_has_a_row()
    {
        string[] catalogue = [.. typeof(PolicyRules).GetFields().Select(f => ((DiagnosticRule)f.GetValue(null)!).Code)];
        Assert.Equal(catalogue.Order(StringComparer.Ordinal), PolicyRules.All.Select(rule => rule.Code));
        Assert.Equal(catalogue.Length, catalogue.Distinct().Count());
        Assert.Empty(catalogue.Except(Errors.Concat(Warnings).Select(row => row.Data.Item1)));
    }

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        Reading reading = Reading.Of(PolicyKind.Identity,
            "{`Version`:`x`,`Id`:`i`,`Foo`:1,`Statement`:[7,{`Sid`:`!`,`Effect`:`no`,`Principal`:`*`,`Action`:`b`,`Resource`:`r`,"
            + "`Condition`:{`Equals`:{},`Bool`:{`x`:1,`a:b`:[true,null]}}}]}");
        Assert.Null(reading.Document);
        Assert.Equal(
            "AZ1102 AZ1106 AZ1101 AZ1100 AZ1107 AZ1108 AZ1106 AZ1120 AZ1121 AZ1130 AZ1131 AZ1134 AZ1110", reading.Codes);
    }

    [Fact]
    public void As_much_as_is_bounded_is_read()
    {
        Assert.Empty(Reading.Of(PolicyKind.Identity, "{`Statement`:[" + Repeat("{`Effect`:`Allow`," + Rest + "}", PolicyBounds.Statements) + "]}").Findings);
        Assert.Empty(Reading.Of(PolicyKind.Identity, Reading.Conditional("{`Null`:{" + Keys(PolicyBounds.Conditions) + "}}")).Findings);
        var longest = "arn:aws:s3:::" + new string('x', PolicyBounds.ValueLength - 13);
        Assert.Empty(Reading.Of(PolicyKind.Identity,
            Statement("`Effect`:`Allow`,`Action`:[" + Repeat("`a:b`", PolicyBounds.Values) + "],`Resource`:`" + longest + "`")).Findings);
    }

    private static string Long => new('x', PolicyBounds.ValueLength + 1);

    private static string Repeat(string text, int count) => string.Join(',', Enumerable.Repeat(text, count));

    private static string Keys(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"`a:k{i}`:true"));

    private static void AssertFinding(string code, DiagnosticSeverity severity, PolicyKind kind, string marked)
    {
        var mark = marked.IndexOf('¶', StringComparison.Ordinal);
        var line = marked[..mark].Count(c => c == '\n') + 1;
        var column = mark - marked[..mark].LastIndexOf('\n');
        Reading reading = Reading.Of(kind, marked.Remove(mark, 1));
        Diagnostic finding = Assert.Single(reading.Findings);
        Assert.Equal((code, severity), (finding.Rule.Code, finding.Rule.Severity));
        Assert.Equal(new SourcePosition(line, column), finding.Position);
        Assert.Equal(severity == DiagnosticSeverity.Error, reading.Document is null);
        Assert.False(finding.Message.EndsWith('.') || char.IsUpper(finding.Message[0]), finding.Message);
    }

    private static string Statement(string statement) => Reading.Policy(statement);

    private static string Head(string head, string principal = "") =>
        $"{{`Version`:`2012-10-17`,{head}`Statement`:{{`Effect`:`Allow`,{principal}{Rest}}}}}";
}
