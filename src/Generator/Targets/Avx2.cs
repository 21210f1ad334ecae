namespace NetGen.Generator.Targets;

/// <summary>AVX2 with FMA: 16 registers of 8 floats.</summary>
internal sealed class Avx2 : Isa
{
    public override string Name => "Avx2";

    public override int Lanes => 8;

    public override int Registers => 16;

    public override bool HasLowTiles => true;

    public override string Guard => "global::System.Runtime.Intrinsics.X86.Avx2.IsSupported && global::System.Runtime.Intrinsics.X86.Fma.IsSupported";

    public override string Tiles => "Avx2Tiles";
}
