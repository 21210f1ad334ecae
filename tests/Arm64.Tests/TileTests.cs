using System.Reflection;
using NetGen.Arm64.Tests.Toolchain;
using NetGen.Kernels;
using NetGen.Testing;
using Xunit;

namespace NetGen.Arm64.Tests;

/// <summary>A program that calls each of the runtime's tiles for NEON.</summary>
public sealed class TilePrograms() : LazyProgram(() => Arm64Program.Compile([Source], [.. Methods.Select(EntryPoint)], [Arm64Toolchain.RuntimeAssembly]))
{
    /// <summary>The names of the tiles.</summary>
    internal static IReadOnlyList<string> Methods { get; } =
        [.. typeof(AdvSimdTiles).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Select(method => method.Name)];

    // An entry point takes buffers and numbers alone.
    private static string Source => $$"""
        using System.Runtime.CompilerServices;
        using NetGen.Kernels;
        using NetGen.Training;
        internal static class Tiles
        {
        {{string.Concat(Methods.Select(Method))}}
        }
        """;

    internal static string EntryPoint(string method) => $"Tiles.{method}";

    private static string Method(string name)
    {
        string at(int offset) => $"ref Unsafe.Add(ref memory, {offset})";
        var isSink = name.StartsWith("Sink", StringComparison.Ordinal);
        string[] numbers = [.. Enumerable.Range(0, 25).Select(i => $"{(i == 0 ? "(TileStart)" : i == 1 ? "(TileEnd)" : "")}Unsafe.Add(ref loops, {i}){(i == 3 ? " != 0" : "")}")];
        var arguments = isSink ? $"{at(TileCase.X)}, {at(TileCase.W)}, {at(TileCase.Y)}, count, t, ref sink" : $"{at(TileCase.X)}, {at(TileCase.W)}, {at(TileCase.B)}, {at(TileCase.Y)}, count, isLast != 0, t";
        return $$"""
            internal static void {{name}}(ref float memory, ref int loops, int count, int isLast)
            {
                TileLoops t = new({{string.Join(", ", numbers)}});
                {{(isSink ? "GradientSum sink = default;" : "")}}
                AdvSimdTiles.{{name}}({{arguments}});
            }

        """;
    }
}

/// <summary>Every register tile of the runtime for NEON, executed, against the sums it is defined by, in double.</summary>
public sealed class TileTests(TilePrograms programs) : IClassFixture<TilePrograms>
{
    // A process each: of the cases that x86 runs, these many.
    private const int Every = 7;

    public static TheoryData<string> Methods => [.. TilePrograms.Methods];

    [Theory, MemberData(nameof(Methods))]
    public void A_tile_is_the_sum_of_its_products(string method)
    {
        RequiresArm64.Tools();
        foreach (var tile in TileCase.Of(method).Where((_, i) => i % Every == 0 || method.StartsWith("Sink", StringComparison.Ordinal)))
        {
            var memory = programs.Program.Run(TilePrograms.EntryPoint(method), tile.Memory, tile.Arguments, tile.Count, tile.IsLast ? 1 : 0)["memory"];
            if (tile.Difference(memory, tile.Expected()) is { } difference) Assert.Fail(difference);
        }
    }

    [Theory, MemberData(nameof(Methods))]
    public void The_loop_of_a_tile_has_no_call_and_no_spill(string method)
    {
        RequiresArm64.Tools();
        if (method.StartsWith("Batch", StringComparison.Ordinal)) return;
        var loop = programs.Program.Disassemble($"{typeof(AdvSimdTiles).FullName}.{method}", "NetGen.Runtime").TileLoop;

        Assert.NotEqual(0, loop.FusedMultiplyAdds);
        Assert.Equal(loop.FusedMultiplyAdds, loop.FusedMultiplyAddsByElement);
        Assert.Equal(0, loop.Calls);
        Assert.Equal(0, loop.VectorSpills);
    }
}
