using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;

namespace Authz.Organizations.Reading;

/// <summary>
/// One policy file. It is known by its name even when its text is faulty, so that references to it are not faults of their own.
/// </summary>
internal sealed class PolicyFile
{
    private readonly JsonNode? _root;
    private readonly FileText _text;
    private PolicyDocument? _boundary;
    private bool _isBoundaryRead;

    public PolicyFile(string name, JsonNode? root, FileText text, PolicyKind kind)
    {
        (Name, _root, _text) = (name, root, text);
        Document = root is null ? null : InlinePolicies.ReadDocument(root, text, kind);
        if (root is not null) text.Intake.CheckSize(root, text, kind);
    }

    public string Name { get; }

    /// <summary>The policy as its folder's kind; null when it has an error.</summary>
    public PolicyDocument? Document { get; }

    /// <summary>The policy as a permissions boundary; null when it has an error.</summary>
    public PolicyDocument? Boundary()
    {
        if (_isBoundaryRead || _root is null || Document is null) return _boundary;
        _isBoundaryRead = true;
        // warnings were given when the file was read as an identity policy
        var findings = new DiagnosticList();
        _boundary = _text.Intake.Read(_root, _text.Source, PolicyKind.Boundary, findings);
        foreach (Diagnostic finding in findings.Sorted().Where(finding => finding.IsError)) _text.Diagnostics.Add(finding);
        return _boundary;
    }
}
