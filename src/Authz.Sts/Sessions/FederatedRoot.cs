using Authz.Engine.Compilation;
using Authz.Engine.Decisions;
using Authz.Engine.Programs;
using Authz.Organizations.Snapshots;
using Authz.Policies.Diagnostics;
using Authz.Policies.Documents;
using Authz.Policies.Json;
using Authz.Policies.Names;

namespace Authz.Sts.Sessions;

/// <summary>
/// The layers of federated users of a root. A root has no identity policies and needs none, a federated user does: what its root may do, all,
/// is written down for it.
/// </summary>
internal static class FederatedRoot
{
    private const string Name = "root";

    private static readonly LayerProgram Everything = Compile();

    public static PrincipalLayers LayersOf(Snapshot snapshot, AccountId account) => snapshot.RootLayersOf(account) with { Identity = Everything };

    private static LayerProgram Compile()
    {
        SourceText text = SourceText.FromString(
            Name, """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""");
        PolicyDocument policy = PolicyReader.Read(text, PolicyKind.Identity, JsonDialect.Strict, new DiagnosticList())
            ?? throw new InvalidOperationException("the policy of a root is no policy");
        return LayerCompiler.Compile(PolicyLayer.Identity, [new PolicySource(Name, policy)]);
    }
}
