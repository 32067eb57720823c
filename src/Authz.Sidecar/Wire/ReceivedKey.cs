using System.Diagnostics.CodeAnalysis;
using Authz.Protocol.V1;

namespace Authz.Sidecar.Wire;

/// <summary>An entry of a context as it arrived.</summary>
/// <param name="Name">The key.</param>
/// <param name="Values">Its values.</param>
internal readonly record struct ReceivedKey(string Name, string[] Values)
{
    private const uint NameTag = (1 << 3) | MessageReader.LengthDelimited;
    private const uint ValuesTag = (2 << 3) | MessageReader.LengthDelimited;
    private const uint ValueTag = (ContextValues.ValuesFieldNumber << 3) | MessageReader.LengthDelimited;

    /// <summary>Adds an entry that arrived; one too many is enough to tell that there are too many.</summary>
    public static void AddTo([NotNull] ref List<ReceivedKey>? keys, ReadOnlySpan<byte> entry)
    {
        keys ??= new List<ReceivedKey>(4);
        ReceivedKey key = Read(entry);
        if (keys.Count <= RequestLimits.ContextKeys) keys.Add(key);
    }

    private static ReceivedKey Read(ReadOnlySpan<byte> entry)
    {
        var (name, values) = ("", Array.Empty<string>());
        var reader = new MessageReader(entry);
        while (reader.TryReadTag(out var tag))
        {
            if (tag == NameTag) name = reader.ReadText();
            else if (tag == ValuesTag) values = ReadValues(reader.ReadBytes());
            else reader.Skip(tag);
        }

        return new ReceivedKey(name, values);
    }

    private static string[] ReadValues(ReadOnlySpan<byte> message)
    {
        string[] first = [];
        List<string>? all = null;
        var reader = new MessageReader(message);
        while (reader.TryReadTag(out var tag))
        {
            if (tag != ValueTag) reader.Skip(tag);
            // most keys have one value
            else if (first.Length == 0) first = [reader.ReadText()];
            else (all ??= [first[0]]).Add(reader.ReadText());
        }

        return all is null ? first : [.. all];
    }
}
