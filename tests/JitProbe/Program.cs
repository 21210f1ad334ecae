// Runs every network of an assembly through the class of one instruction set, so that the JIT compiles its kernels:
//   dotnet NetGen.JitProbe.dll <assembly> <instruction set>
using System.Reflection;
using System.Runtime.CompilerServices;
using NetGen.Testing;
using NetGen.Training;

if (args is not [var path, var name])
{
    Console.Error.WriteLine("usage: NetGen.JitProbe <assembly> <instruction set>");
    return 2;
}

var isa = InstructionSet.All.SingleOrDefault(i => i.Name == name);
if (isa is not { IsSupported: true })
{
    Console.Error.WriteLine($"{name} is none of the instruction sets this process can run: {string.Join(", ", InstructionSet.Here.Select(i => i.Name))}");
    return 3;
}

// One sample and many: a kernel may have a form for each.
int[] batches = [1, 24];
foreach (var type in Assembly.LoadFrom(Path.GetFullPath(path)).GetTypes().Where(t => t.GetNestedType(isa.Class, BindingFlags.NonPublic) is not null))
{
    var network = CompiledNetwork.Of(type, isa);
    var info = network.Info;
    var state = network.State.ToDictionary(p => p.Key, p => Noise.Values(1, p.Value.Aggregate(1, (product, extent) => product * extent), 0.01, 0.1));
    foreach (var batch in batches)
    {
        var input = Noise.Values(2, batch * info.InputLength, -1, 1);
        var targets = new double[batch * info.TargetLength];
        network.Forward(batch, input, state);
        network.Evaluate(batch, input, targets, state);
        network.Gradient(batch, input, targets, state);
    }

    // And what only other uses of the class would reach.
    foreach (var method in type.GetNestedType(isa.Class, BindingFlags.NonPublic)!.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
    {
        if (!method.IsGenericMethodDefinition) RuntimeHelpers.PrepareMethod(method.MethodHandle);
        else foreach (var sink in Sinks()) RuntimeHelpers.PrepareMethod(method.MethodHandle, [sink.TypeHandle]);
    }
}

// The runtime's register tiles.
foreach (var method in typeof(GradientSum).Assembly.GetType($"NetGen.Kernels.{isa.Name}Tiles")?.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly) ?? [])
{
    if (method.IsGenericMethodDefinition) RuntimeHelpers.PrepareMethod(method.MethodHandle, [typeof(GradientSum).TypeHandle]);
    else RuntimeHelpers.PrepareMethod(method.MethodHandle);
}

return 0;

// What becomes of gradients: a sum, or an update by one of the optimisers' rules.
static IEnumerable<Type> Sinks() =>
[
    typeof(GradientSum),
    Training("PlainUpdate`1").MakeGenericType(typeof(Sgd).GetNestedType("Plain", BindingFlags.NonPublic)!),
    .. new[] { typeof(Sgd), typeof(Adam) }
        .SelectMany(optimizer => optimizer.GetNestedTypes(BindingFlags.NonPublic).Where(rule => rule is { IsValueType: true, IsGenericTypeDefinition: false }))
        .Select(rule => Training("Update`1").MakeGenericType(rule)),
];

static Type Training(string name) => typeof(GradientSum).Assembly.GetType($"NetGen.Training.{name}", throwOnError: true)!;
