using System.Text;
using System.Text.Json.Nodes;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using CsCheck;
using JsonNode = System.Text.Json.Nodes.JsonNode;
using PositionedNode = Authz.Policies.Json.JsonNode;

namespace Authz.Cli.Tests.Schemas;

/// <summary>The schemas of policies against the reader, which is the authority: what it accepts, they accept.</summary>
public sealed class PolicySchemaTests
{
    private const string Full = """
        {
          "Version": "2012-10-17", "Id": "x",
          "Statement": [
            {
              "Sid": "A", "Effect": "Allow", "Principal": { "AWS": ["111122223333", "arn:aws:iam::111122223333:role/r"], "Service": "a.b" },
              "Action": ["a:b", "c:*"], "Resource": ["arn:aws:s3:::${aws:username}/*", "*"],
              "Condition": {
                "StringLike": { "a:b": ["x*", "${a:b, 'c'}"] }, "NumericLessThan": { "a:b": 10 }, "Bool": { "a:b": true },
                "DateLessThan": { "a:b": "2026-01-01" }, "IpAddress": { "a:b": ["10.0.0.0/8", "::/0"] }, "Null": { "a:b": "true" },
                "BinaryEquals": { "a:b": "QQ==" }, "ForAnyValue:ArnLikeIfExists": { "a:b": "arn:aws:iam::*:role/x" }
              }
            },
            { "Effect": "Deny", "NotPrincipal": { "AWS": "111122223333" }, "NotAction": "a:b", "NotResource": "arn:aws:s3:::x" }
          ]
        }
        """;

    private static readonly string[] Others =
    [
        "null", "true", "0", "-1.5e9", "2026", "\"\"", "\"*\"", "\"**\"", "\"${\"", "\"true\"", "\"12\"", "[]", "{}", "[[]]", "[null]", "[{}]", "[\"*\"]",
        "[true]", "[\"a:b\", \"a:b\"]", "{\"a\":null}", "{\"AWS\":\"*\"}", "{\"AWS\":[]}", "{\"a:b\":\"\"}", "\"2008-10-17\"", "\"arn:aws:s3:::x\"", "\"Deny\"",
    ];

    /// <summary>Every scenario of the conformance corpus.</summary>
    public static IReadOnlyList<string> Corpus { get; } =
    [
        .. Directory.GetFiles(Path.Join(AppContext.BaseDirectory, "corpus"), "*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(File.ReadAllLines).Where(line => line.Length > 0),
    ];

    [Fact]
    public void The_corpus_has_policies_of_both_sorts()
    {
        (PolicyKind Kind, string Text)[] all = [.. Corpus.SelectMany(Policies)];
        Assert.InRange(all.Count(p => Read(p.Kind, p.Text)), 150, int.MaxValue);
        Assert.InRange(all.Count(p => !Read(p.Kind, p.Text)), 12, int.MaxValue);
    }

    [Fact]
    public void Policies_of_the_corpus_that_the_reader_accepts_are_accepted()
    {
        foreach ((PolicyKind kind, var text) in Corpus.SelectMany(Policies)) AssertNoFalseAlarm(kind, text);
    }

    [Fact]
    public void Most_refused_policies_of_the_corpus_are_refused_by_the_schema()
    {
        (PolicyKind Kind, string Text)[] refused = [.. Corpus.SelectMany(Policies).Where(p => !Read(p.Kind, p.Text))];
        var seen = refused.Count(p => !SchemaSet.Accepts(SchemaSet.OfKind[p.Kind], p.Text));
        Assert.True(seen * 100 >= refused.Length * 85, $"{seen} of {refused.Length}:\n"
            + string.Join('\n', refused.Where(p => SchemaSet.Accepts(SchemaSet.OfKind[p.Kind], p.Text)).Select(p => $"{p.Kind} {p.Text}")));
    }

    [Fact]
    public void Damaged_policies_cause_no_false_alarm()
    {
        var accepted = 0;
        foreach (var version in new[] { "2012-10-17", "2008-10-17" })
        {
            var text = Full.Replace("2012-10-17", version, StringComparison.Ordinal);
            var places = Places(JsonNode.Parse(text)!).Count();
            for (var place = 0; place < places; place++)
            {
                foreach (var other in Others) accepted += CountAccepted(Damage(text, place, other));
            }
        }

        Assert.True(accepted > 300, $"{accepted}");
    }

    [Fact]
    public void A_statement_less_each_element_causes_no_false_alarm()
    {
        JsonObject whole = JsonNode.Parse(Full)!["Statement"]![0]!.AsObject();
        string[] names = [.. whole.Select(m => m.Key), "NotPrincipal", "NotAction", "NotResource"];
        var accepted = 0;
        for (var set = 0; set < 1 << names.Length; set++)
        {
            var statement = new JsonObject();
            foreach ((var i, var name) in names.Index().Where(n => (set & (1 << n.Index)) != 0))
                statement[name] = name switch { "NotPrincipal" => Parse("""{"AWS":"111122223333"}"""), "NotAction" => "a:b", "NotResource" => "*", _ => whole[name]!.DeepClone() };
            foreach (var effect in new[] { "Allow", "Deny" })
            {
                if (statement.ContainsKey("Effect")) statement["Effect"] = effect;
                accepted += CountAccepted(new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statement.DeepClone() }.ToJsonString());
            }
        }

        Assert.True(accepted > 200, $"{accepted}");
    }

    [Theory]
    [InlineData("a:/${}, '*? ", "Resource", true)]
    [InlineData("arn:aws:s3:::*?${b}", "Resource", true)]
    [InlineData("ab:*?./-_ é", "Action", true)]
    [InlineData("ab:/*$ {}\u0001", "Key", true)]
    [InlineData("0123456789-:.TZ+", "DateEquals", false)]
    [InlineData("0123.+-e ", "NumericEquals", true)]
    [InlineData("0129.:/afF", "IpAddress", true)]
    [InlineData("tTrRuUeEfFaAlLsSſ", "Bool", true)]
    [InlineData("AQ=+/ ", "BinaryEquals", true)]
    [InlineData("arn:*${}, 'b", "ArnLike", true)]
    [InlineData("a:${}, '*?$", "StringLike", true)]
    public void Random_texts_cause_no_false_alarm(string alphabet, string element, bool isExact)
    {
        Gen<string> character = Gen.Int[0, alphabet.Length - 1].Select(i => alphabet[i].ToString());
        Gen<string> piece = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]);
        Gen.Select(Gen.OneOf(character, character, character, piece).Array[0, 9].Select(string.Concat), Gen.Bool).Sample(
            (value, isNew) =>
            {
                var text = With(element, value, isNew ? "2012-10-17" : "2008-10-17");
                var isRead = AssertNoFalseAlarm(PolicyKind.Identity, text);
                if (isExact) Assert.True(isRead || !SchemaSet.Accepts("identity-policy", text), $"the schema accepts what the reader refuses: {text}");
            }, iter: 6_000);
    }

    [Fact]
    public void Random_principals_cause_no_false_alarm()
    {
        string[] parts = ["arn:", "aws:", "iam:", "sts:", ":", "111122223333", "*", "?", "root", "user/", "role/", "assumed-role/", "federated-user/",
            "oidc-provider/", "saml-provider/", "x", "x/y", "AIDA", "AROA", "EXAMPLE12345678", ".", "${", "eu-west-1", "www.amazon.com"];
        Gen.Select(Gen.Int[0, parts.Length - 1].Select(i => parts[i]).Array[0, 8].Select(string.Concat), Gen.Int[0, 3].Select(i => Types[i]))
            .Sample((text, type) =>
            {
                foreach (PolicyKind kind in new[] { PolicyKind.Resource, PolicyKind.Trust, PolicyKind.Key })
                {
                    foreach (var element in new[] { "Principal", "NotPrincipal" })
                    {
                        AssertNoFalseAlarm(kind, new JsonObject
                        {
                            ["Statement"] = new JsonObject { ["Effect"] = "Deny", ["Action"] = "a:b", [element] = new JsonObject { [type] = text } },
                        }.ToJsonString());
                    }
                }
            }, iter: 4_000);
    }

    private static readonly string[] Types = ["AWS", "Service", "Federated", "CanonicalUser"];

    private static readonly string[] Pieces =
    [
        "arn:aws:s3:::", "${aws:username}", "${a:b, 'x'}", "${*}", "2026-01-31", "T23:59", ":59.5", "+01:00", "10.0.0.1", "/24", "2001:db8::", "ffff:", "1234567890", "a:b/",
    ];

    private static string With(string element, string text, string version)
    {
        var statement = new JsonObject { ["Effect"] = "Deny", ["Action"] = "a:b", ["Resource"] = "*" };
        if (element is "Action" or "Resource") statement[element] = text;
        else if (element == "Key") statement["Condition"] = new JsonObject { ["StringEquals"] = new JsonObject { [text] = "x" } };
        else statement["Condition"] = new JsonObject { [element] = new JsonObject { ["a:b"] = text } };
        return new JsonObject { ["Version"] = version, ["Statement"] = statement }.ToJsonString();
    }

    /// <summary>Checks a text as a policy of every kind; for how many of them the reader accepts it.</summary>
    private static int CountAccepted(string text) => SchemaSet.OfKind.Keys.Count(kind => AssertNoFalseAlarm(kind, text));

    private static bool AssertNoFalseAlarm(PolicyKind kind, string text)
    {
        var isRead = Read(kind, text);
        if (!isRead) return false;
        foreach (var schema in new[] { SchemaSet.OfKind[kind], "policy" })
            Assert.True(SchemaSet.Accepts(schema, text), $"{schema} refuses what the reader accepts: {text}\n{SchemaSet.Complaints(schema, text)}");
        return true;
    }

    private static bool Read(PolicyKind kind, string text)
    {
        var findings = new DiagnosticList();
        return PolicyReader.Read(SourceText.FromString("p", text), kind, JsonDialect.Strict, findings) is not null;
    }

    private static IEnumerable<(PolicyKind Kind, string Text)> Policies(string line)
    {
        var source = SourceText.FromString("line", line);
        if (JsonTree.Read(source, JsonDialect.Strict, new DiagnosticList()) is not { } scenario) return [];
        PolicyKind ofResource = scenario.Find("resourcePolicyKind")?.Text switch { "trust" => PolicyKind.Trust, "key" => PolicyKind.Key, _ => PolicyKind.Resource };
        return new (string Field, PolicyKind Kind)[]
        {
            ("identityPolicies", PolicyKind.Identity), ("permissionsBoundary", PolicyKind.Boundary), ("sessionPolicies", PolicyKind.Session),
            ("serviceControlPolicies", PolicyKind.ServiceControl), ("resourceControlPolicies", PolicyKind.ResourceControl), ("resourcePolicy", ofResource),
        }.SelectMany(f => Flat(scenario.Find(f.Field)).Select(p => (f.Kind, Encoding.UTF8.GetString(source.Utf8.Span[p.Offset..p.End]))));
    }

    private static IEnumerable<PositionedNode> Flat(PositionedNode? node) => node switch
    {
        null => [],
        { Kind: JsonKind.Array } => node.Items.SelectMany(Flat),
        _ => [node],
    };

    private static string Damage(string text, int place, string other)
    {
        JsonNode root = JsonNode.Parse(text)!;
        JsonNode target = Places(root).ElementAt(place);
        if (target.Parent is null) return other;
        target.ReplaceWith(JsonNode.Parse(other));
        return root.ToJsonString();
    }

    private static JsonNode Parse(string text) => JsonNode.Parse(text)!;

    private static IEnumerable<JsonNode> Places(JsonNode node)
    {
        yield return node;
        IEnumerable<JsonNode?> children = node switch { JsonObject members => members.Select(m => m.Value), JsonArray items => items, _ => [] };
        foreach (JsonNode place in children.OfType<JsonNode>().SelectMany(Places)) yield return place;
    }
}
