using System.Runtime.CompilerServices;
using NetGen.Emitted;
using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Emitted;

/// <summary>What the compiler would emit for y = w·x with a loss of mean w·x, but three samples at once. Generic, as a network in a generic type is.</summary>
internal sealed class HandWritten<T>
{
    internal readonly struct Kernels : ITrainingKernels
    {
        public static NetworkInfo Info { get; } = new()
        {
            Name = $"HandWrittenOf{typeof(T).Name}",
            InputLength = 1,
            OutputLength = 1,
            TargetLength = 1,
            WorkspaceLength = 0,
            ParameterCount = 1,
            ParameterLength = 16,
            BufferLength = 0,
            ForwardMacs = 1,
            ForwardFlops = 1,
            Layers = [new("scale1", "Scale", [1], 1, 1, 1, 4, [])],
            Parameters = [new("scale1.weight", "scale1", 0, new([1], [new(0, 1, 1, 1)], 16), new ConstantInitializer(2))],
            Buffers = [],
        };

        public static int InputLength => 1;

        public static int OutputLength => 1;

        public static int ValueLength => 1;

        public static string InputShape => "[1]";

        public static ProgramMemory ForwardMemory => new(0, 0, 3);

        public static ProgramMemory EvaluateMemory => new(16, 0, 3);

        public static ProgramMemory GradientMemory => new(16, 0, 3);

        public static ReadOnlySpan<int> GradientApart => [0, 16];

        public static void Forward(ref float input, ref float output, ref float parameters, ref float buffers, ref float workspace, int n)
        {
            Assert.InRange(n, 1, 3);
            for (var i = 0; i < n; i++) Unsafe.Add(ref output, i) = parameters * Unsafe.Add(ref input, i);
        }

        public static float Evaluate(ref float input, ref float targets, ref float parameters, ref float buffers, ref float workspace, int n, int total)
        {
            var loss = 0f;
            for (var i = 0; i < n; i++) loss += parameters * Unsafe.Add(ref input, i) / total;
            return loss;
        }

        public static float Gradient<TSink>(
            ref float input, ref float targets, ref float parameters, ref float buffers, ref float target, ref float gradient, ref float workspace, int n, int total, uint step, ref TSink sink)
            where TSink : struct, IGradientSink
        {
            for (var i = 0; i < n; i++) gradient += Unsafe.Add(ref input, i) / total;
            return Evaluate(ref input, ref targets, ref parameters, ref buffers, ref workspace, n, total);
        }
    }

    internal sealed class Workspace(int maxBatch) : NetworkWorkspace(NetworkClass<Kernels>.Instance, maxBatch);
}
