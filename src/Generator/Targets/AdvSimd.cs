namespace NetGen.Generator.Targets;

/// <summary>NEON on 64-bit ARM: 32 registers of 4 floats; multiplies by an element of a register, which halves the instructions of a tile.</summary>
internal sealed class AdvSimd : Isa
{
    public override string Name => "AdvSimd";

    public override int Lanes => 4;

    public override int Registers => 32;

    public override string Guard => "global::System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported";

    public override bool MultipliesByElement => true;

    public override string Tiles => "AdvSimdTiles";

    public override string MultiplyAdd(string a, string b, string c) => $"__neon.FusedMultiplyAdd({c}, {a}, {b})";

    public override string MultiplyAddElement(string accumulator, string weights, string scalars, int lane) =>
        $"__neon64.FusedMultiplyAddBySelectedScalar({accumulator}, {weights}, {scalars}, {lane})";
}
