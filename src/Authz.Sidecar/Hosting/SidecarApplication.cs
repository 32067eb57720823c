using Authz.Sidecar.Administration;
using Authz.Sidecar.Audit;
using Authz.Sidecar.Authorization;
using Authz.Sidecar.Configuration;
using Authz.Sidecar.Containers;
using Authz.Sidecar.Federation;
using Authz.Sidecar.Health;
using Authz.Sidecar.Http;
using Authz.Sidecar.Keys;
using Authz.Sidecar.Query;
using Authz.Sidecar.Reloading;
using Authz.Sidecar.Telemetry;
using Authz.Sidecar.Tokens;
using Authz.Sidecar.Wire;
using Authz.Sts.AssumeRole;
using Authz.Sts.Authorization;
using Authz.Sts.Federation;
using Authz.Sts.Federation.Issuers;
using Authz.Sts.Federation.Saml;
using Authz.Sts.Federation.WebIdentity;
using Authz.Sts.GetFederationToken;
using Authz.Sts.GetSessionToken;
using Authz.Sts.Identities;
using Authz.Sts.Issuing;
using Authz.Sts.Messages;
using Authz.Sts.Mfa;
using Authz.Sts.Proofs;
using Authz.Sts.Sessions;
using Authz.Tokens.Sessions;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using AuthorizationService = Authz.Sidecar.Authorization.AuthorizationService;

namespace Authz.Sidecar.Hosting;

/// <summary>Builds the sidecar: the list of what it is made of.</summary>
public static class SidecarApplication
{
    /// <summary>Builds the application.</summary>
    /// <param name="args">Command line: <c>--Authz:Section:Key=value</c>.</param>
    /// <param name="faults">Why it refuses to start; empty when an application is returned.</param>
    /// <param name="time">The clock; null: the system's.</param>
    /// <returns>The application, not started yet; null when it refuses to start.</returns>
    public static WebApplication? Build(string[] args, out IReadOnlyList<string> faults, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        WebApplicationBuilder builder = Builder(args);
        SidecarOptions? options = OptionsReader.Read(builder.Configuration, out faults);
        if (options is null) return null;
        var startup = Startup.Prepare(options, time);
        faults = startup.Faults;
        if (faults.Count > 0) return null;
        builder.WebHost.ConfigureKestrel(kestrel => KestrelListeners.Configure(kestrel, options, startup.Tls));
        builder.Services.Configure<SocketTransportOptions>(static sockets => sockets.CreateBoundListenSocket = KestrelListeners.Bind);
        AddServices(builder.Services, startup, time);
        Exports.Add(builder, options.Telemetry);
        WebApplication application = builder.Build();
        Map(application, startup);
        // instruments show what nobody asks for
        application.Services.GetRequiredService<KeyMetrics>();
        application.Services.GetRequiredService<AuditLog>();
        if (startup.Tls is { } tls)
        {
            tls.Follow(application.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Authz.Tls"));
            application.Lifetime.ApplicationStopped.Register(tls.Dispose);
        }

        Exports.FlushAtEnd(application);
        Announcement.Register(application, startup);
        return application;
    }

    /// <summary>Writes every setting with the value that holds and where it comes from; secrets are masked. Nothing is started or opened.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="output">Where to.</param>
    /// <returns>What is wrong with the settings; empty when nothing is.</returns>
    internal static IReadOnlyList<string> PrintConfiguration(string[] args, TextWriter output)
    {
        WebApplicationBuilder builder = Builder(args);
        OptionsReader.Read(builder.Configuration, out IReadOnlyList<string> faults);
        SettingsText.Print(builder.Configuration, output);
        return faults;
    }

    private static WebApplicationBuilder Builder(string[] args) =>
        WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

    private static void AddServices(IServiceCollection services, Startup startup, TimeProvider time)
    {
        var verifier = new SessionTokenVerifier(time, startup.Issuer);
        services.AddSingleton(time);
        services.AddSingleton(startup.State);
        services.AddSingleton(startup.Source);
        services.AddSingleton<ReloadReport>();
        services.AddSingleton<OrganizationReloader>();
        services.AddHostedService(static all => all.GetRequiredService<OrganizationReloader>());
        services.AddSingleton<PolicyPins>();
        services.AddSingleton(startup.Revocations);
        services.AddSingleton(_ => startup.Used);
        services.AddSingleton(startup.State.Options.Mfa);
        services.AddSingleton(startup.State.Options.Chains);
        services.AddSingleton<MfaVerification>();
        services.AddSingleton(verifier);
        services.AddSingleton(new SessionMinter(startup.Issuer, verifier, time, startup.State.Options.AccessKeyPrefix));
        services.AddSingleton(new AuthorizationMessages(startup.Issuer, time));
        services.AddSingleton(new AuthorizeReader(startup.State.Options.Region, startup.State.Options.SignedRequests));
        services.AddSingleton(_ => new SessionCache());
        services.AddSingleton<CallerIdentifier>();
        services.AddSingleton<Authorizer>();
        services.AddSingleton<AssumeRoleOperation>();
        AddFederation(services, startup.State.Options.Federation, time);
        AddSaml(services, startup.State.Options.Saml);
        services.AddSingleton<GetSessionTokenOperation>();
        services.AddSingleton<GetFederationTokenOperation>();
        services.AddSingleton<Issuance>();
        services.AddSingleton<CredentialQuestions>();
        services.AddSingleton<TokenQuestions>();
        services.AddSingleton(new StsHosts(startup.State.Options));
        services.AddSingleton<QueryPlaces>();
        services.AddSingleton<ProofRedemption>();
        services.AddSingleton<CallerAuthentication>();
        services.AddSingleton<QueryOperations>();
        services.AddSingleton<QueryEndpoint>();
        services.AddSingleton(startup.State.Options.ContainerCredentials);
        services.AddSingleton<ContainerCredentials>();
        services.AddSingleton<CallPlaces>();
        services.AddSingleton<CallerProof>();
        services.AddSingleton<Permissions>();
        services.AddSingleton<AdministrationAccess>();
        services.AddSingleton<RevocationReader>();
        services.AddSingleton<Revoker>();
        services.AddSingleton<KeyReport>();
        services.AddSingleton<KeyFollower>();
        services.AddHostedService(static all => all.GetRequiredService<KeyFollower>());
        services.AddSingleton<KeyKiller>();
        services.AddSingleton<DecisionQuestions>();
        services.AddSingleton<KeyMetrics>();
        services.AddSingleton<Recorder>();
        services.AddSingleton(startup.State.Options.Audit);
        services.AddSingleton<AuditCounts>();
        services.AddSingleton<DecisionMemory>();
        services.AddSingleton<IssueRecords>();
        services.AddSingleton(all => new AuditLog(
            startup.State.Options.Audit, startup.Journal, all.GetRequiredService<DecisionMemory>(), all.GetRequiredService<AuditCounts>(), time,
            all.GetRequiredService<ILogger<AuditLog>>()));
        services.AddSingleton<AnswerLine>();
        services.AddSingleton<SingleAnswers>();
        services.AddSingleton<BatchAnswers>();
        services.AddSingleton<AnswerStream>();
        services.AddSingleton<AuthorizationService>();
        services.AddSingleton<IServiceMethodProvider<AuthorizationService>, AuthorizationMethods>();
        services.AddSingleton<TokenService>();
        services.AddSingleton<AdministrationService>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<HealthService>();
        services.AddSingleton(all => new Drain(
            all.GetRequiredService<IHostApplicationLifetime>(), startup.State.Options.Shutdown.Delay, time, all.GetRequiredService<ILogger<Drain>>()));
        services.AddSingleton<IHostLifetime, SignalLifetime>();
        services.Configure<HostOptions>(host => host.ShutdownTimeout = startup.State.Options.Shutdown.Timeout);
        services.AddRouting();
        services.AddSingleton<FailureGuard>();
        services.AddSingleton<FailureInterceptor>();
        services.AddGrpc(static grpc => grpc.MaxReceiveMessageSize = RequestLimits.OtherMessageBytes)
            .AddServiceOptions<AuthorizationService>(static grpc => grpc.MaxReceiveMessageSize = RequestLimits.MessageBytes)
            .AddServiceOptions<TokenService>(static grpc => grpc.Interceptors.Add<FailureInterceptor>())
            .AddServiceOptions<AdministrationService>(static grpc => grpc.Interceptors.Add<FailureInterceptor>());
    }

    private static void AddFederation(IServiceCollection services, FederationOptions options, TimeProvider time)
    {
        services.AddSingleton<IssuerReport>();
        services.AddSingleton(all => new IssuerKeys(options, time, all.GetRequiredService<IssuerReport>().Fetched));
        services.AddSingleton(all => new WebIdentityVerifier(all.GetRequiredService<IssuerKeys>(), options.MaxTokenAge, time));
        services.AddSingleton<FederatedRole>();
        services.AddSingleton<WebIdentityOperation>();
        services.AddSingleton<FederatedIssuance>();
    }

    private static void AddSaml(IServiceCollection services, SamlSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<SamlVerifier>();
        services.AddSingleton<SamlRedemption>();
        services.AddSingleton<SamlOperation>();
    }

    private static void Map(WebApplication application, Startup startup)
    {
        application.UseRouting();
        application.Use(ListenerGate.Pass);
        application.MapGrpcService<AuthorizationService>().On(Listener.Grpc);
        application.MapGrpcService<TokenService>().On(Listener.Grpc);
        application.MapGrpcService<AdministrationService>().On(Listener.Administration);
        application.MapGrpcService<HealthService>().On(Listener.Grpc);
        OperationsEndpoints.Map(application);
        new KeyDiscovery(startup.State, startup.Issuer).Map(application);
        QueryEndpoint.Map(application);
        ContainerCredentials.Map(application);
    }
}
