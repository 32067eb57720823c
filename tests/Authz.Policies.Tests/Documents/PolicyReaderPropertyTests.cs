using System.Text;
using System.Text.Json.Nodes;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using CsCheck;
using JsonNode = System.Text.Json.Nodes.JsonNode;

namespace Authz.Policies.Tests.Documents;

public sealed class PolicyReaderPropertyTests
{
    private const string Valid = """
        {
          "Version": "2012-10-17", "Id": "x",
          "Statement": [
            {
              "Sid": "A", "Effect": "Allow", "Principal": { "AWS": ["111122223333", "arn:aws:iam::111122223333:role/r"], "Service": "a.b" },
              "Action": ["a:b", "c:*"], "Resource": ["arn:aws:s3:::${aws:username}/*", "*"],
              "Condition": {
                "StringLike": { "a:b": ["x*", "${a:b, 'c'}"] }, "NumericLessThan": { "a:b": 10 }, "Bool": { "a:b": true },
                "DateLessThan": { "a:b": "2026-01-01" }, "IpAddress": { "a:b": ["10.0.0.0/8", "::/0"] }, "Null": { "a:b": "true" },
                "BinaryEquals": { "a:b": "QQ==" }, "ForAnyValue:ArnLike": { "a:b": "arn:aws:iam::*:role/x" }
              }
            },
            { "Effect": "Deny", "NotPrincipal": { "AWS": "111122223333" }, "NotAction": "a:b", "NotResource": "arn:aws:s3:::x" }
          ]
        }
        """;

    private static readonly string[] Others =
        ["null", "true", "0", "-1.5e9", "\"\"", "\"*\"", "\"${\"", "[]", "{}", "[[]]", "[null]", "[{}]", "{\"a\":null}", "[\"\"]"];

    private static readonly string[] Tokens =
    [
        "{", "}", "[", "]", ",", ":", "\"Statement\"", "\"Version\"", "\"Effect\"", "\"Allow\"", "\"Action\"", "\"*\"", "1",
        "null", "\"2012-10-17\"", "\"Condition\"", "\"StringLike\"", "\"a:b\"", "\"\\ud800\"", "\"${\"",
    ];

    [Fact]
    public void The_valid_policy_is_valid() => AssertSane(PolicyKind.Resource, Valid, expectDocument: true);

    [Fact]
    public void A_value_of_another_type_never_throws()
    {
        var places = Places(JsonNode.Parse(Valid)!).Count();
        Assert.True(places > 40);
        for (var place = 0; place < places; place++)
        {
            foreach (var other in Others)
            {
                JsonNode root = JsonNode.Parse(Valid)!;
                JsonNode target = Places(root).ElementAt(place);
                if (target.Parent is null) root = JsonNode.Parse(other) ?? JsonValue.Create(0);
                else target.ReplaceWith(JsonNode.Parse(other));
                foreach (PolicyKind kind in Enum.GetValues<PolicyKind>()) AssertSane(kind, root.ToJsonString());
            }
        }
    }

    [Fact]
    public void Arbitrary_bytes_never_throw() => Gen.Byte.Array[0, 200].Sample(AssertSane, iter: 2_000);

    [Fact]
    public void A_damaged_policy_never_throws() =>
        Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Int[0, 12], Gen.Byte.Array[0, 12]).Sample(
            (at, remove, insert) => AssertSane([.. Bytes[..at], .. insert, .. Bytes[Math.Min(Bytes.Length, at + remove)..]]), iter: 3_000);

    [Fact]
    public void Text_made_of_tokens_never_throws() =>
        Gen.Int[0, Tokens.Length - 1].Select(i => Tokens[i]).Array[0, 40]
            .Sample(tokens => AssertSane(Encoding.UTF8.GetBytes(string.Concat(tokens))), iter: 3_000);

    private static byte[] Bytes { get; } = Encoding.UTF8.GetBytes(Valid);

    private static void AssertSane(byte[] text)
    {
        foreach (JsonDialect dialect in Enum.GetValues<JsonDialect>())
        {
            Reading reading = Reading.Of(PolicyKind.Resource, text, dialect);
            Assert.Equal(reading.List.HasErrors, reading.Document is null);
            Assert.All(reading.Findings, f => Assert.True(f.Position is { Line: > 0, Column: > 0 }));
        }
    }

    private static void AssertSane(PolicyKind kind, string text, bool expectDocument = false)
    {
        Reading reading = Reading.Of(kind, Encoding.UTF8.GetBytes(text));
        Assert.Equal(reading.List.HasErrors, reading.Document is null);
        if (expectDocument) Assert.NotNull(reading.Document);
    }

    private static IEnumerable<JsonNode> Places(JsonNode node)
    {
        yield return node;
        IEnumerable<JsonNode?> children = node switch
        {
            JsonObject members => members.Select(m => m.Value),
            JsonArray items => items,
            _ => [],
        };
        foreach (JsonNode place in children.OfType<JsonNode>().SelectMany(Places)) yield return place;
    }
}
