using Authz.Tokens.Signatures;

namespace Authz.Tokens.Tests.Signatures;

/// <summary>V02: the public test suite, signed and verified, in headers and in the query.</summary>
public sealed class SigningSuiteTests
{
    private const string Id = "AKIDEXAMPLE", Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", Region = "us-east-1", Service = "service";

    private static readonly DateTimeOffset Now = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);
    private static readonly TimeSpan Expiry = TimeSpan.FromHours(1);
    private static readonly SignatureTerms Terms = new(Service, static r => r == Region);

    public static TheoryData<string> Names => [.. SuiteCase.All.Select(static c => c.Name)];

    [Fact]
    public void The_suite_is_whole() => Assert.Equal((38, 38), (SuiteCase.All.Count, Names.Count));

    [Theory, MemberData(nameof(Names))]
    public void V02_Canonical_requests_are_those_of_the_suite(string name)
    {
        SuiteCase one = Named(name);
        SignableRequest signed = one.Read(one.Header.SignedRequest);
        Assert.Equal(one.Header.CanonicalRequest, CanonicalRequest.Write(signed, Parse(signed).SignedHeaders));
        SignableRequest presigned = one.Read(one.OmitToken ? WithoutToken(one.Query.SignedRequest) : one.Query.SignedRequest);
        Assert.Equal(one.Query.CanonicalRequest, CanonicalRequest.Write(presigned, Parse(presigned).SignedHeaders));
    }

    [Theory, MemberData(nameof(Names))]
    public void V02_We_sign_as_the_suite_does(string name)
    {
        SuiteCase one = Named(name);
        SignableRequest request = one.Read(one.Request);
        var token = one.OmitToken ? null : one.Token;
        SignableRequest announced = one.SignBody ? request.With([.. request.Headers, new("x-amz-content-sha256", request.PayloadHash)]) : request;
        var authorization = SignatureV4.Sign(announced, Id, Secret, token, Region, Service, Now).Single(static h => h.Key == "authorization").Value;
        Assert.EndsWith($"Signature={one.Header.Signature}", authorization, StringComparison.Ordinal);
        // URLs of S3 are presigned for any body, which the suite does not know
        if (!one.Normalize) return;
        Assert.EndsWith(
            $"X-Amz-Signature={one.Query.Signature}", SignatureV4.Presign(request, Id, Secret, token, Region, Service, Now, Expiry), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public void V02_What_the_suite_signed_is_valid_and_what_was_added_later_is_not(string name)
    {
        SuiteCase one = Named(name);
        Assert.Equal(one.OmitToken ? SignatureStatus.HeadersMismatch : SignatureStatus.Valid, Verify(one.Read(one.Header.SignedRequest)));
        if (!one.Normalize) return;
        Assert.Equal(one.OmitToken ? SignatureStatus.Mismatch : SignatureStatus.Valid, Verify(one.Read(one.Query.SignedRequest)));
        if (one.OmitToken) Assert.Equal(SignatureStatus.Valid, Verify(one.Read(WithoutToken(one.Query.SignedRequest))));
    }

    private static SuiteCase Named(string name) => SuiteCase.All.Single(c => c.Name == name);

    private static ParsedSignature Parse(SignableRequest request) => SignatureV4.Parse(request.Headers, request.Query).Signature!;

    private static SignatureStatus Verify(SignableRequest request) => SignatureV4.Verify(Parse(request), request, Secret, Terms, Now);

    private static string WithoutToken(string request)
    {
        var start = request.IndexOf("&X-Amz-Security-Token=", StringComparison.Ordinal);
        return request.Remove(start, request.IndexOf('&', start + 1) - start);
    }
}
