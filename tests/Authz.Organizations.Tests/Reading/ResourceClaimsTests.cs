using Authz.Organizations.Reading;
using Authz.Policies.Diagnostics;
using Authz.Policies.Names;

namespace Authz.Organizations.Tests.Reading;

public sealed class ResourceClaimsTests
{
    [Theory]
    [InlineData("arn:aws:s3:::payroll/*", "arn:aws:s3:::*", true)]
    [InlineData("arn:aws:s3:::payroll/*", "arn:aws:s3:::payroll/secret/*", true)]
    [InlineData("arn:aws:s3:::payroll*", "arn:aws:s3:::*roll/x", true)]
    [InlineData("arn:aws:s3:::payroll", "arn:aws:s?:::payrol?", true)]
    [InlineData("arn:aws:s3:::payroll", "arn:*:*:*:*:*", true)]
    [InlineData("arn:aws:s3:::payroll/*", "arn:aws:s3:::docs/*", false)]
    [InlineData("arn:aws:s3:::payroll", "arn:aws:s3:::payroll?", false)]
    [InlineData("arn:aws:s3:::payroll", "arn:aws:sns:::payroll", false)]
    [InlineData("arn:aws:orders::111122223333:x", "arn:aws:orders::*:x", false)]
    public void No_account_speaks_for_what_another_speaks_for(string one, string other, bool isRefused)
    {
        Assert.Equal(isRefused, IsRefused(one, other));
        Assert.Equal(isRefused, IsRefused(other, one));
    }

    [Fact]
    public void An_account_may_speak_twice()
    {
        var claims = new ResourceClaims();
        Assert.Null(claims.Claim(Pattern("arn:aws:s3:::*"), Account("111122223333")));
        Assert.Null(claims.Claim(Pattern("arn:aws:s3:::docs/*"), Account("111122223333")));
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "***", true)]
    [InlineData("", "?", false)]
    [InlineData("a*c", "*b*", true)]
    [InlineData("a*c", "?b*d", false)]
    [InlineData("*a", "*b", false)]
    [InlineData("a*", "*b", true)]
    [InlineData("a**?", "a", false)]
    [InlineData("*x*y", "x*yz", false)]
    public void Patterns_overlap_when_one_text_matches_both(string one, string other, bool isSo)
    {
        Assert.Equal(isSo, ResourceClaims.Overlaps(one, other));
        Assert.Equal(isSo, ResourceClaims.Overlaps(other, one));
    }

    [Fact]
    public void An_organization_in_which_two_accounts_speak_for_a_resource_is_not_loaded()
    {
        OrganizationSketch sketch = new OrganizationSketch()
            .With($"{OrganizationSketch.Account}/resources/all.json", """{ "Resource": "arn:aws:s3:::*" }""")
            .With("accounts/999999999999/resources/payroll.json", """{ "Resource": "arn:aws:s3:::payroll/*" }""");
        Diagnostic fault = Assert.Single(sketch.Faults());
        Assert.Equal(("accounts/999999999999/resources/payroll.json", "AZ2048"), (fault.Source, fault.Rule.Code));
        Assert.Empty(sketch.With("accounts/999999999999/resources/payroll.json", """{ "Resource": "arn:aws:sqs:::payroll/*" }""").Faults());
    }

    private static bool IsRefused(string one, string other)
    {
        var claims = new ResourceClaims();
        Assert.Null(claims.Claim(Pattern(one), Account("111122223333")));
        return claims.Claim(Pattern(other), Account("444455556666")) is not null;
    }

    private static Arn Pattern(string text) => Arn.TryParse(text, out Arn? arn) ? arn : throw new ArgumentException(text, nameof(text));

    private static AccountId Account(string text) => AccountId.TryParse(text, out AccountId id) ? id : throw new ArgumentException(text, nameof(text));
}
