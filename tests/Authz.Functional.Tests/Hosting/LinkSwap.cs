using System.Runtime.InteropServices;
using System.Text;

namespace Authz.Functional.Tests.Hosting;

/// <summary>Puts a link in place of another in one step, as Kubernetes does with <c>..data</c>.</summary>
internal static class LinkSwap
{
    public static void To(string link, string target)
    {
        var made = link + ".made";
        File.CreateSymbolicLink(made, target);
        // File.Move takes no link to a directory
        if (Rename(Utf8(made), Utf8(link)) != 0) throw new IOException($"rename failed: {Marshal.GetLastPInvokeError()}");
    }

    private static byte[] Utf8(string path) => [.. Encoding.UTF8.GetBytes(path), 0];

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Rename(byte[] from, byte[] to);
}
