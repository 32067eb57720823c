namespace Authz.LoadTests.Http2;

/// <summary>Is told of every answer of a load.</summary>
internal interface ILatencySink
{
    /// <summary>A call was answered.</summary>
    /// <param name="due">When it was due, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</param>
    /// <param name="now">Now, in the same ticks.</param>
    void Answered(long due, long now);
}
