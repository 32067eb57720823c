using System.Collections.Immutable;
using Authz.Policies.Names;

namespace Authz.Policies.Documents;

/// <summary>The forms of a principal in a policy (P1 to P9).</summary>
public enum PrincipalForm
{
    /// <summary><c>*</c>: everybody, anonymous callers included (P1).</summary>
    Everyone,

    /// <summary>An account, as 12 digits or root ARN (P2).</summary>
    Account,

    /// <summary>The ARN of a user, a role, a role session or a federated-user session (P3 to P6).</summary>
    Arn,

    /// <summary>A unique id, <c>AIDA...</c> or <c>AROA...</c>, as IAM stores principals (P12).</summary>
    UniqueId,

    /// <summary>A service principal name (P7).</summary>
    Service,

    /// <summary>An identity provider (P8).</summary>
    Federated,

    /// <summary>An S3 canonical user (P9); names nobody here.</summary>
    CanonicalUser,
}

/// <summary>One principal of a <c>Principal</c> or <c>NotPrincipal</c> element.</summary>
/// <param name="Form">How it names.</param>
/// <param name="Text">As written; for <see cref="PrincipalForm.Account"/> the 12 digits.</param>
/// <param name="Partition">The partition of a root ARN; null for other forms and for 12 digits, which stand for any partition.</param>
public sealed record Principal(PrincipalForm Form, string Text, string? Partition = null)
{
    private static readonly Principal EveryonePrincipal = new(PrincipalForm.Everyone, "*");

    /// <summary>Reads a value under <c>"AWS"</c>.</summary>
    public static bool TryParseAws(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Principal? principal)
    {
        principal = text switch
        {
            "*" => EveryonePrincipal,
            _ when AccountId.IsValid(text) => new Principal(PrincipalForm.Account, text),
            _ when IsUniqueId(text) => new Principal(PrincipalForm.UniqueId, text),
            _ => FromArn(text),
        };
        return principal is not null;
    }

    /// <summary>Everybody.</summary>
    public static Principal Everyone => EveryonePrincipal;

    private static Principal? FromArn(string text)
    {
        if (!Names.Arn.TryParse(text, out Arn? arn) || text.Contains("${", StringComparison.Ordinal)) return null;
        if (arn is not { Region: "", Service: "iam" or "sts" }) return null;
        if (arn is { Service: "iam", Resource: "root" } && !arn.AccountId.IsNone)
            return new Principal(PrincipalForm.Account, arn.Account, arn.Partition);
        string[] types = arn.Service == "iam" ? ["user/", "role/"] : ["assumed-role/", "federated-user/"];
        // P11: a wildcard in here is no pattern; the principal is kept and names nobody
        var named = (types.Any(t => arn.After(t) is not null) && IsWhole(arn)) || arn.Resource == "root";
        var account = !arn.AccountId.IsNone || arn.Account.AsSpan().ContainsAny('*', '?');
        return named && account ? new Principal(PrincipalForm.Arn, text) : null;
    }

    // P4: a session is named by its role and its own name, without a path
    private static bool IsWhole(Arn arn) => arn.After("assumed-role/") is not { } session || session.Split('/') is [{ Length: > 0 }, { Length: > 0 }];

    private static bool IsUniqueId(string text) =>
        text.Length is >= 16 and <= 128
        && (text.StartsWith("AIDA", StringComparison.Ordinal) || text.StartsWith("AROA", StringComparison.Ordinal))
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');
}

/// <summary>A <c>Principal</c> or <c>NotPrincipal</c> element.</summary>
/// <param name="IsNot">Whether it is <c>NotPrincipal</c>.</param>
/// <param name="Principals">The principals listed, at least one, ORed (P10).</param>
public sealed record PrincipalElement(bool IsNot, ImmutableArray<Principal> Principals);
