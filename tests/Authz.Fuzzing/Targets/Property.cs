namespace Authz.Fuzzing.Targets;

/// <summary>A property that does not hold.</summary>
internal sealed class BrokenPropertyException(string message) : Exception(message);

internal static class Property
{
    public static void Holds(bool holds, string property)
    {
        if (!holds) throw new BrokenPropertyException(property);
    }

    public static void Same<T>(T expected, T actual, string property)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new BrokenPropertyException($"{property}: expected `{expected}`, got `{actual}`");
    }
}
