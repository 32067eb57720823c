using System.Text;
using Authz.Cli.Simulation;

namespace Authz.Cli.Tests.Simulation;

public sealed class SimulationRunTests
{
    [Fact]
    public void Who_waits_for_an_answer_before_asking_on_gets_it()
    {
        using var output = new MemoryStream();
        using var run = new SimulationRun(output);
        var dialogue = new Dialogue(output);

        run.Run(new LineReader(dialogue));

        // before question n there were n answers: the last read finds the end
        Assert.Equal([0, 1, 2, 3], dialogue.AnswersSeen);
    }

    private sealed class Dialogue(MemoryStream output) : MemoryStream
    {
        public List<int> AnswersSeen { get; } = [];

        public override int Read(byte[] buffer, int offset, int count)
        {
            AnswersSeen.Add(output.ToArray().Count(b => b == (byte)'\n'));
            return AnswersSeen.Count > 3 ? 0 : Encoding.ASCII.GetBytes("{}\n", buffer.AsSpan(offset, count));
        }
    }
}
