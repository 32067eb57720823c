using Authz.Organizations.Principals;
using Authz.Policies.Names;
using static Authz.Organizations.Tests.OrganizationSketch;

namespace Authz.Organizations.Tests.Principals;

public sealed class UniqueIdTests
{
    [Fact]
    public void A_derived_id_never_changes()
    {
        AccountId.TryParse("111122223333", out AccountId account);
        Assert.Equal("AROAHBO4RBRBY5IS7WZJ", UniqueId.Derive(UniqueId.RolePrefix, account, "/", "OrderReader"));
        Assert.Equal("AIDAVXOYY7Y54XYXP6Z2", UniqueId.Derive(UniqueId.UserPrefix, account, "/", "ana"));
    }

    [Fact]
    public void Account_path_and_name_each_change_a_derived_id()
    {
        AccountId.TryParse("111122223333", out AccountId account);
        AccountId.TryParse("111122223334", out AccountId other);
        string[] ids = [Id(account, "/", "a"), Id(other, "/", "a"), Id(account, "/b/", "a"), Id(account, "/", "b")];
        Assert.Equal(4, ids.Distinct().Count());
        Assert.All(ids, id => Assert.True(UniqueId.IsValid(id, UniqueId.RolePrefix)));

        static string Id(AccountId account, string path, string name) => UniqueId.Derive(UniqueId.RolePrefix, account, path, name);
    }

    [Fact]
    public void An_id_that_is_given_is_kept_and_an_absent_one_derived()
    {
        Organization organization = new OrganizationSketch()
            .With($"{Account}/users/a.json", """{ "UserName": "a", "UserId": "AIDATEST000000000001" }""")
            .With($"{Account}/users/b.json", """{ "UserName": "b", "Path": "/x/" }""").Read();
        Assert.Equal("a", organization.FindUserById("AIDATEST000000000001")!.Name);
        User derived = organization.FindUser("arn:aws:iam::111122223333:user/x/b")!;
        Assert.Equal(UniqueId.Derive(UniqueId.UserPrefix, derived.Account, "/x/", "b"), derived.UserId);
    }
}
