using System.Buffers;
using System.Text;
using Authz.Cli.Simulation;

var output = new ArrayBufferWriter<byte>();
var number = 0;
var clean = true;
foreach (var line in File.ReadLines(args[0]))
{
    number++;
    clean &= Simulator.Answer(Encoding.UTF8.GetBytes(line), $"line {number}", output);
}

using Stream stdout = Console.OpenStandardOutput();
stdout.Write(output.WrittenSpan);
return clean ? 0 : 2;
