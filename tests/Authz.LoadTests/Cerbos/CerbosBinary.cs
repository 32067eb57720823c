using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Authz.LoadTests.Cerbos;

/// <summary>
/// The server of Cerbos, from its npm package: a pinned version with pinned hashes, fetched once into the user's cache directory.
/// </summary>
internal static class CerbosBinary
{
    private const string Package = "@cerbos/cerbos-linux-x64@0.55.0";
    private const string PackageSha512 =
        "78b654c9c25f69058ad174d1807fcecf61375e234251abc37752e1cc5c61529677b390ae42a9aa1b7dbbb5ad0e9fc60e4f1b993bfd7d706e24bdf0b6dabd37fd";

    private const string Entry = "package/cerbos-linux-x64";
    private const string ProgramSha256 = "1bb7264706e49f868551b355ef0a8e3b57947cccfe0551fb3dfae503f458ff7b";

    // npm ends its errors with advice
    private const int MostLines = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The program, fetched when the cache does not hold it.</summary>
    /// <returns>Its path; or null, and why there is none: no npm, no network, another kind of machine.</returns>
    /// <exception cref="LoadFaultException">What npm brought has another hash.</exception>
    public static async Task<(string? Path, string? Why)> FindAsync(CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return (null, $"`{Package}` is for Linux on x64; give another one with --cerbos-binary PATH");
        var cache = Directory.CreateDirectory(CacheDirectory()).FullName;
        var program = Path.Combine(cache, $"cerbos-{ProgramSha256[..16]}");
        if (File.Exists(program) && HashOf(program, SHA256.HashData) == ProgramSha256) return (program, null);
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("authz-load-");
        try
        {
            if (await PackAsync(scratch.FullName, cancellation) is { } why) return (null, why);
            Unpack(scratch.GetFiles("*.tgz").Single().FullName, Path.Combine(cache, $"fetched-{Environment.ProcessId}"), program);
            return (program, null);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static string CacheDirectory()
    {
        var home = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var root = string.IsNullOrEmpty(home)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache")
            : home;
        return Path.Combine(root, "authz-load");
    }

    // null, or why it failed
    private static async Task<string?> PackAsync(string directory, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("npm", ["pack", "--loglevel=error", Package])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Patience);
            try
            {
                Task<string> error = process.StandardError.ReadToEndAsync(limit.Token);
                await process.StandardOutput.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                var lines = (await error).Split('\n', StringSplitOptions.TrimEntries).Take(MostLines);
                return process.ExitCode == 0 ? null : $"`npm pack {Package}` failed: {string.Join(' ', lines)}";
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                return $"`npm pack {Package}` took more than {Patience.TotalMinutes:F0} minutes";
            }
            finally
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "npm is not installed";
        }
    }

    private static void Unpack(string package, string fetched, string program)
    {
        if (HashOf(package, SHA512.HashData) is var hash && hash != PackageSha512)
            throw new LoadFaultException($"`{Package}` has the hash {hash} instead of {PackageSha512}");
        using (var tar = new TarReader(new GZipStream(File.OpenRead(package), CompressionMode.Decompress)))
        {
            while (tar.GetNextEntry() is { } entry)
            {
                if (entry.Name == Entry) entry.ExtractToFile(fetched, overwrite: true);
            }
        }

        if (HashOf(fetched, SHA256.HashData) is var content && content != ProgramSha256)
            throw new LoadFaultException($"`{Entry}` of `{Package}` has the hash {content} instead of {ProgramSha256}");
        File.Move(fetched, program, overwrite: true);
    }

    private static string HashOf(string path, Func<Stream, byte[]> hash)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(hash(file));
    }
}
