namespace NetGen.Tiles;

/// <summary>An instruction set for which there are tiles.</summary>
/// <param name="Name">Its name, as the generator spells it.</param>
/// <param name="Lanes">Floats in a vector.</param>
/// <param name="Registers">Vector registers.</param>
/// <param name="MultiplyAdd">The method of the vector's class that computes a·b + c.</param>
internal sealed record TileTarget(string Name, int Lanes, int Registers, string MultiplyAdd)
{
    public static readonly TileTarget[] All =
    [
        new("Avx512", 16, 32, "FusedMultiplyAdd"),
        new("Avx2", 8, 16, "FusedMultiplyAdd"),
        new("Portable", 4, 16, "MultiplyAddEstimate"),
    ];

    public string Vector => $"Vector{Lanes * 32}";

    public int PerPanel => 16 / Lanes;
}
