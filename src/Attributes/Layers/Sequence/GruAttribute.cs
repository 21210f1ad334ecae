namespace NetGen;

/// <summary>Gated recurrent unit: <c>r, z = σ(…)</c>, <c>n = tanh(W·x + b + r·(U·h₋₁ + c))</c>, <c>h = (1 − z)·n + z·h₋₁</c>.</summary>
/// <param name="units">Size of the state.</param>
/// <remarks>[T, F] becomes [T, units]. Gates stand in the order r, z, n. PyTorch: <c>GRU</c>. Cho et al. 2014.</remarks>
public sealed class GruAttribute(int units) : RecurrentAttribute(units);
