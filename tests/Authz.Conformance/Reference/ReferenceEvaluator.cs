using System.Text.Json;

namespace Authz.Conformance.Reference;

/// <summary>The policy language stated a second time, slowly and obviously. Shares no code with the engine.</summary>
public static class ReferenceEvaluator
{
    // G5: System.Text.Json would otherwise keep the last of two equal keys and hide the first.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Answers one scenario line; never throws for bad input.</summary>
    public static ReferenceAnswer Evaluate(string scenarioJson)
    {
        try
        {
            using var json = JsonDocument.Parse(scenarioJson, Strict);
            return Evaluation.Decide(ScenarioReader.Read(json.RootElement));
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            return ReferenceAnswer.Invalid;
        }
    }

    /// <summary>Why a scenario is refused, for failure messages; null when it is not.</summary>
    public static string? Refusal(string scenarioJson)
    {
        try
        {
            using var json = JsonDocument.Parse(scenarioJson, Strict);
            ScenarioReader.Read(json.RootElement);
            return null;
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            return refused.Message;
        }
    }

    /// <summary>System.Text.Json tells of an escaped half of a surrogate pair only when the text is asked for, and by another exception.</summary>
    private static bool IsRefusal(Exception exception)
    {
        return exception is JsonException or RefusedException
            || (exception is InvalidOperationException && exception.Source == "System.Text.Json.Rethrowable");
    }
}
