using System.Net.Sockets;
using Authz.Sidecar.Configuration;
using Authz.Sidecar.Hosting;

if (args is ["--version"])
{
    Console.WriteLine($"authz-sidecar {typeof(SidecarApplication).Assembly.GetName().Version?.ToString(3)}");
    return 0;
}

if (args is ["--help" or "-h"])
{
    Console.Write(SettingsText.Help());
    return 0;
}

if (args.Contains("--print-config"))
{
    // with the same sources as the start, and the same faults
    IReadOnlyList<string> wrong = SidecarApplication.PrintConfiguration([.. args.Where(static a => a != "--print-config")], Console.Out);
    foreach (var fault in wrong) Console.Error.WriteLine(fault);
    return wrong.Count == 0 ? 0 : 1;
}

await using WebApplication? application = SidecarApplication.Build(args, out IReadOnlyList<string> faults);
if (application is null)
{
    foreach (var fault in faults) Console.Error.WriteLine(fault);
    Console.Error.WriteLine($"authz-sidecar does not start: {faults.Count} {(faults.Count == 1 ? "fault" : "faults")}");
    return 1;
}

try
{
    await application.StartAsync();
}
catch (Exception exception) when (exception is IOException or SocketException)
{
    Console.Error.WriteLine($"authz-sidecar does not start: {exception.Message.TrimEnd('.')}; choose another address in `Authz:Listeners`");
    return 1;
}

await application.WaitForShutdownAsync();
return 0;
