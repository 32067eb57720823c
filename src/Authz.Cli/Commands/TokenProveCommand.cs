using System.CommandLine;
using Authz.Cli.Credentials;
using Authz.Cli.Help;
using Authz.Cli.Inputs;
using Authz.Sts.Proofs;

namespace Authz.Cli.Commands;

/// <summary><c>authz token prove</c>.</summary>
internal static class TokenProveCommand
{
    private const string DefaultRegion = "us-east-1";

    public static Command Create(Surroundings surroundings)
    {
        var command = new DocumentedCommand(
            "prove",
            "Prints a URL that proves to one service whose credentials are in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN. "
            + "Who has it is the caller for that service until it expires. No sidecar is asked. Exit status: 0 printed, 2 error.",
            "authz token prove --audience orders.example.internal");
        Option<string> audience = TextOption.Required("--audience", "NAME", "The service that the proof is for, by the name that it asks for.");
        Option<string?> region = TextOption.One("--region", "REGION", "The region that is signed for. Default: us-east-1.");
        Option<string?> host = TextOption.One(
            "--host", "HOST", "The STS host of the URL, with its port if it has one. Default: sts.REGION.amazonaws.com, without a region sts.amazonaws.com.");
        var expires = new Option<int>("--expires")
        {
            Description = "How long it counts, in seconds, 1 to 900. Default: 900.",
            HelpName = "SECONDS",
            DefaultValueFactory = static _ => (int)PresignedProof.LongestExpiry.TotalSeconds,
        };
        foreach (Option option in (Option[])[audience, region, host, expires]) command.Add(option);
        command.SetAction(result =>
        {
            var seconds = result.GetValue(expires);
            if (seconds < 1 || seconds > PresignedProof.LongestExpiry.TotalSeconds)
                throw new UsageException($"`--expires` is {seconds}: give 1 to {(int)PresignedProof.LongestExpiry.TotalSeconds} seconds");
            var name = result.GetValue(audience)!;
            if (!PresignedProof.IsAudience(name))
                throw new UsageException($"`--audience` must have 1 to {PresignedProof.LongestAudience} visible ASCII characters and no spaces");
            var place = result.GetValue(region);
            var authority = result.GetValue(host) ?? (place is null ? "sts.amazonaws.com" : $"sts.{place}.amazonaws.com");
            surroundings.Text.WriteLine(ProofUrl.Make(
                CallerCredentials.Read(surroundings.Environment), name, authority, place ?? DefaultRegion, TimeSpan.FromSeconds(seconds), surroundings.Time));
            return ExitCode.Success;
        });
        return command;
    }
}
