using System.Runtime.InteropServices;

namespace Authz.Tokens.Storage;

/// <summary>Lets a thread give way to the others of its machine.</summary>
public static partial class ThreadNice
{
    private const int ThisThread = 0; // PRIO_PROCESS of setpriority(2), which on Linux is of a thread
    private const int Lowest = 19;

    /// <summary>The calling thread gets a processor's time when nobody else wants it, and else a small share. On Linux; elsewhere nothing changes.</summary>
    public static void GiveWay()
    {
        // whether it worked or not, the thread does its work
        if (OperatingSystem.IsLinux()) _ = SetPriority(ThisThread, 0, Lowest);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
