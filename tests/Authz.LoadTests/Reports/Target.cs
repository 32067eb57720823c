namespace Authz.LoadTests.Reports;

/// <summary>A figure that has a limit.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Value">What was measured; null: nothing.</param>
/// <param name="Limit">The limit.</param>
/// <param name="IsLeast">Whether the limit is the least that is wanted; otherwise it is the most.</param>
/// <param name="Format">How both numbers are written.</param>
internal sealed record Target(string Name, double? Value, double Limit, bool IsLeast, string Format = "F2")
{
    /// <summary>Whether it is met; null when nothing was measured.</summary>
    public bool? IsMet => Value is { } value ? (IsLeast ? value >= Limit : value <= Limit) : null;

    /// <summary>The cells of its line: name, limit, value, verdict.</summary>
    public IReadOnlyList<string> Cells =>
    [
        Name,
        $"{(IsLeast ? "at least" : "at most")} {Limit.ToString(Format)}",
        Value is { } value ? value.ToString(Format) : "-",
        IsMet switch { true => "met", false => "**missed**", null => "not measured" },
    ];
}
