namespace Authz.Policies.Names;

/// <summary>
/// An Amazon Resource Name: <c>arn:partition:service:region:account:resource</c>. Region and account may be empty; the resource
/// keeps further colons and slashes. Compared ordinally, as IAM does. Wildcards have no meaning here; see <c>Patterns</c>.
/// </summary>
public sealed record Arn
{
    /// <summary>Longest accepted text, in characters (STS <c>arnType</c>).</summary>
    public const int MaxLength = 2048;

    private Arn(string text, string partition, string service, string region, string account, string resource) =>
        (Text, Partition, Service, Region, Account, Resource) = (text, partition, service, region, account, resource);

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary><c>aws</c>, <c>aws-cn</c>, ...; never empty.</summary>
    public string Partition { get; }

    /// <summary>The service's prefix; never empty.</summary>
    public string Service { get; }

    /// <summary>The region; empty for global resources.</summary>
    public string Region { get; }

    /// <summary>The account field as written; empty for some services.</summary>
    public string Account { get; }

    /// <summary>Everything after the fifth colon; never empty.</summary>
    public string Resource { get; }

    /// <summary>The account, or <c>default</c> when the field holds none.</summary>
    public AccountId AccountId => AccountId.TryParse(Account, out AccountId account) ? account : default;

    /// <summary>Reads an ARN with all six fields; partition, service and resource not empty; at most <see cref="MaxLength"/> characters.</summary>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Arn? arn)
    {
        arn = null;
        if (text is null || text.Length > MaxLength) return false;
        Span<Range> fields = stackalloc Range[6];
        ReadOnlySpan<char> span = text;
        if (span.Split(fields, ':') != 6 || !span[fields[0]].SequenceEqual("arn")) return false;
        if (span[fields[1]].IsEmpty || span[fields[2]].IsEmpty || span[fields[5]].IsEmpty) return false;
        arn = new Arn(text, text[fields[1]], text[fields[2]], text[fields[3]], text[fields[4]], text[fields[5]]);
        return true;
    }

    /// <summary>The ARN of an account's root user, in the partition <c>aws</c>.</summary>
    public static Arn OfRoot(AccountId account) => new($"arn:aws:iam::{account}:root", "aws", "iam", "", account.ToString(), "root");

    /// <summary>The resource's name after a type prefix such as <c>role/</c>, path included; null when it has another type.</summary>
    public string? After(string typePrefix) =>
        Resource.Length > typePrefix.Length && Resource.StartsWith(typePrefix, StringComparison.Ordinal) ? Resource[typePrefix.Length..] : null;

    /// <inheritdoc/>
    public override string ToString() => Text;
}
