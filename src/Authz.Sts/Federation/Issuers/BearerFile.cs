namespace Authz.Sts.Federation.Issuers;

/// <summary>Reads a token that is shown to an API server, anew each time: what mounts it replaces it.</summary>
internal static class BearerFile
{
    private const int MaximumBytes = 64 << 10;

    /// <summary>Whether a file holds a token; else why not. The token is in no fault.</summary>
    public static bool TryRead(string path, out string? token, out string fault)
    {
        token = null;
        fault = "it cannot be read";
        try
        {
            if (new FileInfo(path).Length > MaximumBytes)
            {
                fault = $"it has more than {MaximumBytes} bytes";
                return false;
            }

            var text = File.ReadAllText(path).Trim();
            // what may stand in a header (RFC 6750 section 2.1)
            if (text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange('!', '~')) token = text;
            fault = token is null ? "it holds no token" : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        return token is not null;
    }
}
