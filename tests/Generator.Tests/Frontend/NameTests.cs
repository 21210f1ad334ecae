using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Frontend;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Frontend;

/// <summary>
/// Every name that means something to C#, to .NET or to emitted code, at every place where a user may give a name. Which names a class and its own
/// members cannot have is said by other tests.
/// </summary>
public sealed class NameTests
{
    private const string Network = "global::NetGen.Network(Targets = global::NetGen.Targets.Portable), global::NetGen.Input(2)";

    private static readonly Lazy<string[]> All = new(() =>
    [
        .. Keywords().Concat(Emitted()).Where(SyntaxFacts.IsValidIdentifier).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal),
    ]);

    /// <summary>Declarations with all names at once, each at one kind of place.</summary>
    public static TheoryData<string, string> Places => new()
    {
        { "types beside it", $"namespace N {{ {Each(name => $"public class {name};")} [{Network}, global::NetGen.Dense(2), global::NetGen.CrossEntropyLoss] public sealed partial class Net_; }}" },
        { "types above it", $"namespace N {{ {Each(name => $"public class {name};")} }} namespace N.Inner {{ [{Network}, global::NetGen.Dense(2), global::NetGen.CrossEntropyLoss] public sealed partial class Net_; }}" },
        { "generic types beside it", $"namespace N {{ {Each(name => $"public class {name}<T_>;")} [{Network}, global::NetGen.Dense(2), global::NetGen.CrossEntropyLoss] public sealed partial class Net_; }}" },
        { "namespaces above it", $"{Each(name => $"namespace N.{name} {{ public class Other; }}")} namespace N.Inner {{ [{Network}, global::NetGen.Dense(2), global::NetGen.CrossEntropyLoss] public sealed partial class Net_; }}" },
        { "types of its host", $"namespace N {{ public static partial class Host_ {{ {Each(name => $"public class {name};")} [{Network}, global::NetGen.Dense(2), global::NetGen.CrossEntropyLoss] public sealed partial class Net_; }} }}" },
        { "type parameters of its host", $"namespace N {{ public partial class Host_<{string.Join(", ", All.Value.Where(name => name != "TSink" && !TakenNames.Contains(name, isSequence: false)).Select(name => "@" + name))}> {{ [{Network}, global::NetGen.Dense(2), global::NetGen.CrossEntropyLoss] public sealed partial class Net_; }} }}" },
        { "types of its base", $"namespace N {{ public class Base_ {{ {Each(name => $"public class {name};")} }} [{Network}, global::NetGen.Dense(2), global::NetGen.CrossEntropyLoss] public sealed partial class Net_ : Base_; }}" },
        { "members of its base", $"namespace N {{ public class Base_ {{ {Each(name => $"public int {name} {{ get; set; }}")} }} [{Network}, global::NetGen.Dense(2), global::NetGen.CrossEntropyLoss] public sealed partial class Net_ : Base_; }}" },
        { "its own types", $"namespace N {{ [{Network}, global::NetGen.Dense(2), global::NetGen.CrossEntropyLoss] public sealed partial class Net_ {{ {Free(name => $"public class {name};")} }} }}" },
        { "its own members", $"namespace N {{ [{Network}, global::NetGen.Dense(2), global::NetGen.CrossEntropyLoss] public sealed partial class Net_ {{ {Free(name => $"public int {name} {{ get; set; }}")} }} }}" },
        { "layers", $"[{Network}, global::NetGen.Dense(2), {string.Join(", ", All.Value.Where(n => n != "_").Select(n => $"global::NetGen.Relu(Name = \"{n}\")"))}] public sealed partial class Net_;" },
        { "outputs", $"[{Network}, global::NetGen.Dense(2), {string.Join(", ", All.Value.Select(n => $"global::NetGen.Relu, global::NetGen.Output(Name = \"{n}\")"))}] public sealed partial class Net_;" },
        { "inputs", $"[{Network}, {string.Join(", ", All.Value.Where(n => n != "input").Select(n => $"global::NetGen.Input(1, Name = \"{n}\")"))}, global::NetGen.Concat({string.Join(", ", All.Value.Where(n => n != "input").Skip(1).Select(n => $"\"{n}\""))})] public sealed partial class Net_;" },
        { "classes", $"namespace N {{ {string.Concat(Keywords().Where(SyntaxFacts.IsValidIdentifier).Distinct(StringComparer.OrdinalIgnoreCase).Select(n => $"[{Network}, global::NetGen.Relu] public sealed partial class @{n};\n"))} }}" },
        { "namespaces", string.Concat(new[] { "System", "NetGen", "Unsafe", "global", "class", "var", "record" }.Select(n => $"namespace N.@{n} {{ [{Network}, global::NetGen.Relu] public sealed partial class Net_; }}\n")) },
    };

    [Theory, MemberData(nameof(Places))]
    public void Compiles(string place, string source)
    {
        Assert.True(All.Value.Length > 150, $"{All.Value.Length} names");
        var run = GeneratorRun.From(source);
        Assert.Null(run.Fault);
        Assert.Empty(run.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.NotEmpty(run.GeneratedSources);
        var errors = run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error);
        Assert.True(!errors.Any(), $"{place}: {string.Join("\n", errors.Take(10))}");
    }

    private static string Each(Func<string, string> declaration) => string.Concat(All.Value.Select(name => declaration("@" + name) + "\n"));

    private static string Free(Func<string, string> declaration) =>
        string.Concat(All.Value.Where(name => !TakenNames.Contains(name, isSequence: false)).Select(name => declaration("@" + name) + "\n"));

    private static IEnumerable<string> Keywords() => SyntaxFacts.GetReservedKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText)
        .Where(word => !word.StartsWith("__", StringComparison.Ordinal))
        .Concat(["var", "nint", "nuint", "dynamic", "notnull", "unmanaged", "Größe", "名前", "T", "TSink", "System", "NetGen"]);

    /// <summary>Every identifier that emitted code uses for a type, a namespace, a member of .NET or a member of the network's class.</summary>
    private static IEnumerable<string> Emitted()
    {
        var run = GeneratorRun.From("using NetGen; [Network, Input(4), Dense(20), Gelu, Dropout(0.5f), Dense(3), CrossEntropyLoss] public sealed partial class Net;");
        foreach (var tree in run.GeneratedSources.Where(f => !f.HintName.Contains("Avx", StringComparison.Ordinal)).Select(f => f.SyntaxTree))
        {
            var root = (CompilationUnitSyntax)tree.GetRoot();
            foreach (var name in root.DescendantNodes().OfType<SimpleNameSyntax>().Select(n => n.Identifier.ValueText).Where(n => char.IsUpper(n[0]) && !n.Contains('_', StringComparison.Ordinal))) yield return name;
            foreach (var type in root.DescendantNodes().OfType<ClassDeclarationSyntax>().First().Members)
            {
                if (type is BaseTypeDeclarationSyntax nested) yield return nested.Identifier.ValueText;
                if (type is MethodDeclarationSyntax method) yield return method.Identifier.ValueText;
                if (type is PropertyDeclarationSyntax property) yield return property.Identifier.ValueText;
                foreach (var field in (type as FieldDeclarationSyntax)?.Declaration.Variables ?? []) yield return field.Identifier.ValueText;
            }
        }
    }
}
