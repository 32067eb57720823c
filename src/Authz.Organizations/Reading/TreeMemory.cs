using Authz.Policies.Json;

namespace Authz.Organizations.Reading;

/// <summary>
/// The JSON of the load before, by the files' bytes: what did not change need not be taken apart again. What the JSON says is read from it in
/// every load, since that hangs on other files too. Only JSON without any finding is kept. Not thread-safe.
/// </summary>
/// <remarks>
/// INVARIANT: files of two sorts never share a tree. Policies are folded by who has read them, and another reader would look for what is no
/// longer there.
/// </remarks>
internal sealed class TreeMemory
{
    private readonly Generations<TreeKey, JsonNode> _trees = new();

    /// <summary>Number of files of the last load whose JSON is kept.</summary>
    public int Count => _trees.Count;

    /// <summary>A load begins.</summary>
    public void Begin() => _trees.Begin();

    /// <summary>A load ends: what it did not use is forgotten.</summary>
    public void End() => _trees.End();

    /// <summary>The JSON of that file, or null. Policies in it may be folded.</summary>
    public JsonNode? Find(TreeKey key) => _trees.Find(key);

    /// <summary>Keeps the JSON of a file.</summary>
    public void Keep(TreeKey key, JsonNode root) => _trees.Keep(key, root);
}

/// <summary>A file's content.</summary>
/// <param name="Sort">As what it is read.</param>
/// <param name="Content">The content.</param>
internal readonly record struct TreeKey(FileSort Sort, ContentHash Content);
