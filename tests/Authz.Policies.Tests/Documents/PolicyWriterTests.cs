using System.Text;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using CsCheck;

namespace Authz.Policies.Tests.Documents;

public sealed class PolicyWriterTests
{
    [Theory]
    [InlineData(PolicyKind.Identity,
        "{`Statement`:{`Resource`:[`*`],`Action`:`S3:Get*`,`Effect`:`Allow`,`Sid`:``}}",
        "{`Version`:`2008-10-17`,`Statement`:[{`Effect`:`Allow`,`Action`:`s3:get*`,`Resource`:`*`}]}")]
    [InlineData(PolicyKind.Resource,
        "{`Id`:`x`,`Version`:`2012-10-17`,`Statement`:[{`Sid`:`a b`,`Effect`:`Deny`,`Principal`:{`AWS`:`*`},`NotAction`:[`a:b`,`c:*`]}]}",
        "{`Version`:`2012-10-17`,`Statement`:[{`Sid`:`a b`,`Effect`:`Deny`,`Principal`:`*`,`NotAction`:[`a:b`,`c:*`]}]}")]
    [InlineData(PolicyKind.Trust,
        "{`Statement`:{`Effect`:`Allow`,`Action`:`sts:AssumeRole`,`Principal`:{`Service`:[`a.b`,`c.d`],`AWS`:[`111122223333`,`arn:aws-cn:iam::111122223333:root`,`*`]}}}",
        "{`Version`:`2008-10-17`,`Statement`:[{`Effect`:`Allow`,`Principal`:{`Service`:[`a.b`,`c.d`],`AWS`:[`111122223333`,`arn:aws-cn:iam::111122223333:root`,`*`]},`Action`:`sts:assumerole`}]}")]
    public void A_policy_is_written_in_one_way(PolicyKind kind, string text, string expected) =>
        Assert.Equal(expected.Replace('`', '"'), Write(Reading.Of(kind, text).Document!));

    [Theory]
    [InlineData("{`NumericEquals`:{`a:b`:[10.50,`+010`,`-0.0`,`.5`]}}", "{`NumericEquals`:{`a:b`:[`10.5`,`10`,`0`,`0.5`]}}")]
    [InlineData("{`DateEquals`:{`a:b`:[`2026`,`2026-01-31T12:00+01:30`,`1769860800`,`2026-01-01T00:00:00.120Z`,`-99999999999999`]}}",
        "{`DateEquals`:{`a:b`:[`2026-01-01T00:00:00Z`,`2026-01-31T10:30:00Z`,`2026-01-31T12:00:00Z`,`2026-01-01T00:00:00.12Z`,`-99999999999999`]}}")]
    [InlineData("{`DateEquals`:{`a:b`:[`0001-01-01T00:00:00.5+23:59`,`9999-12-31T23:59:59.5-10:00`]}}",
        "{`DateEquals`:{`a:b`:[`0001-01-01T00:00:00.5+23:59`,`9999-12-31T10:00:59.5-23:59`]}}")]
    [InlineData("{`IpAddress`:{`a:b`:[`10.1.2.3/8`,`10.0.0.1/32`,`2001:DB8:0:0:0:0:0:1/64`,`::ffff:10.0.0.1/104`,`::ffff:0.0.0.0/90`,`0.0.0.0/0`]}}",
        "{`IpAddress`:{`a:b`:[`10.0.0.0/8`,`10.0.0.1`,`2001:db8::/64`,`10.0.0.0/8`,`::ffc0:0:0/90`,`0.0.0.0/0`]}}")]
    [InlineData("{`Bool`:{`a:b`:[`TRUE`]},`Null`:{`a:b`:false},`BinaryEquals`:{`a:b`:`QR==`}}", "{`Bool`:{`a:b`:`true`},`Null`:{`a:b`:`false`},`BinaryEquals`:{`a:b`:`QQ==`}}")]
    [InlineData("{`ForAnyValue:StringLikeIfExists`:{`a:B`:[`${a:b, 'c'}`,7,true],`a:c`:``}}",
        "{`ForAnyValue:StringLikeIfExists`:{`a:B`:[`${a:b, 'c'}`,`7`,`true`],`a:c`:``}}")]
    [InlineData("{`StringEquals`:{`a:b`:`\\u20ac\\ud83d\\ude00 \\u0001\\n\\u0022\\\\ \\u00e9<>&'+`}}", "{`StringEquals`:{`a:b`:`\\u20ac\\ud83d\\ude00 \\u0001\\u000a\\\"\\\\ é<>&'+`}}")]
    public void Condition_values_are_written_in_one_way(string condition, string expected)
    {
        PolicyDocument? document = Reading.Of(PolicyKind.Identity, Reading.Conditional(condition)).Document;
        Assert.Equal(
            $"{{`Version`:`2012-10-17`,`Statement`:[{{`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{expected}}}]}}".Replace('`', '"'),
            Write(document!));
        AssertSame(document!);
    }

    [Fact]
    public void What_is_written_reads_as_the_same_document_and_is_written_again_as_the_same_bytes() =>
        PolicyDraw.Policies.Sample((kind, text) =>
        {
            Reading reading = Reading.Of(kind, text);
            Assert.True(reading.Document is not null, $"{kind} {text}\n{string.Join('\n', reading.Findings)}");
            AssertSame(reading.Document);
        }, iter: 6_000);

    [Fact]
    public void Every_policy_of_the_corpus_that_is_read_is_written_and_read_as_the_same()
    {
        var count = 0;
        foreach (var file in Directory.GetFiles(Path.Join(AppContext.BaseDirectory, "corpus"), "*.jsonl"))
        {
            foreach (var line in File.ReadAllLines(file))
            {
                var source = SourceText.FromString("line", line);
                if (JsonTree.Read(source, JsonDialect.Strict, new DiagnosticList()) is not { } scenario) continue;
                foreach (JsonNode policy in scenario.Members.SelectMany(m => Policies(m.Value)))
                {
                    foreach (PolicyKind kind in Enum.GetValues<PolicyKind>())
                    {
                        if (PolicyReader.Read(policy, source, kind, new DiagnosticList()) is not { } document) continue;
                        AssertSame(document);
                        count++;
                    }
                }
            }
        }

        Assert.InRange(count, 300, int.MaxValue);
    }

    private static IEnumerable<JsonNode> Policies(JsonNode node) => node switch
    {
        { Kind: JsonKind.Array } => node.Items.SelectMany(Policies),
        _ when node.Find("Statement") is not null => [node],
        _ => [],
    };

    private static string Write(PolicyDocument document) => Encoding.UTF8.GetString(PolicyWriter.Write(document));

    private static void AssertSame(PolicyDocument document)
    {
        var written = PolicyWriter.Write(document);
        Reading again = Reading.Of(document.Kind, written);
        Assert.False(again.List.HasErrors, $"{Encoding.UTF8.GetString(written)}\n{string.Join('\n', again.Findings)}");
        Assert.Equal(Structure.Of(document), Structure.Of(again.Document!));
        Assert.Equal(written, PolicyWriter.Write(again.Document!));
    }
}
