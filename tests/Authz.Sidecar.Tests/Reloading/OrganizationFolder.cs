using System.Runtime.InteropServices;

namespace Authz.Sidecar.Tests.Reloading;

/// <summary>Directories of one test, in which organizations of one account with a few roles are written. Removed at the end.</summary>
internal sealed class OrganizationFolder : IDisposable
{
    public const string Account = "999999999999";
    public const string Roles = $"accounts/{Account}/roles";

    private readonly string _root = Directory.CreateTempSubdirectory("authz-reload-").FullName;

    /// <summary>Where the organization that is served lies.</summary>
    public string Path => In("organization");

    public string In(string name) => System.IO.Path.Join(_root, name);

    /// <summary>Writes an organization with these roles.</summary>
    public OrganizationFolder Write(string directory, params string[] roles)
    {
        WriteFile($"{directory}/organization.json", $$"""
            { "Id": "o-test", "ManagementAccountId": "{{Account}}", "Root": { "Id": "r-test", "Accounts": ["{{Account}}"] } }
            """);
        WriteFile($"{directory}/accounts/{Account}/account.json", $$"""{ "Id": "{{Account}}" }""");
        foreach (var role in roles) WriteFile($"{directory}/{Roles}/{role}.json", Role(role));
        return this;
    }

    /// <summary>Writes an organization as Kubernetes mounts a volume: visible entries are links through <c>..data</c>.</summary>
    public OrganizationFolder Mount(string directory, string version, params string[] roles)
    {
        Write($"{directory}/{version}", roles);
        Swap($"{directory}/..data", version);
        Swap($"{directory}/organization.json", "..data/organization.json");
        Swap($"{directory}/accounts", "..data/accounts");
        return this;
    }

    public void WriteFile(string path, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(In(path))!);
        File.WriteAllText(In(path), text);
    }

    public void Move(string from, string to) => Directory.Move(In(from), In(to));

    /// <summary>Puts a link under a name, in place of the one that stands there, in one step.</summary>
    public void Swap(string path, string target)
    {
        // hidden, as `..data_tmp` is
        var made = System.IO.Path.Join(System.IO.Path.GetDirectoryName(In(path)), ".made");
        File.CreateSymbolicLink(made, target);
        Replace(made, In(path));
    }

    /// <summary>Puts a file in place of another in one step, as editors and configuration tools do.</summary>
    public void Rename(string from, string to) => Replace(In(from), In(to));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    public static string Role(string name) => $$"""
        { "RoleName": "{{name}}", "AssumeRolePolicyDocument": { "Version": "2012-10-17", "Statement":
          { "Effect": "Allow", "Principal": { "AWS": "{{Account}}" }, "Action": "sts:AssumeRole" } } }
        """;

    // File.Move takes no link to a directory
    private static void Replace(string from, string to)
    {
        if (Rename(Utf8(from), Utf8(to)) != 0) throw new IOException($"rename failed: {Marshal.GetLastPInvokeError()}");
    }

    private static byte[] Utf8(string path) => [.. System.Text.Encoding.UTF8.GetBytes(path), 0];

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Rename(byte[] from, byte[] to);
}
