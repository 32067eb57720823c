namespace Authz.Conformance.Scenarios;

/// <summary>Who asks for what, before any policy is drawn.</summary>
public sealed record Request
{
    public const string Home = "111122223333";
    public const string Foreign = "444455556666";

    public required string Principal { get; init; }
    public string? Entity { get; init; }

    /// <summary>A text on which a matcher that goes back for each wildcard loses itself.</summary>
    public static readonly string Long = new('a', 400);

    /// <summary>The caller's account; null for services and anonymous callers.</summary>
    public string? Account { get; init; }

    public required string Action { get; init; }
    public required string Resource { get; init; }
    public string? ResourceAccount { get; init; }

    /// <summary>resource, trust or key.</summary>
    public required string PolicyKind { get; init; }

    public bool IsSession => Principal.Contains(":sts:", StringComparison.Ordinal);
    public bool IsRole => Principal.Contains(":role/", StringComparison.Ordinal);
    public bool IsProvider => Principal.Contains("-provider/", StringComparison.Ordinal);
    public bool IsService => !IsAnonymous && !Principal.StartsWith("arn:", StringComparison.Ordinal);
    public bool IsAnonymous => Principal == "*";

    public static Request Drawn(Draw draw)
    {
        var (kind, action, resource) = Target(draw);
        var account = draw.Percent(87) ? Home : Foreign;
        var (principal, entity) = Caller(draw, account, kind);
        var named = principal.StartsWith("arn:", StringComparison.Ordinal);
        return new Request
        {
            Principal = principal,
            Entity = entity,
            Account = named ? account : null,
            Action = action,
            Resource = resource,
            ResourceAccount = draw.Weighted((65, null), (27, Home), (5, Foreign)),
            PolicyKind = kind,
        };
    }

    private static (string Kind, string Action, string Resource) Target(Draw draw)
    {
        return draw.Weighted<Func<(string, string, string)>>(
            (40, () => ("resource", draw.One("s3:GetObject", "s3:PutObject", "S3:getobject"), Objects(draw))),
            (16, () => ("resource", draw.One("ec2:RunInstances", "ec2:StopInstances"), Instances(draw))),
            (6, () => ("resource", "logs:PutLogEvents", "arn:aws:logs:eu-west-1:111122223333:log-group:app:log-stream:s1")),
            (5, () => ("resource", draw.One("s3:ListAllMyBuckets", "iam:ListUsers"), "*")),
            (12, () => ("key", draw.Weighted((9, "kms:Decrypt"), (1, "kms:RetireGrant")), "arn:aws:kms:eu-west-1:111122223333:key/k")),
            (21, () => ("trust", draw.One("sts:AssumeRole", "sts:AssumeRole", "sts:TagSession"), "arn:aws:iam::111122223333:role/target")))();
    }

    private static string Objects(Draw draw)
    {
        return draw.One(
            "arn:aws:s3:::docs/a.txt", "arn:aws:s3:::docs/a.txt", "arn:aws:s3:::docs/ana/x", "arn:aws:s3:::docs/red/x",
            "arn:aws:s3:::docs",
            "arn:aws:s3:::docs/*", "arn:aws:s3:::docs/${aws:username}/x", "arn:aws:s3:::docs/é/ÿ", "arn:aws:s3:::docs/東/😀",
            "arn:aws:s3:::docs/" + Long,
            draw.Percent(30) ? "arn:aws-cn:s3:::docs/a.txt" : "arn:aws:s3:::other/b.txt");
    }

    private static string Instances(Draw draw)
    {
        return draw.One(
            "arn:aws:ec2:eu-west-1:111122223333:instance/i-1", "arn:aws:ec2:us-east-1:111122223333:instance/i-2",
            "arn:aws:ec2:eu-west-1:444455556666:instance/i-1", "arn:aws:ec2:eu-west-1:111122223333:instance/*",
            "arn:aws:ec2:eu-west-1:111122223333:instance/i:444455556666:instance/x");
    }

    private static (string Principal, string? Entity) Caller(Draw draw, string account, string kind)
    {
        var partition = draw.Percent(4) ? "aws-cn" : "aws";
        var iam = $"arn:{partition}:iam::{account}:";
        var sts = $"arn:{partition}:sts::{account}:";
        return draw.Weighted<(string, string?)>(
            (34, (iam + draw.One("user/ana", "user/ana", "user/bob", "user/team/ana"), null)),
            (28, (sts + draw.One("assumed-role/app/s1", "assumed-role/app/s2"), draw.One(null, iam + "role/app", iam + "role/team/x/app"))),
            (3, (sts + "assumed-role/AWSServiceRoleForX/s1",
                draw.One(iam + "role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX", iam + "role/AWSServiceRoleForX"))),
            (2, (iam + "role/app", null)),
            (11, (sts + "federated-user/fed1", draw.Percent(85) ? iam + "user/ana" : null)),
            (6, (iam + "root", null)),
            (5, (draw.One("ec2.amazonaws.com", "cloudtrail.amazonaws.com"), null)),
            (kind == "trust" ? 12 : 2, (iam + draw.One("oidc-provider/token.example.com", "saml-provider/corp"), null)),
            (5, ("*", null)));
    }
}
