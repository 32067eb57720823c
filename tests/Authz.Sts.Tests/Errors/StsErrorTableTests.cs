using Authz.Sts.Errors;
using Authz.Sts.Identities;

namespace Authz.Sts.Tests.Errors;

public sealed class StsErrorTableTests
{
    // reference section 1.6; the numbers of gRPC are those of its specification
    private static readonly Dictionary<StsErrorCode, (int Http, int Grpc)> Expected = new()
    {
        [StsErrorCode.AccessDenied] = (403, 7),
        [StsErrorCode.IDPRejectedClaim] = (403, 16),
        [StsErrorCode.ExpiredToken] = (403, 16),
        [StsErrorCode.ExpiredTokenException] = (400, 16),
        [StsErrorCode.InvalidIdentityToken] = (400, 16),
        [StsErrorCode.IDPCommunicationError] = (400, 14),
        [StsErrorCode.InvalidClientTokenId] = (403, 16),
        [StsErrorCode.SignatureDoesNotMatch] = (403, 16),
        [StsErrorCode.IncompleteSignature] = (400, 16),
        [StsErrorCode.MissingAuthenticationToken] = (403, 16),
        [StsErrorCode.ValidationError] = (400, 3),
        [StsErrorCode.MalformedInput] = (400, 3),
        [StsErrorCode.RequestEntityTooLarge] = (413, 8),
        [StsErrorCode.InvalidParameterValue] = (400, 3),
        [StsErrorCode.MalformedPolicyDocument] = (400, 3),
        [StsErrorCode.PackedPolicyTooLarge] = (400, 3),
        [StsErrorCode.RegionDisabledException] = (403, 9),
        [StsErrorCode.InvalidAuthorizationMessageException] = (400, 3),
        [StsErrorCode.MissingAction] = (400, 3),
        [StsErrorCode.InvalidAction] = (400, 12),
        [StsErrorCode.ServiceUnavailable] = (503, 14),
        [StsErrorCode.InternalFailure] = (500, 13),
    };

    [Fact]
    public void Every_code_has_the_statuses_of_the_reference() =>
        Assert.Equal(Expected, Enum.GetValues<StsErrorCode>().Where(static c => c != StsErrorCode.None)
            .ToDictionary(static c => c, static c => (StsErrorTable.HttpStatusOf(c), StsErrorTable.GrpcStatusOf(c))));

    [Theory]
    [InlineData(StsErrorCode.None)]
    [InlineData((StsErrorCode)99)]
    public void What_is_no_error_is_never_a_success(StsErrorCode code)
    {
        Assert.Equal(500, StsErrorTable.HttpStatusOf(code));
        Assert.Equal(13, StsErrorTable.GrpcStatusOf(code));
    }

    [Fact]
    public void Everybody_who_is_not_identified_gets_an_error()
    {
        foreach (IdentityStatus status in Enum.GetValues<IdentityStatus>())
        {
            StsError error = IdentityErrors.ErrorOf(new IdentityResult(status, null));
            Assert.Equal(status != IdentityStatus.Identified, error.IsError);
            // one of them is no fault of the caller's: a later try may succeed
            var expected = status == IdentityStatus.RevocationsStale ? 14 : 16;
            if (error.IsError) Assert.Equal(expected, StsErrorTable.GrpcStatusOf(error.Code));
        }
    }

    [Fact]
    public void No_code_is_taken_for_a_skewed_clock_by_clients() =>
        Assert.DoesNotContain(Enum.GetNames<StsErrorCode>(), static n => n == "AccessDeniedException");
}
