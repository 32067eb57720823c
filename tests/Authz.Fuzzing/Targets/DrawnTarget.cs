using Authz.Conformance.Scenarios;

namespace Authz.Fuzzing.Targets;

/// <summary>A scenario of the random generator whose choices are the input's bytes, so that every input is a scenario and coverage steers it.</summary>
internal static class DrawnTarget
{
    public static void Check(byte[] input) => ScenarioTarget.Compare(ScenarioGenerator.From(new Draw(seed: 0, input)));
}
