namespace Authz.Conformance.Scenarios;

/// <summary>A context key with the few values that requests and policies draw from, so that they meet.</summary>
public sealed record ConditionKey(string Name, string Type, bool Multivalued, string[] Values)
{
    /// <summary>Values that only requests have, such as characters that no document may hold.</summary>
    public string[] InRequests { get; init; } = [];
}

/// <summary>The vocabulary of context keys.</summary>
public static class ConditionKeys
{
    public static readonly ConditionKey[] All =
    [
        new("aws:username", "text", false, ["ana", "bob", "Ana"]),
        new("aws:PrincipalTag/team", "text", false, ["red", "blue", "*", "RED"]),
        new("aws:ResourceTag/team", "text", false, ["red", "blue", "${aws:username}"]),
        new("aws:RequestedRegion", "text", false, ["eu-west-1", "us-east-1", "EU-WEST-1"]),
        new("x:label", "text", false, ["é", "É", "stra\u00dfe", "STRASSE", "", "😀", "a\tb", Request.Long])
        {
            InRequests = ["東京", "e\u0301", "😀x", "İ", "ana\n"],
        },
        new("ec2:InstanceType", "text", false, ["t2.micro", "t3.large"]),
        new("sts:ExternalId", "text", false, ["X-42", "x-42"]),
        new("aws:MultiFactorAuthAge", "number", false, ["10", "10.0", "3600", "-5", "0.5"]),
        new("x:size", "number", false, ["10", "9007199254740992", "9007199254740993", "1"]),
        new("aws:CurrentTime", "date", false, ["2024-05-01T12:00:00Z", "2024-05-01T12:00:01Z", "2024-05-01", "1714564800", "2024-05-01T14:00:00+02:00"]),
        new("aws:TokenIssueTime", "date", false, ["2024-05-01T12:00:00Z", "2024-05-01T11:59:59.5Z", "1714564801", "2024", "2024-05"]),
        new("aws:SecureTransport", "flag", false, ["true", "false"]),
        new("aws:MultiFactorAuthPresent", "flag", false, ["true", "false"]),
        new("aws:PrincipalIsAWSService", "flag", false, ["true", "false"]),
        new("x:key", "bytes", false, ["QmluYXJ5", "AAEC"]),
        new("aws:SourceIp", "address", false, ["203.0.113.200", "10.0.0.1", "2001:db8::1", "::ffff:10.0.0.1"]),
        new("aws:PrincipalArn", "arn", false, ["arn:aws:iam::111122223333:role/app", "arn:aws:iam::111122223333:user/ana", "arn:aws:iam::111122223333:root"]),
        new("aws:SourceArn", "arn", false, ["arn:aws:sns:eu-west-1:111122223333:topic", "arn:aws:logs:eu-west-1:111122223333:log-group:app:x"]),
        new("aws:TagKeys", "text", true, ["a", "b", "x"]),
        new("aws:CalledVia", "text", true, ["athena.amazonaws.com", "glue.amazonaws.com"]),
        new("saml:edupersonaffiliation", "text", true, ["staff", "guest"]),
        new("x:numbers", "number", true, ["1", "2.0", "30"]),
        new("x:arns", "arn", true, ["arn:aws:sns:eu-west-1:111122223333:topic", "arn:aws:iam::111122223333:role/app"]),
    ];

    /// <summary>Texts that parse for no operator but the String ones.</summary>
    public static readonly string[] WrongValues = ["9abc", "yes", "10.0.0", "1,000", "arn:aws:x", "2024-5-1", "?"];
}
