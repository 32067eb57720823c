using Authz.Policies.Diagnostics;
using Authz.Policies.Lints;

namespace Authz.Policies.Tests.Lints;

public sealed class ActionCatalogueTests
{
    [Theory]
    [InlineData("orders:GetOrder\n# a comment\n  orders:ListOrders # another\r\ns3:GetObject\n")]
    [InlineData("""[{"service":"orders","actions":["GetOrder","ListOrders"]},{"service":"s3","actions":["GetObject"]}]""")]
    [InlineData("{\"service\":\"orders\",\"actions\":[\"GetOrder\",\"ListOrders\"]}\r\n\n{\"service\":\"s3\",\"actions\":[\"GetObject\"]}\n")]
    [InlineData("""
        [
          { "Name": "orders", "Actions": [ { "Name": "GetOrder", "Resources": [] }, { "Name": "ListOrders" } ], "Version": "v1" },
          { "Name": "s3", "Actions": [ { "Name": "GetObject" } ] }
        ]
        """)]
    public void Every_format_says_the_same(string text)
    {
        var diagnostics = new DiagnosticList();
        ActionCatalogue catalogue = ActionCatalogue.Read(SourceText.FromString("a", text), diagnostics)!;
        Assert.Empty(diagnostics.Sorted());
        Assert.Equal(["orders", "s3"], catalogue.Services.Order(StringComparer.Ordinal));
        Assert.Equal(["GetOrder", "ListOrders"], catalogue.ActionsOf("ORDERS"));
        Assert.Equal(["GetObject"], catalogue.ActionsOf("s3"));
        Assert.Empty(catalogue.ActionsOf("sqs"));
    }

    [Fact]
    public void A_service_without_actions_is_known()
    {
        ActionCatalogue catalogue = ActionCatalogue.Read(SourceText.FromString("a", """{"service":"empty","actions":[]}"""), new DiagnosticList())!;
        Assert.True(catalogue.HasService("empty"));
        Assert.Empty(catalogue.ActionsOf("empty"));
    }

    [Theory]
    [InlineData("", "AZ1109", 1, 1)]
    [InlineData("# nothing\n\n", "AZ1109", 1, 1)]
    [InlineData("[]", "AZ1109", 1, 1)]
    [InlineData("a:b\nnonsense", "AZ1120", 2, 1)]
    [InlineData("a:b*", "AZ1120", 1, 1)]
    [InlineData("{\"service\":\"a\",\"actions\":[\n\"b\",\"c d\"]}", "AZ1120", 2, 5)]
    [InlineData("[{\"actions\":[]}]", "AZ1110", 1, 2)]
    [InlineData("{\"service\":\"a\",\"actions\":[]}\n{\"service\":\"a\"}", "AZ1110", 2, 1)]
    [InlineData("{\"service\":\"a\",\"actions\":[]}\n{\"service\":", "AZ1001", 2, 12)]
    public void A_fault_has_its_place(string text, string code, int line, int column)
    {
        var diagnostics = new DiagnosticList();
        Assert.Null(ActionCatalogue.Read(SourceText.FromString("a", text), diagnostics));
        Diagnostic fault = Assert.Single(diagnostics.Sorted());
        Assert.Equal((code, new SourcePosition(line, column)), (fault.Rule.Code, fault.Position));
    }

    [Theory]
    [InlineData("a:b\n")]
    [InlineData("{\"service\":\"a\",\"actions\":[]}\n{\"service\":\"b\",\"actions\":[]}\n")]
    public void Bytes_that_are_no_text_are_a_fault_in_every_format(string text)
    {
        var diagnostics = new DiagnosticList();
        Assert.Null(ActionCatalogue.Read(new SourceText("a", (byte[])[.. System.Text.Encoding.UTF8.GetBytes(text), 0xFF]), diagnostics));
        Diagnostic fault = Assert.Single(diagnostics.Sorted());
        Assert.Equal(("AZ1000", text.Count(c => c == '\n') + 1), (fault.Rule.Code, fault.Position.Line));
    }
}
