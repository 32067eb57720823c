using Authz.Cli;

using Stream input = Console.OpenStandardInput();
using Stream output = Console.OpenStandardOutput();
return await AuthzCli.RunAsync(args, new Surroundings
{
    Input = input,
    Output = output,
    Error = Console.Error,
    Environment = Environment.GetEnvironmentVariable,
    Time = TimeProvider.System,
});
