using Authz.Policies.Documents;

namespace Authz.Policies.Tests.Documents;

/// <summary>Table 1.4. The columns are the kinds in the order of the enumeration; a dot stands for refused.</summary>
public sealed class PolicyKindTests
{
    [Theory]
    // the kinds: IBSRTKsr
    [InlineData("Version absent", "++++++..")]
    [InlineData("Version 2008-10-17", "++++++..")]
    [InlineData("Id", "...+++..")]
    [InlineData("Principal absent", "+++...+.")]
    [InlineData("Principal *", "...+++.+")]
    [InlineData("Principal AWS *", "...+++..")]
    [InlineData("Principal account", "...+++..")]
    [InlineData("NotPrincipal Deny", "...+.+..")]
    [InlineData("NotPrincipal Allow", "........")]
    [InlineData("Action", "++++++++")]
    [InlineData("Action *", "+++++++.")]
    [InlineData("NotAction", "+++++++.")]
    [InlineData("Resource", "++++.+++")]
    [InlineData("NotResource", "++++.+++")]
    [InlineData("Resource absent", "...+++..")]
    [InlineData("Condition", "++++++++")]
    [InlineData("Allow", "+++++++.")]
    [InlineData("Deny", "++++++++")]
    public void An_element_stands_where_table_1_4_says(string element, string expected)
    {
        var found = string.Concat(Enum.GetValues<PolicyKind>().Select(k => Reading.Of(k, Build(k, element)).Document is null ? '.' : '+'));
        Assert.Equal(expected, found);
    }

    private static string Build(PolicyKind kind, string element)
    {
        var version = element switch
        {
            "Version absent" => "",
            "Version 2008-10-17" => "`Version`:`2008-10-17`,",
            _ => "`Version`:`2012-10-17`,",
        };
        var id = element == "Id" ? "`Id`:`x`," : "";
        var effect = element is "Allow" or "NotPrincipal Allow" ? "Allow" : "Deny";
        var principal = element switch
        {
            "Principal absent" => "",
            "Principal *" => "`Principal`:`*`,",
            "Principal AWS *" => "`Principal`:{`AWS`:`*`},",
            "Principal account" => "`Principal`:{`AWS`:`111122223333`},",
            "NotPrincipal Deny" or "NotPrincipal Allow" => "`NotPrincipal`:{`AWS`:`111122223333`},",
            _ when kind is PolicyKind.Resource or PolicyKind.Trust or PolicyKind.Key or PolicyKind.ResourceControl => "`Principal`:`*`,",
            _ => "",
        };
        var action = element switch
        {
            "NotAction" => "`NotAction`:`a:b`",
            "Action *" => "`Action`:`*`",
            _ => "`Action`:`a:b`",
        };
        var resource = element switch
        {
            "Resource" => ",`Resource`:`*`",
            "NotResource" => ",`NotResource`:`arn:aws:s3:::x`",
            "Resource absent" => "",
            _ when kind == PolicyKind.Trust => "",
            _ => ",`Resource`:`*`",
        };
        var condition = element == "Condition" ? ",`Condition`:{`StringEquals`:{`a:b`:`c`}}" : "";
        return $"{{{version}{id}`Statement`:[{{`Effect`:`{effect}`,{principal}{action}{resource}{condition}}}]}}";
    }
}
