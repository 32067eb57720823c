using Authz.Engine.Decisions;
using Authz.Engine.Programs;

namespace Authz.Engine.Evaluation;

/// <summary>What denies.</summary>
/// <param name="ControlLevel">The first level of resource control policies; <see cref="Slot.None"/> for none.</param>
/// <param name="Caller">The first of the layers that follow the caller; <see cref="Slot.None"/> for none.</param>
/// <param name="IsByResource">Whether a policy of the resource does.</param>
internal readonly record struct Denials(int ControlLevel, int Caller, bool IsByResource);

/// <summary>What allows.</summary>
/// <param name="Silent">The layers of the caller that apply and do not allow.</param>
/// <param name="ByResource">How the matching Allow statements of the resource's policies name the caller, the best of them.</param>
internal readonly record struct Grants(SlotSet Silent, Naming ByResource);
