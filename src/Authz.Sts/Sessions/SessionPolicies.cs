using Authz.Engine.Compilation;
using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Organizations.Attachments;
using Authz.Organizations.Snapshots;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Tokens.Sessions;

namespace Authz.Sts.Sessions;

/// <summary>Reads and compiles the session policies that a token carries.</summary>
public static class SessionPolicies
{
    private const string InlineName = "session policy";

    /// <summary>Whether a session has any; else its role's program is its program.</summary>
    public static bool AreIn(SessionClaims claims) => claims.Policy is not null || claims.PolicyArns.Count > 0;

    /// <summary>The policy that stands in the token; null when there is none.</summary>
    public static PolicyDocument? ReadInline(SessionClaims claims) => claims.Policy is null
        ? null : PolicyReader.Read(SourceText.FromString(InlineName, claims.Policy), PolicyKind.Session, JsonDialect.Strict, new DiagnosticList());

    /// <summary>The layer.</summary>
    public static LayerProgram Compile(Snapshot snapshot, SessionClaims claims)
    {
        var policies = new List<PolicySource>();
        // the policy was read before the token was signed; if it could not be read now, the session would allow nothing
        if (ReadInline(claims) is { } inline) policies.Add(new PolicySource(InlineName, inline));
        foreach (var arn in claims.PolicyArns)
        {
            // a policy that is gone allows nothing (STS section 3.3)
            if (snapshot.Organization.FindManagedPolicy(arn) is NamedPolicy { Document: { } document })
                policies.Add(new PolicySource(arn, document));
        }

        return LayerCompiler.Compile(PolicyLayer.Session, policies);
    }
}
