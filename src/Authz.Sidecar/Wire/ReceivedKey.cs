using System.Diagnostics.CodeAnalysis;
using Authz.Protocol.V1;

namespace Authz.Sidecar.Wire;

/// <summary>An entry of a context as it arrived.</summary>
/// <param name="Name">The key.</param>
/// <param name="Values">Its values.</param>
internal readonly record struct ReceivedKey(string Name, string[] Values)
{
    private static readonly ReceivedKey Nothing = new("", []);

    private const uint NameTag = (1 << 3) | MessageReader.LengthDelimited;
    private const uint ValuesTag = (2 << 3) | MessageReader.LengthDelimited;
    private const uint ValueTag = (ContextValues.ValuesFieldNumber << 3) | MessageReader.LengthDelimited;

    /// <summary>Adds an entry that arrived; one too many is enough to tell that there are too many.</summary>
    /// <param name="keys">The entries so far.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="before">The entries of the message before: one that says the same at the same place is not made again.</param>
    public static void AddTo([NotNull] ref List<ReceivedKey>? keys, ReadOnlySpan<byte> entry, ReadOnlySpan<ReceivedKey> before = default)
    {
        keys ??= new List<ReceivedKey>(Math.Max(4, before.Length));
        ReceivedKey key = Read(entry, keys.Count < before.Length ? before[keys.Count] : Nothing);
        if (keys.Count <= RequestLimits.ContextKeys) keys.Add(key);
    }

    private static ReceivedKey Read(ReadOnlySpan<byte> entry, ReceivedKey before)
    {
        var (name, values) = ("", Array.Empty<string>());
        var reader = new MessageReader(entry);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == NameTag) name = reader.ReadText(before.Name);
            else if (tag == ValuesTag) values = ReadValues(reader.ReadBytes(), before.Values);
            else reader.Skip(tag);
        }

        return new ReceivedKey(name, values);
    }

    private static string[] ReadValues(ReadOnlySpan<byte> message, string[] before)
    {
        // most keys have one value
        var value = before.Length == 1 ? before[0] : "";
        string[] first = [];
        List<string>? all = null;
        var reader = new MessageReader(message);
        while (reader.TryReadTag(out var tag))
        {
            if (tag != ValueTag) reader.Skip(tag);
            else if (first.Length == 0) first = OneOf(reader.ReadText(value), before);
            else (all ??= [first[0]]).Add(reader.ReadText());
        }

        return all is null ? first : [.. all];
    }

    private static string[] OneOf(string value, string[] before) => before.Length == 1 && ReferenceEquals(value, before[0]) ? before : [value];
}
