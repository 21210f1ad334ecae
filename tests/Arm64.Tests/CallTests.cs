using NetGen.Arm64.Tests.Toolchain;
using Xunit;

namespace NetGen.Arm64.Tests;

public sealed class CallsProgram() : LazyProgram(() => Arm64Program.Compile(
    [SampleKernels.Text("Calls.cs")],
    [
        "Samples.Calls+Nested.Supported", "Samples.Calls.Weigh", "Samples.Calls.Square", "Samples.Calls.Set(Single&, Int32, Single)", "Samples.Calls.Set(Single&, Int32)",
        "Samples.Calls.Spin", "Samples.Calls.Allocate", "Samples.Calls.Sum",
    ]));

public sealed class CallTests(CallsProgram calls) : IClassFixture<CallsProgram>
{
    [Fact]
    public void Numbers_and_buffers_of_every_type_cross_in_any_order()
    {
        var result = calls.Program.Run(
            "Samples.Calls.Weigh",
            new ushort[] { 40000 / 2 }, Arm64Argument.Value<byte>(200), new[] { 5 }, Arm64Argument.Value<nint>(-3), 0.5f, Arm64Argument.Buffer<double>([3.0]),
            Arm64Argument.Value(1L << 40), Arm64Argument.Buffer<sbyte>([100]), Arm64Argument.Value(0.25), Arm64Argument.Value<short>(-300), Arm64Argument.Value(4000000000u),
            Arm64Argument.Value(true), new float[1], Arm64Argument.Value(1UL << 41));

        Assert.Equal(200 - 3 + 0.5 + (1L << 40) + 0.25 - 300 + 4000000000.0 + 1 + (1L << 41), result.Returned<double>());
        Assert.Equal([40000], result.Buffer<ushort>("a"));
        Assert.Equal([-5], result.Buffer<int>("c"));
        Assert.Equal([1.5], result.Buffer<double>("f"));
        Assert.Equal([-100], result.Buffer<sbyte>("h"));
        Assert.Equal([0.5f], result["m"]);
    }

    [Fact]
    public void A_number_is_returned() => Assert.Equal(2.25f, calls.Program.Run("Samples.Calls.Square", 1.5f).Returned<float>());

    [Fact]
    public void Overloads_are_told_apart_by_their_parameters()
    {
        Assert.Equal([0f, 3f], calls.Program.Run("Samples.Calls.Set(Single&, Int32, Single)", new float[2], 1, 3f)["x"]);
        Assert.Equal([7f, 0f], calls.Program.Run("Samples.Calls.Set(Single&, Int32)", new float[2], 0)["x"]);
    }

    [Fact]
    public void Constant_tables_and_the_C_library_are_there() =>
        Assert.Equal(15f + MathF.E, calls.Program.Run("Samples.Calls.Sum", 1).Returned<float>(), 1e-5f);

    [Fact]
    public void The_baseline_is_supported_and_nothing_else()
    {
        var result = calls.Program.Run("Samples.Calls+Nested.Supported", new int[1], new int[1], new int[1]);

        Assert.Equal((1, 0, 0), (result.Buffer<int>("baseline")[0], result.Buffer<int>("optional")[0], result.Buffer<int>("foreign")[0]));
    }

    [Fact]
    public void An_instruction_set_asked_for_is_supported()
    {
        RequiresArm64.Tools();
        const string Name = "Samples.Calls+Nested.Supported";
        using var program = Arm64Program.Compile([SampleKernels.Text("Calls.cs")], [Name], instructionSets: "dotprod");

        Assert.Equal(1, program.Run(Name, new int[1], new int[1], new int[1]).Buffer<int>("optional")[0]);
    }

    [Theory]
    [InlineData(5)] // in the slack behind the buffer
    [InlineData(40)] // on the page behind that
    [InlineData(-1)]
    public void A_write_outside_of_a_buffer_is_reported_with_the_parameter(int index)
    {
        var error = Assert.Throws<InvalidOperationException>(() => calls.Program.Run("Samples.Calls.Set(Single&, Int32)", new float[5], index));

        Assert.Contains("'x'", error.Message, StringComparison.Ordinal);
        Assert.Contains($"byte {4 * index}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_that_does_not_return_is_stopped()
    {
        var program = calls.Program;

        Assert.Throws<TimeoutException>(() => program.Run("Samples.Calls.Spin", TimeSpan.FromSeconds(1), 1));
    }

    [Fact]
    public void An_allocation_is_a_dependency_on_the_runtime_and_ends_the_call()
    {
        var dependency = Assert.Single(calls.Program.RuntimeDependencies, dependency => dependency.Symbol == "RhpNewArray");
        var error = Assert.Throws<InvalidOperationException>(() => calls.Program.Run("Samples.Calls.Allocate", new float[1], 4));

        Assert.EndsWith("Samples_Calls__Allocate", dependency.Method, StringComparison.Ordinal);
        Assert.Contains("method of the .NET runtime", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_that_do_not_fit_are_refused()
    {
        var program = calls.Program;

        Assert.Contains("parameter is float x", Assert.Throws<ArgumentException>(() => program.Run("Samples.Calls.Square", 1)).Message, StringComparison.Ordinal);
        Assert.Contains("2 arguments for float", Assert.Throws<ArgumentException>(() => program.Run("Samples.Calls.Square", 1f, 2f)).Message, StringComparison.Ordinal);
        Assert.Contains("no entry point", Assert.Throws<ArgumentException>(() => program.Run("Samples.Calls.Cube", 1f)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Samples.Calls.Cube", "fits 0 methods")]
    [InlineData("Samples.Calls.Set", "fits 2 methods")]
    [InlineData("Samples.Missing.Square", "has no type Samples.Missing")]
    [InlineData("Square", "names no method")]
    [InlineData("Samples.Calls.Generic", "not generic")]
    [InlineData("Samples.Calls.Text", "returns System.String")]
    public void An_entry_point_that_cannot_be_called_is_refused(string entryPoint, string reason)
    {
        RequiresArm64.Tools();

        var error = Assert.Throws<ArgumentException>(() => Arm64Program.Compile([SampleKernels.Text("Calls.cs")], [entryPoint]));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_does_not_compile_is_refused_with_the_compilers_errors()
    {
        RequiresArm64.Tools();

        var error = Assert.Throws<ArgumentException>(() => Arm64Program.Compile(["class C { unsafe static void M(float* x) { } }"], ["C.M"]));

        Assert.Contains("CS0227", error.Message, StringComparison.Ordinal);
    }
}
