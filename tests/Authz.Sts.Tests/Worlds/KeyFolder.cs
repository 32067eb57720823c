using Authz.Tokens.Keys;

namespace Authz.Sts.Tests.Worlds;

/// <summary>Key sets by nickname, and rings in which they stand in the states a test wants.</summary>
internal sealed class KeyFolder : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Dictionary<string, string> _keyIds = new(StringComparer.Ordinal);

    /// <summary>A ring of keys, each made when it is named first.</summary>
    public KeyRing Load(params (string Name, string State)[] keys)
    {
        IEnumerable<string> entries = keys.Select(k => $$"""{"KeyId":"{{IdOf(k.Name)}}","State":"{{k.State}}"}""");
        File.WriteAllText(_directory["keys.json"], $$"""{"Keys":[{{string.Join(',', entries)}}]}""");
        KeyDirectoryResult result = KeyDirectory.Load(_directory.Path);
        Assert.Empty(result.Faults);
        return Assert.IsType<KeyRing>(result.Ring);
    }

    public void Dispose() => _directory.Dispose();

    private string IdOf(string name)
    {
        if (_keyIds.TryGetValue(name, out var id)) return id;
        var one = _directory[name];
        id = KeyDirectory.Generate(one).Ring!.Active!.KeyId;
        foreach (var file in Directory.EnumerateFiles(one, $"{id}*")) File.Move(file, _directory[Path.GetFileName(file)]);
        return _keyIds[name] = id;
    }
}
