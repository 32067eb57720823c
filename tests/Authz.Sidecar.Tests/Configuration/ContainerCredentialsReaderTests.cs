using Authz.Sidecar.Configuration;
using Authz.Sidecar.Containers;
using Microsoft.Extensions.Configuration;

namespace Authz.Sidecar.Tests.Configuration;

public sealed class ContainerCredentialsReaderTests
{
    private const string Orders = "system:serviceaccount:orders:order-service", Role = "arn:aws:iam::111122223333:role/OrderService";

    [Fact]
    public void Subjects_have_roles_and_all_others_one()
    {
        ContainerCredentialsOptions options = Read($"{Orders}={Role}\n  a=b={Role},c=d *=arn:aws:iam::111122223333:role/team/Other", "2h", out _)!;
        Assert.Equal(
            (Role, $"{Role},c=d", "arn:aws:iam::111122223333:role/team/Other", TimeSpan.FromHours(2)),
            (options.RoleOf(Orders), options.RoleOf("a=b"), options.RoleOf("*x"), options.Duration));
    }

    [Fact]
    public void Without_settings_nobody_has_a_role()
    {
        ContainerCredentialsOptions options = Read(null, null, out _)!;
        Assert.Empty(options.Roles);
        Assert.Null(options.RoleOf(Orders));
        Assert.Equal(TimeSpan.FromHours(1), options.Duration);
    }

    [Theory]
    [InlineData("x", "1h", "has `x`")]
    [InlineData($"={Role}", "1h", "write `system:serviceaccount")]
    [InlineData("a=arn:aws:iam::111122223333:user/ana", "1h", "has `a=arn")]
    [InlineData("a=arn:aws:s3:::role/x", "1h", "has `a=arn")]
    [InlineData($"a={Role} a={Role}", "1h", "names `a` twice")]
    [InlineData($"a={Role}", "14m", "Authz:ContainerCredentials:Duration")]
    [InlineData($"a={Role}", "13h", "Authz:ContainerCredentials:Duration")]
    public void What_is_wrong_is_told(string roles, string duration, string expected)
    {
        Assert.Null(Read(roles, duration, out var faults));
        Assert.Contains(expected, Assert.Single(faults), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Orders, "orders.order-service")]
    [InlineData("repo:org/name:ref", "repo-org-name-ref")]
    [InlineData("x", "x-")]
    [InlineData("", "--")]
    [InlineData("ü€ a", "---a")]
    public void A_session_is_named_for_its_subject(string subject, string name) => Assert.Equal(name, SessionNames.Of(subject));

    [Fact]
    public void Of_a_long_subject_the_end_stays() => Assert.Equal(new string('b', 64), SessionNames.Of(new string('a', 300) + new string('b', 64)));

    private static ContainerCredentialsOptions? Read(string? roles, string? duration, out IReadOnlyList<string> faults)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Authz:ContainerCredentials:Roles"] = roles,
            ["Authz:ContainerCredentials:Duration"] = duration,
        }).Build();
        return OptionsReader.Read(configuration, out faults)?.ContainerCredentials;
    }
}
