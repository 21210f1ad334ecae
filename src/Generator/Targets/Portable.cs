namespace NetGen.Generator.Targets;

/// <summary>128-bit vectors of whatever machine there is; fused where it fuses.</summary>
internal sealed class Portable : Isa
{
    public override string Name => "Portable";

    public override int Lanes => 4;

    public override int Registers => 16;

    public override string Guard => "true";

    public override string Tiles => "PortableTiles";

    public override string MultiplyAdd(string a, string b, string c) => $"{Operations}.MultiplyAddEstimate({a}, {b}, {c})";
}
