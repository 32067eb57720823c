using Authz.Engine.Requests;
using CsCheck;

namespace Authz.Engine.Tests.Requests;

/// <summary>A moment that the sidecar knows says what its text says.</summary>
public sealed class MomentTests
{
    private static readonly string[] Operators =
    [
        "DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals", "StringEquals",
        "StringNotLike", "NumericLessThan", "ForAnyValue:DateNotEquals", "DateEqualsIfExists",
    ];

    private static readonly Gen<DateTimeOffset> Times = Gen.Select(
        Gen.Long[-62_000_000_000, 250_000_000_000], Gen.Int[0, 9_999_999], Gen.Int[-14, 14],
        static (seconds, ticks, hours) => DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(ticks).ToOffset(TimeSpan.FromHours(hours)));

    [Fact]
    public void Every_operator_reads_it_as_it_reads_the_text() => Gen.Select(Times, Gen.Int[0, Operators.Length - 1], Gen.Int[-1, 1], Gen.Bool).Sample(
        (time, @operator, milliseconds, isEpoch) =>
        {
            KnownKey<DateTimeOffset> key = isEpoch ? KnownKeys.EpochTime : KnownKeys.CurrentTime;
            var moment = new RequestContext();
            Assert.True(moment.TryAdd(key, time));
            Assert.True(moment.TryGet(key.Key, out ContextValue value));
            var text = new RequestContext();
            Assert.True(text.TryAdd(key.Key, ContextValue.Of(value.Single!)));

            var near = time.AddMilliseconds(isEpoch ? milliseconds * 1000 : milliseconds).UtcDateTime;
            var policy = isEpoch ? $"{new DateTimeOffset(near).ToUnixTimeSeconds()}" : $"{near:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}";
            var condition = $"{{`{Operators[@operator]}`:{{`{key.Key}`:`{(Operators[@operator] == "NumericLessThan" ? "1" : policy)}`}}}}";
            Assert.Equal(World.Holds(condition, text), World.Holds(condition, moment));
        }, iter: 3_000);

    [Fact]
    public void It_is_one_value()
    {
        var context = new RequestContext();
        Assert.True(context.TryAdd(KnownKeys.CurrentTime, new DateTimeOffset(2026, 1, 31, 12, 0, 0, 7, TimeSpan.Zero)));
        Assert.True(context.TryGet(KnownKeys.CurrentTime.Key, out ContextValue value));
        Assert.Equal((false, false, 1, "2026-01-31T12:00:00.007Z", "2026-01-31T12:00:00.007Z"), (value.IsEmpty, value.IsSet, value.Count, value.Single, value[0]));
        Assert.Equal("2026-01-31T12:00:00.007Z", context.SingleOf(KnownKeys.CurrentTime.Key));
    }
}
