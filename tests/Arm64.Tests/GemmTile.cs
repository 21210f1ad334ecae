using System.Globalization;
using System.Text;

namespace NetGen.Arm64.Tests;

/// <summary>
/// C# text of the matrix product's inner kernel, <c>C[rows, 4·vectors] = A[rows, K] · B[K, 4·vectors]</c>, with the whole of C in registers:
/// one vector of four k from each row of A, multiplied by element. K is a multiple of 4.
/// </summary>
internal static class GemmTile
{
    public static string Name(int rows, int vectors) => string.Create(CultureInfo.InvariantCulture, $"Samples.Tile{rows}x{vectors}.Multiply");

    public static string Source(int rows, int vectors)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        Line($"using System.Runtime.CompilerServices;");
        Line($"using System.Runtime.Intrinsics;");
        Line($"using System.Runtime.Intrinsics.Arm;");
        Line($"namespace Samples;");
        Line($"internal static class Tile{rows}x{vectors}");
        Line($"{{");
        Line($"[MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]");
        Line($"internal static void Multiply(ref float a, ref float b, ref float c, int k)");
        Line($"{{");
        for (var row = 1; row < rows; row++) Line($"    ref var a{row} = ref Unsafe.Add(ref a, {row} * k);");
        for (var row = 0; row < rows; row++)
            for (var vector = 0; vector < vectors; vector++) Line($"    Vector128<float> acc{row}{vector} = default;");
        for (var vector = 0; vector < vectors; vector++) Line($"    Vector128<float> w{vector};");
        Line($"    for (var i = 0; i < k; i += 4)");
        Line($"    {{");
        for (var row = 0; row < rows; row++) Line($"        var x{row} = Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref a{(row == 0 ? "" : row)}, i));");
        for (var step = 0; step < 4; step++)
        {
            for (var vector = 0; vector < vectors; vector++)
                Line($"        w{vector} = Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref b, {4 * ((step * vectors) + vector)}));");
            for (var row = 0; row < rows; row++)
                for (var vector = 0; vector < vectors; vector++)
                    Line($"        acc{row}{vector} = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc{row}{vector}, w{vector}, x{row}, {step});");
        }

        Line($"        b = ref Unsafe.Add(ref b, {16 * vectors});");
        Line($"    }}");
        for (var row = 0; row < rows; row++)
            for (var vector = 0; vector < vectors; vector++)
                Line($"    Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref c, {4 * ((row * vectors) + vector)})) = acc{row}{vector};");
        Line($"}}");
        Line($"}}");
        return text.ToString();
    }
}
