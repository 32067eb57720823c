using Authz.Protocol.V1;
using Authz.Sidecar.Authorization;
using Authz.Sidecar.Hosting;
using Authz.Sts.AssumeRole;
using Authz.Sts.Authorization;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Regions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Authz.Benchmarks;

/// <summary>The sidecar on its embedded example, not listening, and a session of the role OrderReader.</summary>
internal sealed class AskedSidecar : IAsyncDisposable
{
    public const string Region = "eu-west-1";

    public const string UserArn = "arn:aws:iam::111122223333:user/ana";
    public const string RoleArn = "arn:aws:iam::111122223333:role/OrderReader";

    private readonly WebApplication _application;

    public AskedSidecar()
    {
        _application = SidecarApplication.Build(["--Logging:LogLevel:Default=Error"], out IReadOnlyList<string> faults)
            ?? throw new InvalidOperationException(string.Join('\n', faults));
        Pinned = Service<SidecarState>().Pin()!.Value;
        Identity ana = PrincipalSimulation.Find(new SimulatedPrincipal(UserArn), Pinned.Snapshot, Service<TimeProvider>().GetUtcNow())!;
        IssueResult issued = Service<AssumeRoleOperation>().Issue(ana, RequestOf(RoleArn), Pinned);
        SessionToken = issued.Session?.SessionToken ?? throw new InvalidOperationException(issued.Error.Message);
    }

    public Pinned Pinned { get; }

    /// <summary>What a request is decided by.</summary>
    public PinnedPolicies Policies => Service<PolicyPins>().Pin();

    public string SessionToken { get; }

    /// <summary>A part of it.</summary>
    public TService Service<TService>()
        where TService : class => _application.Services.GetRequiredService<TService>();

    /// <summary>The question of the load comparison: two context keys, allowed below four levels of service control policies.</summary>
    public AuthorizeRequest Question()
    {
        AuthorizeRequest request = Entry(42);
        (request.SessionToken, request.Region) = (SessionToken, Region);
        request.Context.Add("aws:SourceIp", new ContextValues { Values = { "192.0.2.10" } });
        request.Context.Add("aws:SecureTransport", new ContextValues { Values = { "true" } });
        return request;
    }

    /// <summary>Different questions that say once what they have in common.</summary>
    public AuthorizeBatchRequest Batch(int count)
    {
        AuthorizeRequest common = Question();
        var batch = new AuthorizeBatchRequest { SessionToken = common.SessionToken, Region = common.Region };
        batch.Context.Add(common.Context);
        for (var i = 0; i < count; i++) batch.Requests.Add(Entry(i));
        return batch;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static AuthorizeRequest Entry(int number) =>
        new() { Action = "orders:GetOrder", Resource = $"arn:aws:orders:{Region}:111122223333:order/{number}" };

    public static AssumeRoleRequest RequestOf(string role) => new()
    {
        Endpoint = new StsEndpoint(false, Region),
        RoleArn = role,
        RoleSessionName = "load",
        Use = Authz.Tokens.Sessions.CredentialUse.Bearer,
    };
}
