using Authz.Engine.Requests;
using Authz.Policies.Documents;
using CsCheck;

namespace Authz.Engine.Tests.Evaluation;

/// <summary>Random worlds: small vocabularies, so that statements meet requests. Their shares of outcomes are asserted.</summary>
internal static class WorldDraw
{
    private static readonly string[] Kinds = ["role", "role", "role", "user", "user", "federated", "root", "service", "identity", "anonymous"];

    /// <summary>Per type of value: a key, positive and negated operator, policy values, request values.</summary>
    public static readonly (string Key, string Operator, string Negated, string[] Policy, string[] Request)[] Types =
    [
        ("x:s", "StringEquals", "StringNotEquals", ["a", "b", "A"], ["a", "b", "c"]),
        ("x:i", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", ["a", "B"], ["A", "b", "c"]),
        ("x:l", "StringLike", "StringNotLike", ["a*", "?b", "*"], ["a", "ab", "c"]),
        ("x:n", "NumericEquals", "NumericNotEquals", ["1", "10.0", "-2"], ["1.0", "10", "3"]),
        ("x:d", "DateEquals", "DateNotEquals", ["2026-01-31T12:00:00Z", "1769860801"], ["1769860800", "2026-01-31T12:00:01Z", "2026"]),
        ("x:ip", "IpAddress", "NotIpAddress", ["10.0.0.0/8", "2001:db8::/32"], ["10.1.2.3", "2001:db8::1", "192.0.2.1"]),
        ("x:arn", "ArnLike", "ArnNotLike", ["arn:aws:iam::*:role/*", "arn:aws:s3:::a"], ["arn:aws:iam::1:role/r", "arn:aws:s3:::a", "arn:aws:s3:::b"]),
        ("x:m", "NumericLessThan", "NumericGreaterThanEquals", ["5"], ["4", "5", "6.5"]),
    ];

    /// <summary>A context: each key of <see cref="Types"/> is absent, a value, or now and then a set.</summary>
    public static Gen<(string Key, string[] Values, bool IsSet)[]> Contexts { get; } = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2], Gen.Int[0, 2]).Array[Types.Length].Select(
        choices => choices.Select((choice, i) => (choice, type: Types[i])).Where(c => c.choice.Item1 > 1).Select(c =>
            (c.type.Key, c.choice.Item1 == 5 ? new[] { c.type.Request[c.choice.Item2], c.type.Request[c.choice.Item3] } : [c.type.Request[c.choice.Item2]], c.choice.Item1 == 5)).ToArray());

    /// <summary>Worlds of all callers and all layers.</summary>
    public static Gen<DraftWorld> Worlds { get; } = Gen.Select(
        Requests(),
        Gen.Select(Optional(90, Layer(0, 3, 72)), Optional(45, Layer(1, 3, 86)), Optional(40, Layer(1, 3, 88))),
        Optional(45, Layer(1, 2, 94).Array[1, 3]), Optional(25, Array(Control(), 0, 2).Array[1, 2]), Optional(55, OfResource()),
        Gen.Int[0, 9]).Select((request, own, service, control, resource, kind) => new DraftWorld
        {
            Context = request.Context,
            Request = request.World with { ResourceKind = kind switch { 0 => PolicyKind.Trust, 1 => PolicyKind.Key, _ => PolicyKind.Resource } },
            Identity = own.Item1,
            Boundary = own.Item2,
            Session = own.Item3,
            ServiceControl = service,
            ResourceControl = control,
            Resource = resource,
        });

    /// <summary>A statement without principal.</summary>
    public static Gen<Draft> Statement(bool denies, bool isPlain = false) => Gen.Select(
        Gen.Int[0, 9], Some("*", "s3:*", "s3:GetObject", "ec2:Run*", "s*:Get*", "S3:GET?bject", "ec2:RunInstances"), Gen.Int[0, 9],
        Some("*", "arn:aws:s3:::a*", "arn:aws:s3:*:b*", "arn:aws:s3:*:*:a/x", "arn:aws:s3:::${x:l}/x", "arn:aws:s3:*:*:b", "arn:aws:ec2:eu-*:*:*", "arn:aws:s3:*"),
        Gen.Select(Gen.Int[0, 9], Condition(), Condition())).Select((notAction, actions, notResource, resources, conditions) => new Draft
        {
            Denies = denies,
            IsNotAction = !isPlain && notAction == 0,
            Actions = actions,
            IsNotResource = !isPlain && notResource == 0,
            Resources = resources,
            Conditions = conditions.Item1 switch { < 5 => [], < 9 => [conditions.Item2], _ => [conditions.Item2, conditions.Item3] },
        });

    /// <summary>A condition in any form.</summary>
    public static Gen<DraftCondition> Condition() => Gen.Select(
        Gen.Int[0, Types.Length - 1], Gen.Int[0, 9], Gen.Int[0, 3], Gen.Bool).SelectMany((type, form, suffix, isNegated) => Some(Types[type].Policy).Select(values =>
    {
        (var key, var positive, var negated, _, _) = Types[type];
        var prefix = form switch { 0 => "ForAllValues:", 1 => "ForAnyValue:", _ => "" };
        return form == 9
            ? new DraftCondition("Null", key, [isNegated ? "true" : "false"])
            : new DraftCondition($"{prefix}{(isNegated ? negated : positive)}{(suffix == 0 ? "IfExists" : "")}", key, values);
    }));

    public static RequestContext Fill(IEnumerable<(string Key, string[] Values, bool IsSet)> keys)
    {
        var context = new RequestContext();
        foreach ((var key, var values, var isSet) in keys)
            Assert.True(context.TryAdd(key, isSet ? ContextValue.OfSet(values) : ContextValue.Of(values[0])));
        return context;
    }

    public static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static Gen<string[]> Some(params string[] texts) => OneOf(texts).Array[1, 2];

    private static Gen<(World World, (string, string[], bool)[] Context)> Requests() => Gen.Select(
        OneOf(Kinds), OneOf("s3:GetObject", "s3:GetObject", "ec2:RunInstances"),
        OneOf("arn:aws:s3:::a/x", "arn:aws:s3:::a:b", "arn:aws:ec2:eu-west-1:111122223333:instance/i", "*"),
        Gen.Int[0, 5], Contexts).Select((caller, action, resource, account, context) => (new World
        {
            Caller = Callers.Named(caller),
            Action = action,
            Resource = resource,
            ResourceAccount = account switch { 0 => Callers.Foreign, < 3 => Callers.Own, _ => null },
            Identity = null,
        }, context));

    // a layer that allows little decides everything by itself: most have one statement that allows all
    private static Gen<Draft[]> Layer(int min, int max, int allowsAllPercent) => Gen.Select(
        Array(Gen.Int[0, 9].SelectMany(i => Statement(denies: i < 3)), min, max), Gen.Int[0, 99])
        .Select((drafts, percent) => percent < allowsAllPercent ? [AllowAll, .. drafts] : drafts);

    private static Gen<Draft[]> OfResource() => Gen.Select(
        Array(Gen.Int[0, 9].SelectMany(i => Statement(denies: i < 3)), 1, 2),
        Some("*", "*", Callers.Own, Callers.Foreign, Callers.RoleArn, Callers.SessionArn, Callers.UserArn, Callers.FederatedArn), Gen.Int[0, 2])
        .Select((drafts, principals, more) => (more == 0 ? [AllowAll, .. drafts] : drafts).Select(d => d with { Principals = principals.Contains("*") ? ["*"] : principals }).ToArray());

    private static Gen<Draft> Control() => Statement(denies: true, isPlain: true).Select(d => d with
    {
        Principals = ["*"],
        Actions = [.. d.Actions.Where(a => a != "*").DefaultIfEmpty("ec2:RunInstances")],
    });

    private static Draft AllowAll { get; } = new() { Denies = false, Actions = ["*"], Resources = ["*"] };

    private static Gen<T[]> Array<T>(Gen<T> gen, int min, int max) => gen.Array[min, max];

    private static Gen<T?> Optional<T>(int percent, Gen<T> gen)
        where T : class => Gen.Select(Gen.Int[0, 99], gen).Select((draw, value) => draw < percent ? value : null);
}
