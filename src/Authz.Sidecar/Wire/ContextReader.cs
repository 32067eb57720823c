using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Authz.Sts.Authorization;

namespace Authz.Sidecar.Wire;

/// <summary>Reads the context of a request. Thread-safe.</summary>
internal sealed class ContextReader
{
    private readonly SuppliedKeys _keys = new();

    /// <summary>Reads keys and values.</summary>
    /// <param name="given">The message's.</param>
    /// <param name="context">What was read when null is returned.</param>
    /// <returns>What is wrong, where, and how to mend it; null when nothing is.</returns>
    public string? Read(ReadOnlySpan<ReceivedKey> given, out ImmutableArray<SuppliedValue> context)
    {
        context = [];
        if (given.IsEmpty) return null;
        if (given.Length > RequestLimits.ContextKeys)
            return $"`context` has more than {RequestLimits.ContextKeys} keys: send what policies ask for";
        var read = new SuppliedValue[given.Length];
        int at = 0, count = 0, length = 0;
        foreach ((var name, var values) in given)
        {
            if (!_keys.TryFind(name, out SuppliedKey? key)) return $"`context` has the key `{Shorten(name)}`: write a key such as `aws:SourceIp`";
            if ((count += values.Length) > RequestLimits.ContextValues) return TooManyValues;
            if (CheckValues(key, values, ref length) is { } fault) return fault;
            read[at++] = new SuppliedValue(key, key.ValueOf(values));
        }

        if (SuppliedNames.FindDouble(read) is { } twice) return $"`context` has the key `{twice}` twice: keys compare without case";
        context = ImmutableCollectionsMarshal.AsImmutableArray(read);
        return null;
    }

    /// <summary>A request's own keys, and those of its batch that it does not give itself.</summary>
    /// <returns>What is wrong with all of them together; null when nothing is.</returns>
    public static string? Merge(ImmutableArray<SuppliedValue> own, ImmutableArray<SuppliedValue> shared, out ImmutableArray<SuppliedValue> context)
    {
        context = own.IsEmpty ? shared : SuppliedNames.Complete(own, shared);
        if (own.IsEmpty || shared.IsEmpty) return null;
        // each was bounded; both together are bounded alike
        if (context.Length > RequestLimits.ContextKeys)
            return $"`context` has {context.Length} keys with those of the batch, at most {RequestLimits.ContextKeys} are read: send what policies ask for";
        int count = 0, length = 0;
        foreach (SuppliedValue supplied in context)
        {
            count += supplied.Value.Count;
            for (var i = 0; i < supplied.Value.Count; i++) length += supplied.Value[i].Length;
        }

        return count > RequestLimits.ContextValues ? TooManyValues : length > RequestLimits.ContextLength ? TooLong : null;
    }

    /// <summary>A text that is repeated to who sent it.</summary>
    public static string Shorten(string text) => text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "...");

    private static string TooManyValues => $"`context` has more than {RequestLimits.ContextValues} values: send what policies ask for";

    private static string TooLong => $"`context` has more than {RequestLimits.ContextLength} characters: send what policies ask for";

    // a value that no operator can read would make a Deny go quiet (reference section 4.6), and so would a second value of a key that
    // has one (D10)
    private static string? CheckValues(SuppliedKey key, string[] values, ref int length)
    {
        if (values.Length > 1 && key.TakesOne) return $"`context` has {values.Length} values at `{key}`, which takes one";
        foreach (var value in values)
        {
            if (value.Length > RequestLimits.ContextValueLength)
                return $"`context` has a value of {value.Length} characters at `{key}`, at most {RequestLimits.ContextValueLength} are read";
            if ((length += value.Length) > RequestLimits.ContextLength) return TooLong;
            if (key.Info is { } info && !info.Accepts(value)) return $"`context` has `{Shorten(value)}` at `{key}`, which takes {info.DescribeValue()}";
        }

        return null;
    }
}
