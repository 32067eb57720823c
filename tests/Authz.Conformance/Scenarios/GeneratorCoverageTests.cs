using System.Text.Json;

namespace Authz.Conformance.Scenarios;

/// <summary>What the random scenarios reach; a comparison is worth no more than that.</summary>
public sealed class GeneratorCoverageTests
{
    private const int Count = 20_000;

    private static readonly string[] Operators =
    [
        "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike",
        "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals",
        "DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals",
        "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike",
    ];

    private static readonly string[] Forms =
        ["{0}", "{0}IfExists", "ForAllValues:{0}", "ForAnyValue:{0}", "ForAllValues:{0}IfExists", "ForAnyValue:{0}IfExists"];

    // text of a scenario that shows the feature
    private static readonly (string Feature, string Text)[] Features =
    [
        ("Null", "\"Null\":{"),
        ("the new language", "\"Version\":\"2012-10-17\""),
        ("the old language", "\"Version\":\"2008-10-17\""),
        ("NotPrincipal", "\"NotPrincipal\":{"),
        ("NotAction", "\"NotAction\":"),
        ("NotResource", "\"NotResource\":"),
        ("everybody", "\"Principal\":\"*\""),
        ("a service-linked caller", "\"principalEntity\":\"arn:aws:iam::111122223333:role/aws-service-role/"),
        ("a caller that is service-linked by name only", "\"principalEntity\":\"arn:aws:iam::111122223333:role/AWSServiceRoleForX\""),
        ("a caller of the management account", "\"principalInManagementAccount\":true"),
        ("a resource of the management account", "\"resourceInManagementAccount\":true"),
        ("a key policy", "\"resourcePolicyKind\":\"key\""),
        ("a trust policy", "\"resourcePolicyKind\":\"trust\""),
        ("a root caller", "\"principal\":\"arn:aws:iam::111122223333:root\""),
        ("a foreign caller", "\"principal\":\"arn:aws:iam::444455556666:user/"),
        ("a caller of another partition", "\"principal\":\"arn:aws-cn:"),
        ("a federated user", "\"principal\":\"arn:aws:sts::111122223333:federated-user/fed1\",\"action\":"),
        ("a federated user with its user", "\"principalEntity\":\"arn:aws:iam::111122223333:user/ana\""),
        ("an anonymous caller", "\"principal\":\"*\""),
        ("a service", "\"principal\":\"cloudtrail.amazonaws.com\""),
        ("an identity provider", "\"principal\":\"arn:aws:iam::111122223333:saml-provider/corp\""),
        ("a session named as principal", "\"AWS\":\"arn:aws:sts::111122223333:assumed-role/app/s1\""),
        ("a unique id as principal", "\"AIDAEXAMPLE1234567890\""),
        ("a wildcard in a principal", "\"arn:aws:iam::111122223333:role/*\""),
        ("a resource account", "\"resourceAccount\":\"444455556666\""),
        ("a variable with a default", "${aws:ResourceTag/team, 'red'}"),
        ("the escapes", "${*}"),
        ("an escaped dollar sign", "${$}{aws:username}"),
        ("a multivalued key as variable", "${aws:TagKeys}"),
        ("letters beyond ASCII in a policy", ":docs/é/?\""),
        ("a surrogate pair in a policy", "\\uD83D\\uDE00"),
        ("characters that only requests hold", "東"),
        ("a long value", Request.Long),
        ("a pattern that is hard to match", "*a*a*a*a*a*a*a*a*a"),
        ("a value of the wrong type", "\"9abc\""),
        ("an empty set", ":[]"),
        ("an empty text", "\"x:label\":\"\""),
        ("an empty level", "\"serviceControlPolicies\":[[]"),
        ("a member that stands twice", "\"Effect\":\"Deny\",\"Effect\":"),
    ];

    [Fact]
    public void Every_operator_in_every_form_and_every_feature_is_drawn()
    {
        var wanted = Operators.SelectMany(one => Forms.Select(form => string.Format(null, form, one)))
            .Select(name => (Feature: name, Text: $"\"{name}\":{{")).Concat(Features).ToList();
        for (var seed = 1UL; seed <= Count && wanted.Count > 0; seed++)
        {
            var scenario = ScenarioGenerator.FromSeed(seed);
            wanted.RemoveAll(one => scenario.Contains(one.Text, StringComparison.Ordinal));
        }

        Assert.Empty(wanted.Select(one => one.Feature));
    }

    [Theory]
    [InlineData("serviceControlPolicies", 7)]
    [InlineData("resourceControlPolicies", 7)]
    public void Organizations_are_drawn_as_deep_as_they_can_be(string field, int levels)
    {
        var deepest = Enumerable.Range(1, 1_000).Select(seed => ScenarioGenerator.FromSeed((ulong)seed)).Max(scenario => Levels(scenario, field));

        Assert.Equal(levels, deepest);
    }

    private static int Levels(string scenario, string field)
    {
        using var json = JsonDocument.Parse(scenario);
        return json.RootElement.TryGetProperty(field, out var list) ? list.GetArrayLength() : 0;
    }
}
