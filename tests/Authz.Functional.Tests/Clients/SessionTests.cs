using System.Text.Json.Nodes;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Sts.Tests.Worlds;

namespace Authz.Functional.Tests.Clients;

/// <summary>Sessions as unmodified clients take and use them.</summary>
public sealed class SessionTests(StsClients clients, ClientWorld world)
{
    internal const string OrderReader = "arn:aws:iam::111122223333:role/OrderReader";

    private const string OnlyOrders = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"orders:*","Resource":"*"}]}""";

    private TestSidecar Sidecar => world.Cluster.Sidecar;

    [Theory, ClassData(typeof(ClientKinds))]
    public async Task GetCallerIdentity_tells_who_a_key_belongs_to(ClientKind kind)
    {
        IStsClient client = await clients.FindAsync(kind);
        ClientAnswer answer = await CallAsync(client, AccessKeyPair.Ana, "GetCallerIdentity");
        JsonObject told = answer.Answered();
        Assert.Equal(("arn:aws:iam::111122223333:user/ana", "111122223333"), ((string)told["Arn"]!, (string)told["Account"]!));
        // the command line does not print it
        if (kind != ClientKind.CommandLine) Assert.Equal(36, answer.RequestId!.Length);
    }

    [Theory, ClassData(typeof(ClientKinds))]
    public async Task A_wrong_secret_signs_nothing(ClientKind kind)
    {
        IStsClient client = await clients.FindAsync(kind);
        (await CallAsync(client, AccessKeyPair.Ana with { Secret = "wrong" }, "GetCallerIdentity")).AssertRefused("SignatureDoesNotMatch", 403);
        (await CallAsync(client, AccessKeyPair.Ana with { Id = "AKIAEXAMPLENOBODY001" }, "GetCallerIdentity")).AssertRefused("InvalidClientTokenId", 403);
    }

    [Theory, ClassData(typeof(ClientKinds))]
    public async Task AssumeRole_gives_a_session_that_signs(ClientKind kind)
    {
        IStsClient client = await clients.FindAsync(kind);
        ClientAnswer answer = await CallAsync(client, AccessKeyPair.Ana, "AssumeRole", ClientWorld.Role(OrderReader));
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/OrderReader/client", (string)answer.Answered()["AssumedRoleUser"]!["Arn"]!);
        ClientAnswer identity = await CallAsync(client, answer.Credentials, "GetCallerIdentity");
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/OrderReader/client", (string)identity.Answered()["Arn"]!);
        (await CallAsync(client, answer.Credentials with { Secret = "wrong" }, "GetCallerIdentity")).AssertRefused("SignatureDoesNotMatch", 403);
    }

    [Theory, ClassData(typeof(ClientKinds))]
    public async Task A_session_policy_and_tags_go_along_and_the_policy_counts(ClientKind kind)
    {
        IStsClient client = await clients.FindAsync(kind);
        JsonArray tags = [new JsonObject { ["Key"] = "team", ["Value"] = "a + b/ü" }, new JsonObject { ["Key"] = "cost center", ["Value"] = "" }];
        JsonObject parameters = ClientWorld.Role(OrderReader, "client", ("Tags", tags), ("Policy", OnlyOrders), ("DurationSeconds", 900));
        ClientAnswer answer = await CallAsync(client, AccessKeyPair.Ana, "AssumeRole", parameters);
        Assert.InRange((int)answer.Answered()["PackedPolicySize"]!, 1, 99);
        Assert.Equal(900, (Expiry(answer) - DateTimeOffset.UtcNow).TotalSeconds, 30d);

        // OrderService may take PaymentProcessor, not when its session is for orders only
        var token = world.Cluster.Token();
        ClientAnswer narrowed = await CallAsync(client, null, "AssumeRoleWithWebIdentity", Pod(token, ("Policy", OnlyOrders)));
        (await CallAsync(client, narrowed.Credentials, "AssumeRole", ClientWorld.Role(SidecarCalls.PaymentProcessor))).AssertRefused("AccessDenied", 403);
    }

    [Theory, ClassData(typeof(ClientKinds))]
    public async Task A_web_identity_becomes_a_session_and_chains_to_the_next(ClientKind kind)
    {
        IStsClient client = await clients.FindAsync(kind);
        ClientAnswer pod = await CallAsync(client, null, "AssumeRoleWithWebIdentity", Pod(world.Cluster.Token()));
        Assert.Equal(TestTokens.Subject, (string)pod.Answered()["SubjectFromWebIdentityToken"]!);
        ClientAnswer next = await CallAsync(client, pod.Credentials, "AssumeRole", ClientWorld.Role(SidecarCalls.PaymentProcessor, "next"));
        ClientAnswer identity = await CallAsync(client, next.Credentials, "GetCallerIdentity");
        Assert.Equal("arn:aws:sts::222233334444:assumed-role/PaymentProcessor/next", (string)identity.Answered()["Arn"]!);
        JsonObject tooLong = ClientWorld.Role(SidecarCalls.PaymentProcessor, "next", ("DurationSeconds", 3601));
        (await CallAsync(client, pod.Credentials, "AssumeRole", tooLong)).AssertRefused("ValidationError", 400);
    }

    [Theory, ClassData(typeof(ClientKinds))]
    public async Task An_external_id_is_asked_of_another_account(ClientKind kind)
    {
        IStsClient client = await clients.FindAsync(kind);
        JsonObject without = ClientWorld.Role(SidecarCalls.PartnerAccess);
        JsonObject wrong = ClientWorld.Role(SidecarCalls.PartnerAccess, "client", ("ExternalId", "example-external-id-2"));
        JsonObject right = ClientWorld.Role(SidecarCalls.PartnerAccess, "client", ("ExternalId", "example-external-id-1"));
        (await CallAsync(client, AccessKeyPair.PartnerApp, "AssumeRole", without)).AssertRefused("AccessDenied", 403);
        (await CallAsync(client, AccessKeyPair.PartnerApp, "AssumeRole", wrong)).AssertRefused("AccessDenied", 403);
        ClientAnswer answer = await CallAsync(client, AccessKeyPair.PartnerApp, "AssumeRole", right);
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/PartnerAccess/client", (string)answer.Answered()["AssumedRoleUser"]!["Arn"]!);
    }

    [Theory, ClassData(typeof(ClientKinds))]
    public async Task GetSessionToken_takes_the_code_of_an_mfa_device_once(ClientKind kind)
    {
        IStsClient client = await clients.FindAsync(kind);
        // its own: a code counts once
        await using TestSidecar sidecar = await TestSidecar.StartAsync(Transport.Tcp, null, TestClock.Running());
        JsonObject Code() => new() { ["SerialNumber"] = MfaDevice.SerialNumber, ["TokenCode"] = MfaDevice.CodeAt(sidecar.Clock.GetUtcNow()) };
        JsonObject once = Code();
        ClientAnswer session = await ClientWorld.CallAsync(client, sidecar, AccessKeyPair.Ana, "GetSessionToken", once);
        ClientAnswer identity = await ClientWorld.CallAsync(client, sidecar, session.Credentials, "GetCallerIdentity");
        Assert.Equal("arn:aws:iam::111122223333:user/ana", (string)identity.Answered()["Arn"]!);
        (await ClientWorld.CallAsync(client, sidecar, AccessKeyPair.Ana, "GetSessionToken", (JsonObject)once.DeepClone())).AssertRefused("AccessDenied", 403);
    }

    [Theory, ClassData(typeof(ClientKinds))]
    public async Task A_version_1_session_of_the_global_endpoint_is_no_session_in_an_opt_in_region(ClientKind kind)
    {
        IStsClient client = await clients.FindAsync(kind);
        AccessKeyPair global = (await CallAsync(client, AccessKeyPair.Leo, "AssumeRole", ClientWorld.Role(SidecarCalls.LegacyReporter), "aws-global")).Credentials;
        (await CallAsync(client, global, "GetCallerIdentity", null, "eu-west-1")).Answered();
        (await CallAsync(client, global, "GetCallerIdentity", null, "me-south-1")).AssertRefused("InvalidClientTokenId", 403);
        AccessKeyPair regional = (await CallAsync(client, AccessKeyPair.Leo, "AssumeRole", ClientWorld.Role(SidecarCalls.LegacyReporter), "me-south-1")).Credentials;
        (await CallAsync(client, regional, "GetCallerIdentity", null, "me-south-1")).Answered();
    }

    private static DateTimeOffset Expiry(ClientAnswer answer) => DateTimeOffset.Parse(
        (string)answer.Answered()["Credentials"]!["Expiration"]!, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);

    private static JsonObject Pod(string token, params (string Name, JsonNode Value)[] more) =>
        ClientWorld.Role(SidecarCalls.OrderService, "pod", [("WebIdentityToken", token), .. more]);

    private Task<ClientAnswer> CallAsync(
        IStsClient client, AccessKeyPair? key, string operation, JsonObject? parameters = null, string region = "eu-west-1") =>
        ClientWorld.CallAsync(client, Sidecar, key, operation, parameters, region);
}
