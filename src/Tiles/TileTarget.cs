using NetGen.Generator.Schedule;

namespace NetGen.Tiles;

/// <summary>An instruction set for which there are tiles.</summary>
/// <param name="Name">Its name, as the generator spells it.</param>
/// <param name="Lanes">Floats in a vector.</param>
/// <param name="Registers">Vector registers.</param>
/// <param name="MultiplyAdd">The method of the vector's class that computes a·b + c.</param>
/// <param name="ByElement">Whether it multiplies by an element of a register instead.</param>
internal sealed record TileTarget(string Name, int Lanes, int Registers, string MultiplyAdd, bool ByElement = false)
{
    public static readonly TileTarget[] All =
    [
        new("Avx512", 16, 32, "FusedMultiplyAdd"),
        new("Avx2", 8, 16, "FusedMultiplyAdd"),
        new("AdvSimd", 4, 32, "", ByElement: true),
        new("Portable", 4, 16, "MultiplyAddEstimate"),
    ];

    public string Vector => $"Vector{Lanes * 32}";

    public int PerPanel => 16 / Lanes;

    /// <summary>How factors are loaded.</summary>
    public FactorLoad[] Loads => ByElement ? [FactorLoad.FourTerms, FactorLoad.FourRows, FactorLoad.Single] : [FactorLoad.Single];

    /// <summary>Whether it has a tile of these rows and panels.</summary>
    public bool Has(int outerRows, int rows, int panels) => TileTable.Has(Lanes, Registers, ByElement, outerRows, rows, panels);
}
