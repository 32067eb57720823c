using System.Text.Json;
using Authz.Policies.Conditions;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;

namespace Authz.Cli.Tests.Schemas;

/// <summary>Faults of policies that an editor shows while they are written. In the texts a backtick stands for a double quote.</summary>
public sealed class PolicyFaultTests
{
    private const string Allow = "`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`*`";

    [Theory]
    [InlineData(PolicyKind.Identity, "{}")]
    [InlineData(PolicyKind.Identity, "[]")]
    [InlineData(PolicyKind.Identity, "{`Version`:`2012-10-17`,`Statement`:[]}")]
    [InlineData(PolicyKind.Identity, "{`Version`:`2012-10-18`,`Statement`:{" + Allow + "}}")]
    [InlineData(PolicyKind.Identity, "{`Id`:`x`,`Statement`:{" + Allow + "}}")]
    [InlineData(PolicyKind.Identity, "{`version`:`2012-10-17`,`Statement`:{" + Allow + "}}")]
    [InlineData(PolicyKind.Identity, "{`$schema`:`x`,`Statement`:{" + Allow + "}}")]
    [InlineData(PolicyKind.Identity, "{`Statement`:[{" + Allow + "},null]}")]
    [InlineData(PolicyKind.ServiceControl, "{`Statement`:{" + Allow + "}}")]
    [InlineData(PolicyKind.ServiceControl, "{`Version`:`2008-10-17`,`Statement`:{" + Allow + "}}")]
    public void Of_the_document(PolicyKind kind, string text) => AssertRefused(kind, text);

    [Theory]
    [InlineData(PolicyKind.Identity, "`Effect`:`allow`,`Action`:`a:b`,`Resource`:`*`")]
    [InlineData(PolicyKind.Identity, "`Action`:`a:b`,`Resource`:`*`")]
    [InlineData(PolicyKind.Identity, "`Effect`:`Allow`,`Resource`:`*`")]
    [InlineData(PolicyKind.Identity, "`Effect`:`Allow`,`Action`:`a:b`")]
    [InlineData(PolicyKind.Identity, Allow + ",`NotAction`:`a:c`")]
    [InlineData(PolicyKind.Identity, Allow + ",`NotResource`:`*`")]
    [InlineData(PolicyKind.Identity, Allow + ",`Principal`:`*`")]
    [InlineData(PolicyKind.Identity, Allow + ",`Conditions`:{}")]
    [InlineData(PolicyKind.Identity, Allow + ",`Sid`:`a b`")]
    [InlineData(PolicyKind.Identity, Allow + ",`Sid`:7")]
    [InlineData(PolicyKind.Identity, "`Effect`:`Allow`,`Action`:[],`Resource`:`*`")]
    [InlineData(PolicyKind.Identity, "`Effect`:`Allow`,`Action`:[[`a:b`]],`Resource`:`*`")]
    [InlineData(PolicyKind.Identity, "`Effect`:`Allow`,`Action`:`GetObject`,`Resource`:`*`")]
    [InlineData(PolicyKind.Identity, "`Effect`:`Allow`,`Action`:`s3:Get Object`,`Resource`:`*`")]
    [InlineData(PolicyKind.Identity, "`Effect`:`Allow`,`Action`:`a:b`,`Resource`:[]")]
    [InlineData(PolicyKind.Identity, "`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`bucket/*`")]
    [InlineData(PolicyKind.Identity, "`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws:s3:bucket`")]
    [InlineData(PolicyKind.Identity, "`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws:s3:::${aws:username`")]
    [InlineData(PolicyKind.Identity, "`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws:s3:${a:b}::x`")]
    [InlineData(PolicyKind.Identity, "`Effect`:`Allow`,`Action`:`a:b`,`Resource`:`arn:aws:s3:::${username}`")]
    [InlineData(PolicyKind.Resource, "`Effect`:`Allow`,`Action`:`a:b`")]
    [InlineData(PolicyKind.Resource, "`Effect`:`Allow`,`Action`:`a:b`,`Principal`:`ana`")]
    [InlineData(PolicyKind.Resource, "`Effect`:`Allow`,`Action`:`a:b`,`Principal`:{}")]
    [InlineData(PolicyKind.Resource, "`Effect`:`Allow`,`Action`:`a:b`,`Principal`:{`Aws`:`*`}")]
    [InlineData(PolicyKind.Resource, "`Effect`:`Allow`,`Action`:`a:b`,`Principal`:{`AWS`:[]}")]
    [InlineData(PolicyKind.Resource, "`Effect`:`Allow`,`Action`:`a:b`,`Principal`:{`AWS`:`11112222333`}")]
    [InlineData(PolicyKind.Resource, "`Effect`:`Allow`,`Action`:`a:b`,`Principal`:{`AWS`:`arn:aws:iam::111122223333:group/g`}")]
    [InlineData(PolicyKind.Resource, "`Effect`:`Allow`,`Action`:`a:b`,`Principal`:{`Service`:`*`}")]
    [InlineData(PolicyKind.Resource, "`Effect`:`Allow`,`Action`:`a:b`,`Principal`:{`Federated`:`accounts.google.com`}")]
    [InlineData(PolicyKind.Resource, "`Effect`:`Allow`,`Action`:`a:b`,`NotPrincipal`:{`AWS`:`111122223333`}")]
    [InlineData(PolicyKind.Resource, "`Effect`:`Deny`,`Action`:`a:b`,`NotPrincipal`:`*`")]
    [InlineData(PolicyKind.Resource, "`Effect`:`Deny`,`Action`:`a:b`,`NotPrincipal`:{`AWS`:`*`}")]
    [InlineData(PolicyKind.Resource, "`Effect`:`Deny`,`Action`:`a:b`,`Principal`:`*`,`NotPrincipal`:{`AWS`:`111122223333`}")]
    [InlineData(PolicyKind.Key, "`Effect`:`Allow`,`Action`:`a:b`,`Principal`:{`CanonicalUser`:`abc`}")]
    [InlineData(PolicyKind.Trust, "`Effect`:`Allow`,`Action`:`sts:AssumeRole`,`Principal`:`*`,`Resource`:`*`")]
    [InlineData(PolicyKind.Trust, "`Effect`:`Deny`,`Action`:`sts:AssumeRole`,`NotPrincipal`:{`AWS`:`111122223333`}")]
    [InlineData(PolicyKind.Trust, "`Effect`:`Allow`,`Action`:`sts:AssumeRoleWithSAML`,`Principal`:{`Federated`:`arn:aws:iam::111122223333:role/r`}")]
    [InlineData(PolicyKind.ResourceControl, "`Effect`:`Allow`,`Principal`:`*`,`Action`:`s3:*`,`Resource`:`*`")]
    [InlineData(PolicyKind.ResourceControl, "`Effect`:`Deny`,`Principal`:{`AWS`:`*`},`Action`:`s3:*`,`Resource`:`*`")]
    [InlineData(PolicyKind.ResourceControl, "`Effect`:`Deny`,`Principal`:`*`,`Action`:`*`,`Resource`:`*`")]
    [InlineData(PolicyKind.ResourceControl, "`Effect`:`Deny`,`Principal`:`*`,`Action`:[`s3:*`,`*:Get`],`Resource`:`*`")]
    [InlineData(PolicyKind.ResourceControl, "`Effect`:`Deny`,`Principal`:`*`,`NotAction`:`s3:*`,`Resource`:`*`")]
    [InlineData(PolicyKind.ResourceControl, "`Effect`:`Deny`,`Principal`:`*`,`Action`:`s3:*`")]
    public void Of_a_statement(PolicyKind kind, string statement) => AssertRefused(kind, $"{{`Version`:`2012-10-17`,`Statement`:{{{statement}}}}}");

    [Theory]
    [InlineData("{}")]
    [InlineData("{`StringEquals`:{}}")]
    [InlineData("{`StringEquals`:{`a:b`:[]}}")]
    [InlineData("{`StringEquals`:{`a:b`:null}}")]
    [InlineData("{`StringEquals`:{`a:b`:{}}}")]
    [InlineData("{`StringEquals`:{`ab`:`x`}}")]
    [InlineData("{`StringEquals`:{`a:b*`:`x`}}")]
    [InlineData("{`stringEquals`:{`a:b`:`x`}}")]
    [InlineData("{`StringLikeIgnoreCase`:{`a:b`:`x`}}")]
    [InlineData("{`ForAnyValues:StringLike`:{`a:b`:`x`}}")]
    [InlineData("{`NullIfExists`:{`a:b`:`true`}}")]
    [InlineData("{`ForAllValues:Null`:{`a:b`:`true`}}")]
    [InlineData("{`Bool`:{`a:b`:`yes`}}")]
    [InlineData("{`Bool`:{`a:b`:[true,false]}}")]
    [InlineData("{`Null`:{`a:b`:[`true`,`true`]}}")]
    [InlineData("{`NumericEquals`:{`a:b`:`ten`}}")]
    [InlineData("{`NumericEquals`:{`a:b`:`1,000`}}")]
    [InlineData("{`NumericEquals`:{`a:b`:true}}")]
    [InlineData("{`NumericEquals`:{`a:b`:`12345678901234567890123456789`}}")]
    [InlineData("{`DateLessThan`:{`a:b`:`01/31/2026`}}")]
    [InlineData("{`DateLessThan`:{`a:b`:`2026-01-31 12:00`}}")]
    [InlineData("{`DateLessThan`:{`a:b`:`2026-13-01`}}")]
    [InlineData("{`DateLessThan`:{`a:b`:1.5}}")]
    [InlineData("{`IpAddress`:{`a:b`:`10.0.0`}}")]
    [InlineData("{`IpAddress`:{`a:b`:`10.0.0.256`}}")]
    [InlineData("{`IpAddress`:{`a:b`:`10.0.0.0/33`}}")]
    [InlineData("{`IpAddress`:{`a:b`:`2001:db8::1::2`}}")]
    [InlineData("{`BinaryEquals`:{`a:b`:`QQ=`}}")]
    [InlineData("{`ArnLike`:{`a:b`:`arn:aws:iam`}}")]
    [InlineData("{`ArnLike`:{`a:b`:7}}")]
    [InlineData("{`StringLike`:{`a:b`:`${}`}}")]
    [InlineData("{`StringLike`:{`a:b`:`${a:b,'x'}`}}")]
    public void Of_a_condition(string condition) =>
        AssertRefused(PolicyKind.Identity, $"{{`Version`:`2012-10-17`,`Statement`:{{{Allow},`Condition`:{condition}}}}}");

    [Fact]
    public void Every_operator_in_every_form_is_offered_and_no_other()
    {
        IEnumerable<string> known = ConditionOperator.All.Keys.SelectMany(static name => new[] { "", "ForAllValues:", "ForAnyValue:" }
            .SelectMany(prefix => new[] { $"{prefix}{name}", $"{prefix}{name}IfExists" })).Where(static use => OperatorUse.TryParse(use, out _));
        JsonElement condition = SchemaSet.Json("policy").GetProperty("$defs").GetProperty("condition");
        Assert.Equal(known.Order(StringComparer.Ordinal),
            condition.GetProperty("propertyNames").GetProperty("enum").EnumerateArray().Select(e => e.GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Keys_that_are_offered_are_keys()
    {
        JsonElement keys = SchemaSet.Json("policy").GetProperty("$defs").GetProperty("keys").GetProperty("properties");
        foreach (JsonProperty key in keys.EnumerateObject())
        {
            Assert.True(ConditionKey.TryParse(key.Name, out ConditionKey? parsed), key.Name);
            var description = key.Value.GetProperty("description").GetString()!;
            Assert.Equal(parsed.IsMultivalued, description.Contains("Multivalued", StringComparison.Ordinal));
            Assert.Equal(ContextKeyCatalogue.Find(key.Name)?.Type is ConditionType.Date, description.StartsWith("Date", StringComparison.Ordinal));
            Assert.Equal(ContextKeyCatalogue.Find(key.Name)?.Type is ConditionType.Bool, description.StartsWith("Boolean", StringComparison.Ordinal));
        }
    }

    private static void AssertRefused(PolicyKind kind, string text)
    {
        var json = text.Replace('`', '"');
        Assert.Null(PolicyReader.Read(SourceText.FromString("p", json), kind, JsonDialect.Strict, new DiagnosticList()));
        Assert.False(SchemaSet.Accepts(SchemaSet.OfKind[kind], json), $"{kind} {json}");
    }
}
