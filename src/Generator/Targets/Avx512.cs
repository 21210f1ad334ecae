namespace NetGen.Generator.Targets;

/// <summary>AVX-512: 32 registers of 16 floats; a broadcast factor comes straight from memory.</summary>
internal sealed class Avx512 : Isa
{
    public override string Name => "Avx512";

    public override int Lanes => 16;

    public override int Registers => 32;

    public override string Guard => "global::System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated";

    public override string Tiles => "Avx512Tiles";
}
