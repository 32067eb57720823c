using Authz.LoadTests;
using Authz.LoadTests.Comparisons;
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
// the first one ends the run in order, children included
Console.CancelKeyPress += (_, signal) => signal.Cancel = !stop.IsCancellationRequested && TryCancel(stop);
try
{
    Comparison comparison = await Comparison.RunAsync(options, stop.Token);
    await ReportFile.WriteAsync(MarkdownReport.Write(comparison), Console.Out);
    return 0;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("stopped");
    return 130;
}
catch (LoadFaultException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

static bool TryCancel(CancellationTokenSource stop)
{
    stop.Cancel();
    return true;
}
