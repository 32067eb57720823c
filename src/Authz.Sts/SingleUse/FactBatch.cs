using System.Text;

namespace Authz.Sts.SingleUse;

/// <summary>Uses that reach the disk together.</summary>
internal sealed class FactBatch
{
    private readonly StringBuilder _lines = new();

    public int Count { get; private set; }

    /// <summary>Whether its fate is known.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Why it is not on disk; empty when it is.</summary>
    public string Fault { get; private set; } = "";

    public void Add(string line)
    {
        _lines.Append(line);
        Count++;
    }

    public void Finish(string fault) => (IsDone, Fault) = (true, fault);

    public override string ToString() => _lines.ToString();
}
