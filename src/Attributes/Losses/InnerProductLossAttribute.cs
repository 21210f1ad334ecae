namespace NetGen;

/// <summary>The inner product of output and targets: <c>l = x·t</c>, whose gradient is t itself.</summary>
/// <remarks>
/// Targets have the output's shape. With <c>Reduction.Sum</c> the loss is Σ x·t over the batch and its gradient with respect to the output is
/// exactly the targets: the way to inject a gradient that was computed elsewhere (by the rest of a larger model, or by a policy gradient) and to
/// get vector–Jacobian products of a network.
/// </remarks>
public sealed class InnerProductLossAttribute : LossAttribute;
