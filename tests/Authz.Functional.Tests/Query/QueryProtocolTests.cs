using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Authz.Functional.Tests.Calls;
using Authz.Functional.Tests.Hosting;
using Authz.Protocol.V1;

namespace Authz.Functional.Tests.Query;

/// <summary>The protocol of the Query API (STS sections 1.1 to 1.5).</summary>
public sealed class QueryProtocolTests : IDisposable
{
    private readonly QueryCaller _caller;
    private readonly TestSidecar _sidecar;

    public QueryProtocolTests(SharedSidecars sidecars)
    {
        _sidecar = sidecars.Over(Transport.Tcp);
        _caller = new QueryCaller(_sidecar);
    }

    public void Dispose() => _caller.Dispose();

    [Fact]
    public async Task AssumeRole_answers_as_AWS_does_I01()
    {
        QueryAnswer answer = (await AssumeAsync()).AssertAnswered();
        Assert.Equal("text/xml", answer.Type);
        Assert.Equal("AssumeRoleResponse", answer.Xml.Name.LocalName);
        Assert.Equal("https://sts.amazonaws.com/doc/2011-06-15/", answer.Xml.Name.NamespaceName);
        Assert.Equal(["AssumeRoleResult", "ResponseMetadata"], answer.Xml.Elements().Select(static e => e.Name.LocalName));
        Assert.Equal(["Credentials", "AssumedRoleUser"], answer.Xml.Elements().First().Elements().Select(static e => e.Name.LocalName));
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/Ec2Operator/s-1", answer.Find("Arn"));
        Assert.EndsWith(":s-1", answer.Find("AssumedRoleId"), StringComparison.Ordinal);
        Assert.Matches("^ASIA[A-Z2-7]{16}$", answer.Find("AccessKeyId"));
        Assert.Equal(
            _sidecar.Clock.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), answer.Find("Expiration"));
    }

    [Fact]
    public async Task Sessions_sign_as_their_roles_V29()
    {
        QueryAnswer role = await AssumeAsync();
        QueryAnswer caller = (await _caller.CallAsync(role.Credentials, "GetCallerIdentity")).AssertAnswered();
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/Ec2Operator/s-1", caller.Find("Arn"));
        Assert.Equal("111122223333", caller.Find("Account"));
        Assert.Equal(role.Find("AssumedRoleId"), caller.Find("UserId"));
        // a session of the Query API counts with a signature only
        AuthorizeResponse bare = await _sidecar.Client.AuthorizeAsync(SidecarCalls.Question(role.Credentials.SessionToken!, "iam:ListUsers"));
        Assert.Equal(DecisionReason.TokenRequiresSignature, bare.Reason);
        QueryAnswer user = (await _caller.CallAsync(AccessKeyPair.Ana, "GetCallerIdentity")).AssertAnswered();
        Assert.Equal("arn:aws:iam::111122223333:user/ana", user.Find("Arn"));
    }

    [Fact]
    public async Task Every_operation_is_there()
    {
        QueryAnswer session = (await _caller.CallAsync(AccessKeyPair.Ana, "GetSessionToken", ("DurationSeconds", "900"))).AssertAnswered();
        Assert.Equal(["Credentials"], session.Xml.Elements().First().Elements().Select(static e => e.Name.LocalName));
        Assert.Equal("arn:aws:iam::111122223333:user/ana", (await _caller.CallAsync(session.Credentials, "GetCallerIdentity")).AssertAnswered().Find("Arn"));
        QueryAnswer account = await _caller.CallAsync(AccessKeyPair.Admin, "GetAccessKeyInfo", ("AccessKeyId", session.Credentials.Id));
        Assert.Equal("111122223333", account.AssertAnswered().Find("Account"));
        (await _caller.CallAsync(AccessKeyPair.Admin, "GetAccessKeyInfo", ("AccessKeyId", "ASIA"))).AssertRefused("ValidationError", 400);
        (await _caller.CallAsync(AccessKeyPair.Admin, "DecodeAuthorizationMessage", ("EncodedMessage", "x"))).AssertRefused("InvalidAuthorizationMessageException", 400);
        (await _caller.CallAsync(null, "AssumeRoleWithWebIdentity", ("RoleArn", SidecarCalls.Ec2Operator), ("RoleSessionName", "s-1"), ("WebIdentityToken", "abcd")))
            .AssertRefused("InvalidIdentityToken", 400);
        (await _caller.CallAsync(null, "AssumeRoleWithSAML", ("RoleArn", SidecarCalls.Ec2Operator), ("PrincipalArn", "arn:aws:iam::111122223333:saml-provider/none"), ("SAMLAssertion", "abcd")))
            .AssertRefused("InvalidIdentityToken", 400);
    }

    [Fact]
    public async Task Json_says_the_same_I30()
    {
        HttpRequestMessage request = _caller.Sign(AccessKeyPair.Ana, Assume());
        request.Headers.Accept.ParseAdd("application/json");
        QueryAnswer answer = await _caller.SendAsync(request);
        Assert.Equal("application/json", answer.Type);
        using var json = JsonDocument.Parse(answer.Body);
        JsonElement response = json.RootElement.GetProperty("AssumeRoleResponse");
        JsonElement result = response.GetProperty("AssumeRoleResult");
        Assert.Equal("arn:aws:sts::111122223333:assumed-role/Ec2Operator/s-1", result.GetProperty("AssumedRoleUser").GetProperty("Arn").GetString());
        Assert.Equal(_sidecar.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds(), result.GetProperty("Credentials").GetProperty("Expiration").GetInt64());
        Assert.Equal(answer.RequestId, response.GetProperty("ResponseMetadata").GetProperty("RequestId").GetString());

        HttpRequestMessage refused = _caller.Sign(null, "Action=<script>&Version=2011-06-15");
        refused.Headers.Accept.ParseAdd("application/json");
        answer = await _caller.SendAsync(refused);
        Assert.DoesNotContain("<", answer.Body, StringComparison.Ordinal);
        using var error = JsonDocument.Parse(answer.Body);
        Assert.Equal("InvalidAction", error.RootElement.GetProperty("Error").GetProperty("Code").GetString());
        Assert.Equal("Sender", error.RootElement.GetProperty("Error").GetProperty("Type").GetString());
        Assert.Equal(answer.RequestId, error.RootElement.GetProperty("RequestId").GetString());
    }

    [Theory]
    [InlineData("Action=GetCallerIdentity", "InvalidAction")] // I15
    [InlineData("Action=GetCallerIdentity&Version=2010-01-01", "InvalidAction")] // I15
    [InlineData("Version=2011-06-15", "MissingAction")] // I16
    [InlineData("Action=&Version=2011-06-15", "MissingAction")]
    [InlineData("Action=Foo&Version=2011-06-15", "InvalidAction")] // I16
    [InlineData("Action=AssumeRoot&Version=2011-06-15", "InvalidAction")] // R11
    [InlineData("Action=GetWebIdentityToken&Version=2011-06-15", "InvalidAction")] // R11
    [InlineData("action=GetCallerIdentity&Version=2011-06-15", "MissingAction")]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15&Action=AssumeRole", "ValidationError")]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15&action=AssumeRole", "ValidationError")]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15&%41ction=AssumeRole", "ValidationError")]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15&x=%", "ValidationError")]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15&x=%4", "ValidationError")]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15&x=%zz", "ValidationError")]
    [InlineData("Action=GetCallerIdentity&Version=2011-06-15&x=%ff", "ValidationError")]
    public async Task What_is_no_call_is_refused_before_anybody_is_asked_who_he_is(string body, string code)
    {
        (await _caller.PostAsync(null, body)).AssertRefused(code, 400);
        (await _caller.PostAsync(AccessKeyPair.Ana, body)).AssertRefused(code, 400);
    }

    [Fact]
    public async Task Parameters_come_in_the_query_or_in_the_body_and_each_once()
    {
        (await _caller.PostAsync(AccessKeyPair.Ana, "", Assume())).AssertAnswered(); // I17
        (await _caller.PostAsync(AccessKeyPair.Ana, "RoleSessionName=s-1", Assume().Replace("&RoleSessionName=s-1", "", StringComparison.Ordinal))).AssertAnswered();
        (await _caller.PostAsync(AccessKeyPair.Ana, Assume(), "Action=GetCallerIdentity")).AssertRefused("ValidationError", 400); // I18
        (await _caller.PostAsync(AccessKeyPair.Ana, Assume(), "RoleArn=x")).AssertRefused("ValidationError", 400);
        (await _caller.PostAsync(AccessKeyPair.Ana, $"{Assume()}&RoleArn={SidecarCalls.OrderService}")).AssertRefused("ValidationError", 400); // I19
        (await _caller.PostAsync(AccessKeyPair.Ana, $"{Assume()}&unknown=1&&")).AssertAnswered();
    }

    [Theory]
    [InlineData("DurationSeconds", "abc", "MalformedInput")] // I12
    [InlineData("DurationSeconds", "", "MalformedInput")]
    [InlineData("DurationSeconds", "900.5", "MalformedInput")]
    [InlineData("DurationSeconds", "99999999999999", "MalformedInput")]
    [InlineData("DurationSeconds", "900\0", "MalformedInput")]
    [InlineData("DurationSeconds", "899", "ValidationError")] // I10
    [InlineData("DurationSeconds", "-1", "ValidationError")]
    [InlineData("ExternalId", "", "ValidationError")]
    [InlineData("Policy", "", "ValidationError")]
    [InlineData("Policy", "{", "MalformedPolicyDocument")] // I23
    [InlineData("PolicyArns.member.1.Arn", "arn:aws:iam::aws:policy/ReadOrders", "ValidationError")] // I21
    [InlineData("PolicyArns.member.1", "arn:aws:iam::aws:policy/ReadOrders", "ValidationError")]
    [InlineData("PolicyArns.1.arn", "arn:aws:iam::aws:policy/ReadOrders", "ValidationError")]
    [InlineData("Tags.member.1.Key", "a", "ValidationError")]
    [InlineData("Tags.member.1.Value", "a", "ValidationError")]
    [InlineData("Tags.member.01.Key", "a", "ValidationError")]
    [InlineData("Tags.member.0.Key", "a", "ValidationError")]
    [InlineData("Tags.member.x.Key", "a", "ValidationError")]
    [InlineData("Tags.member.1%00.Key", "a", "ValidationError")]
    [InlineData("TransitiveTagKeys.member.1", "a", "InvalidParameterValue")]
    [InlineData("ProvidedContexts.member.1.ProviderArn", "a", "ValidationError")]
    public async Task A_parameter_that_cannot_be_read_is_told_to_who_may_call(string name, string value, string code)
    {
        (await _caller.PostAsync(AccessKeyPair.Ana, $"{Assume()}&{name}={Uri.EscapeDataString(value)}")).AssertRefused(code, 400);
        // a stranger learns nothing of parameters
        (await _caller.PostAsync(null, $"{Assume()}&{name}={Uri.EscapeDataString(value)}")).AssertRefused("MissingAuthenticationToken", 403);
        (await _caller.PostAsync(AccessKeyPair.Ana with { Secret = "x" }, $"{Assume()}&{name}={Uri.EscapeDataString(value)}")).AssertRefused("SignatureDoesNotMatch", 403);
    }

    [Fact]
    public async Task Spaces_come_in_two_ways_and_lists_with_gaps_I20()
    {
        foreach (var space in new[] { "+", "%20" })
        {
            QueryAnswer answer = await _caller.PostAsync(
                AccessKeyPair.Ana, $"{Assume("OrderReader")}&Tags.member.7.Key=b{space}c&Tags.member.7.Value=x{space}y&Tags.member.3.Key=a&Tags.member.3.Value=");
            answer.AssertAnswered();
            Assert.NotEqual("0", answer.Find("PackedPolicySize"));
            Assert.Equal("a=,b c=x y", await TagsAsync(answer));
        }

        // as AWS: a plus is said as %2B
        QueryAnswer plus = await _caller.PostAsync(AccessKeyPair.Ana, $"{Assume("OrderReader")}&Tags.member.1.Key=a&Tags.member.1.Value=x%2By");
        Assert.Equal("a=x+y", await TagsAsync(plus.AssertAnswered()));
    }

    [Fact]
    public async Task A_plus_in_a_signed_query_is_the_plus_that_was_signed()
    {
        (string, string)[] parameters =
            [("RoleArn", "arn:aws:iam::111122223333:role/OrderReader"), ("RoleSessionName", "s-1"), ("Tags.member.1.Key", "a"), ("Tags.member.1.Value", "x+y z")];
        var query = _caller.Presign(AccessKeyPair.Ana, "AssumeRole", 900, parameters);
        Assert.Equal("a=x+y z", await TagsAsync((await _caller.GetAsync(query)).AssertAnswered()));
        // the signature covers both ways to write it: they say the same
        var plain = query.Replace("x%2By", "x+y", StringComparison.Ordinal);
        Assert.NotEqual(query, plain);
        Assert.Equal("a=x+y z", await TagsAsync((await _caller.GetAsync(plain)).AssertAnswered()));
    }

    [Fact]
    public async Task What_is_too_much_is_refused_I29()
    {
        var large = await _caller.PostAsync(AccessKeyPair.Ana, $"{Assume()}&x={new string('a', 256 * 1024)}");
        large.AssertRefused("RequestEntityTooLarge", 413);
        HttpRequestMessage chunked = _caller.Sign(null, $"{Assume()}&x={new string('a', 256 * 1024)}");
        chunked.Headers.TransferEncodingChunked = true;
        (await _caller.SendAsync(chunked)).AssertRefused("RequestEntityTooLarge", 413);
        var most = string.Concat(Enumerable.Range(0, 596).Select(static i => $"&x{i}=1"));
        (await _caller.PostAsync(AccessKeyPair.Ana, Assume() + most)).AssertAnswered();
        (await _caller.PostAsync(AccessKeyPair.Ana, $"{Assume()}{most}&y=1")).AssertRefused("ValidationError", 400);
        // a token fits into a URL, and more does not
        Assert.Equal(HttpStatusCode.OK, (await _caller.PostAsync(AccessKeyPair.Ana, "", $"{Assume()}&x={new string('a', 12_000)}")).Status);
        HttpRequestMessage line = _caller.Sign(null, "", new string('a', 17_000));
        using HttpClient browser = TestSidecar.Browser(_sidecar.Http);
        Assert.Equal(HttpStatusCode.RequestUriTooLong, (await browser.SendAsync(line, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("text/plain", "", "ValidationError")]
    [InlineData("application/json", "", "ValidationError")]
    [InlineData("application/x-www-form-urlencoded; charset=iso-8859-1", "", "ValidationError")]
    [InlineData(QueryCaller.Form, "gzip", "ValidationError")]
    public async Task A_body_is_a_form(string type, string encoding, string code)
    {
        HttpRequestMessage request = _caller.Sign(AccessKeyPair.Ana, Assume());
        request.Content!.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (encoding.Length > 0) request.Content.Headers.ContentEncoding.Add(encoding);
        (await _caller.SendAsync(request)).AssertRefused(code, 400);
    }

    [Fact]
    public async Task Only_the_root_is_the_api()
    {
        using HttpClient browser = TestSidecar.Browser(_sidecar.Http);
        foreach (var path in new[] { "/sts", "/x/../", "//" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_sidecar.Http.TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(QueryCaller.FormOf("GetCallerIdentity")));
            using HttpResponseMessage response = await browser.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
        }

        using HttpResponseMessage put = await browser.PutAsync("/", new StringContent(""), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, put.StatusCode);
    }

    [Fact]
    public async Task What_a_caller_sent_comes_back_harmless()
    {
        QueryAnswer answer = await _caller.PostAsync(null, "Action=%3Cb%3E%26%00%0B%EF%BF%BE&Version=2011-06-15");
        answer.AssertRefused("InvalidAction", 400);
        Assert.Contains("<b>&\ufffd\ufffd\ufffd", answer.Message, StringComparison.Ordinal);
    }

    // what the tool finds in the token
    private static async Task<string> TagsAsync(QueryAnswer answer)
    {
        using Process tool = ToolProcess.Start("token", "inspect", answer.Find("SessionToken")!, "--output", "json");
        using JsonDocument json = await JsonDocument.ParseAsync(tool.StandardOutput.BaseStream, cancellationToken: TestContext.Current.CancellationToken);
        IEnumerable<string> tags = json.RootElement.GetProperty("tags").EnumerateObject().Select(static t => $"{t.Name}={t.Value.GetString()}");
        return string.Join(',', tags.Order(StringComparer.Ordinal));
    }

    private static string Assume(string role = "Ec2Operator") =>
        QueryCaller.FormOf("AssumeRole", ("RoleArn", $"arn:aws:iam::111122223333:role/{role}"), ("RoleSessionName", "s-1"));

    private Task<QueryAnswer> AssumeAsync() => _caller.PostAsync(AccessKeyPair.Ana, Assume());
}
