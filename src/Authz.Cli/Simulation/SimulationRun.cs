using System.Buffers;

namespace Authz.Cli.Simulation;

/// <summary>Answers the scenarios of one input. Used once.</summary>
internal sealed class SimulationRun : IDisposable
{
    private const int FlushBytes = 1 << 16;

    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _answers = new(2 * FlushBytes);
    private readonly Simulator _simulator;
    private int _line;

    public SimulationRun(Stream output)
    {
        _output = output;
        _simulator = new Simulator(_answers);
    }

    /// <summary>Whether any line was answered with an error.</summary>
    public bool HasErrors { get; private set; }

    /// <summary>Answers every line that is not blank, in order.</summary>
    public void Run(LineReader lines)
    {
        for (LineState state = lines.Next(); state != LineState.End; state = lines.Next())
        {
            if (state == LineState.WouldWait)
            {
                // who waits for an answer before asking on must get it
                Flush();
                lines.Fill();
                continue;
            }

            _line++;
            if (state == LineState.TooLong) HasErrors |= !_simulator.RefuseTooLong(_line);
            else if (!IsBlank(lines.Line.Span)) HasErrors |= !_simulator.Answer(lines.Line, _line);
            if (_answers.WrittenCount >= FlushBytes) Flush();
        }

        Flush();
    }

    public void Dispose() => _simulator.Dispose();

    private void Flush()
    {
        _output.Write(_answers.WrittenSpan);
        _output.Flush();
        _answers.ResetWrittenCount();
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r"u8) < 0;
}
