using System.Text;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;

namespace Authz.Policies.Tests.Documents;

/// <summary>A policy that was read, and what was found. In the texts of tests a backtick stands for a double quote.</summary>
internal sealed record Reading(PolicyDocument? Document, DiagnosticList List)
{
    public IReadOnlyList<Diagnostic> Findings => List.Sorted();

    public string Codes => string.Join(" ", Findings.Select(f => f.Rule.Code));

    public static Reading Of(PolicyKind kind, string text, JsonDialect dialect = JsonDialect.Strict) =>
        Of(kind, Encoding.UTF8.GetBytes(text.Replace('`', '"')), dialect);

    public static Reading Of(PolicyKind kind, byte[] text, JsonDialect dialect = JsonDialect.Strict)
    {
        var findings = new DiagnosticList();
        return new Reading(PolicyReader.Read(new SourceText("policy.json", text), kind, dialect, findings), findings);
    }

    /// <summary>A policy of one statement.</summary>
    public static string Policy(string statement, string version = "2012-10-17") =>
        $"{{`Version`:`{version}`,`Statement`:{{{statement}}}}}";

    /// <summary>An identity policy of one statement with this condition.</summary>
    public static string Conditional(string condition, string version = "2012-10-17") =>
        Policy($"`Effect`:`Deny`,`Action`:`*`,`Resource`:`*`,`Condition`:{condition}", version);
}
