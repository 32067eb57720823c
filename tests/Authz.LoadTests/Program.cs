using System.Runtime.InteropServices;
using Authz.LoadTests;
using Authz.LoadTests.Reports;
using Authz.LoadTests.Servers;

if (args is ["--serve-empty", ..])
{
    await EmptyServer.RunAsync(args);
    return 0;
}

if (LoadOptions.Read(args, out var fault) is not { } options)
{
    Console.Error.WriteLine(fault);
    return 2;
}

using var stop = new CancellationTokenSource();
// ends the run in order, children included
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Cancel);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Cancel);
try
{
    await ReportFile.WriteAsync(await LoadRun.RunAsync(options, stop.Token), Console.Out);
    return 0;
}
catch (Exception) when (stop.IsCancellationRequested)
{
    // Ctrl-C reaches the children too: what they leave looks like a fault and is none
    Console.Error.WriteLine("stopped");
    return 130;
}
catch (LoadFaultException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

void Cancel(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
