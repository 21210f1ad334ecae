using Mono.Cecil;
using Mono.Cecil.Cil;
using NetGen.Testing;

namespace NetGen.Conformance.Guards;

/// <summary>What the IL of an emitted method says of its size: the JIT's limits count IL.</summary>
/// <param name="Network">The network's simple name.</param>
/// <param name="Isa">The instruction set's class.</param>
/// <param name="Name">The method.</param>
/// <param name="IlBytes">Bytes of IL.</param>
/// <param name="MultiplyAdds">Vector multiply-adds written in it.</param>
internal sealed record EmittedMethod(string Network, string Isa, string Name, int IlBytes, int MultiplyAdds)
{
    private static readonly Lazy<IReadOnlyList<EmittedMethod>> Read = new(() =>
    {
        using var module = ModuleDefinition.ReadModule(new MemoryStream(SampleAssembly.Image));
        return
        [
            .. from network in module.Types
               from type in network.NestedTypes
               from isa in InstructionSet.All
               where type.Name == isa.Class
               from method in type.Methods
               where method.HasBody
               select new EmittedMethod(network.Name, isa.Name, method.Name, method.Body.CodeSize, method.Body.Instructions.Count(IsMultiplyAdd)),
        ];
    });

    /// <summary>All methods of the sample networks' classes for an instruction set.</summary>
    public static IReadOnlyList<EmittedMethod> All => Read.Value;

    private static bool IsMultiplyAdd(Instruction instruction) => instruction.OpCode.Code == Code.Call
        && instruction.Operand is MethodReference { Name: "FusedMultiplyAdd" or "MultiplyAddEstimate" or "FusedMultiplyAddBySelectedScalar" } called
        && called.DeclaringType.FullName.StartsWith("System.Runtime.Intrinsics", StringComparison.Ordinal);
}
