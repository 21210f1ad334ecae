using System.Globalization;
using System.Text;
using NetGen.Arm64.Tests.Toolchain;
using NetGen.Tests.Numerics;
using Xunit;

namespace NetGen.Arm64.Tests;

/// <summary>One method for each function: <c>void Exp(ref float x, ref float y, int n)</c> maps n floats, a multiple of 4, through its 128-bit form.</summary>
public sealed class VectorMathProgram() : LazyProgram(() => Arm64Program.Compile(
    [Source()], [.. VectorFunction.All.Select(function => $"Samples.Maps.{function.Name}")], [Arm64Toolchain.RuntimeAssembly]))
{
    private static string Source()
    {
        var text = new StringBuilder("""
            using System.Runtime.CompilerServices;
            using System.Runtime.Intrinsics;
            using NetGen.Numerics;

            namespace Samples;

            internal static class Maps
            {
                [MethodImpl(MethodImplOptions.AggressiveInlining)]
                private static ref Vector128<float> Vector(ref float start, int offset) =>
                    ref Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref start, offset));

            """);
        foreach (var function in VectorFunction.All)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                    internal static void {{function.Name}}(ref float x, ref float y, int n)
                    {
                        for (var i = 0; i < n; i += 4) Vector(ref y, i) = VectorMath.{{function.Name}}(Vector(ref x, i));
                    }

                """);
        }

        return text.Append("}\n").ToString();
    }
}

public sealed class VectorMathTests(VectorMathProgram maps) : IClassFixture<VectorMathProgram>
{
    public static TheoryData<string> Functions => [.. VectorFunction.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_keeps_its_documented_error_on_arm64(string name)
    {
        var isAngle = name is "Sin" or "Cos";
        float[] x = isAngle
            ? FloatSweep.Magnitudes(-126, 12, 512)
            : [.. FloatSweep.AllExponents(256), .. FloatSweep.Magnitudes(-6, 7, 4096), .. FloatSweep.Special];

        var y = Map(name, x);

        var truth = VectorFunction.Named(name).Truth;
        var bound = isAngle ? DocumentedError.MaxAbsolute(name) : DocumentedError.MaxUlp(name);
        for (var i = 0; i < x.Length; i++)
        {
            var error = isAngle ? Math.Abs(y[i] - truth(x[i])) : Ulp.Error(y[i], truth(x[i]));
            Assert.True(error <= bound, string.Create(CultureInfo.InvariantCulture, $"{name}({x[i]:R}) is {y[i]:R}, off by {error:G4}; documented: at most {bound}"));
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_gives_the_same_bits_on_arm64_as_on_this_machine(string name)
    {
        Assert.SkipUnless(System.Runtime.Intrinsics.X86.Fma.IsSupported, "This machine has no fused multiply-add.");
        float[] x = [.. FloatSweep.AllExponents(256), .. FloatSweep.Magnitudes(-8, 7, 1024), .. FloatSweep.Special];
        var expected = new float[x.Length];
        VectorFunction.Named(name).Apply(Width.Vector128, x, expected);

        var y = Map(name, x);

        for (var i = 0; i < x.Length; i++)
        {
            Assert.True(
                BitConverter.SingleToInt32Bits(y[i]) == BitConverter.SingleToInt32Bits(expected[i]) || (float.IsNaN(y[i]) && float.IsNaN(expected[i])),
                string.Create(CultureInfo.InvariantCulture, $"{name}({x[i]:R}) is {y[i]:R} on arm64 and {expected[i]:R} here"));
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_function_inlines_into_a_loop_without_calls(string name)
    {
        var loop = maps.Program.Disassemble($"Samples.Maps.{name}").TileLoop;

        Assert.NotEqual(0, loop.FusedMultiplyAdds);
        Assert.Equal(0, loop.Calls);
    }

    [Fact]
    public void The_functions_need_nothing_of_the_runtime() => Assert.Empty(maps.Program.RuntimeDependencies);

    private float[] Map(string name, float[] x) => maps.Program.Run($"Samples.Maps.{name}", x, new float[x.Length], x.Length)["y"];
}
