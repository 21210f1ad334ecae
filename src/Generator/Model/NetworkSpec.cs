// Input of the compiler: one declaration, as written. Invariant: equal declarations give equal values, whatever the formatting, the file or
// the position; nothing here refers to a symbol, a syntax node or a location.
using NetGen.Generator.Support;

namespace NetGen.Generator.Model;

/// <summary>A class marked <c>[Network]</c> (or <c>[Block]</c>, compiled at its default constants).</summary>
/// <param name="Namespace">Its namespace as it must be written in C#, empty for the global one.</param>
/// <param name="Name">Its simple name, as it must be written in C# (<c>@class</c>).</param>
/// <param name="Declaration">The declaration header to repeat in emitted parts: <c>public sealed partial class LeNet5</c>.</param>
/// <param name="Hosts">The types around it, outermost first.</param>
/// <param name="Options">The arguments of <c>[Network]</c>.</param>
/// <param name="Elements">Inputs, layers, outputs, losses and budgets in source order, blocks already expanded.</param>
internal sealed record NetworkSpec(
    string Namespace,
    string Name,
    string Declaration,
    EquatableArray<HostSpec> Hosts,
    NetworkOptions Options,
    EquatableArray<ElementSpec> Elements)
{
    private readonly string? _fileName;

    /// <summary>What the names of its files begin with: its full name, but where another network's files are called so.</summary>
    public string FileName
    {
        get => _fileName ?? FullName;
        init => _fileName = value;
    }

    /// <summary>Whether the layer table is an attribute of the class, for the build target that writes it to a file.</summary>
    public bool HasTable { get; init; }

    /// <summary>Unique within the compilation.</summary>
    public string FullName => Path(host => host.Arity == 0 ? host.Name : $"{host.Name}`{host.Arity}").Replace("@", "");

    /// <summary>The class as a type, from the global namespace on.</summary>
    public string Type => "global::" + Path(host => host.Name + host.TypeParameters);

    /// <summary>Its simple name as people call it.</summary>
    public string Title => Name.TrimStart('@');

    private string Path(Func<HostSpec, string> nameOf) =>
        string.Join(".", new[] { Namespace }.Concat(Hosts.Select(nameOf)).Append(Name).Where(part => part.Length > 0));
}

/// <summary>A type in which a network is declared.</summary>
/// <param name="Header">What its emitted part begins with: <c>public static partial class Models</c>.</param>
/// <param name="Name">Its simple name, as it must be written in C#.</param>
/// <param name="TypeParameters">Its type parameters as arguments, <c>&lt;T, U&gt;</c>, or empty.</param>
/// <param name="Arity">How many those are.</param>
internal sealed record HostSpec(string Header, string Name, string TypeParameters, int Arity);

/// <summary>The arguments of <c>[Network]</c>, with the defaults of the attribute.</summary>
internal sealed record NetworkOptions(
    TargetSet Targets = TargetSet.All,
    UnrollMode Unroll = UnrollMode.Auto,
    WeightFormat Weights = WeightFormat.Float32,
    bool Strict = false,
    bool? Training = null,
    bool Dump = false);

/// <summary>Instruction sets to emit. Twin of <c>NetGen.Targets</c>.</summary>
[Flags]
internal enum TargetSet
{
    Portable = 1,
    Avx2 = 2,
    Avx512 = 4,
    AdvSimd = 8,
    All = Portable | Avx2 | Avx512 | AdvSimd,
}

/// <summary>How far to unroll. Twin of <c>NetGen.Unroll</c>.</summary>
internal enum UnrollMode
{
    Auto = 0,
    Full = 1,
    None = 2,
}

/// <summary>How inference stores weights. Twin of <c>NetGen.WeightFormat</c>.</summary>
internal enum WeightFormat
{
    Float32 = 0,
    BFloat16 = 1,
}

/// <summary>What an attribute of a declaration contributes.</summary>
internal enum ElementRole
{
    Input,
    Layer,
    Output,
    Loss,
    Budget,
}

/// <summary>One attribute of the declaration.</summary>
/// <param name="Role">What it contributes.</param>
/// <param name="Kind">The attribute's name without its suffix: <c>Conv2D</c>.</param>
/// <param name="Name">
/// Its final name, unique among inputs and layers whatever the case: given, or kind and running number; elements of a block carry the block's
/// name before it (<c>bottleneck1.conv2d1</c>). An output's is the name of the output. Null for losses and budgets.
/// </param>
/// <param name="From">
/// The final name of the input or layer whose value it takes, always of an earlier element; null for inputs and budgets, and for a loss that
/// does not say which output it judges.
/// </param>
/// <param name="Arguments">
/// The arguments that were given, by property name (constructor parameters in Pascal case), in ordinal order of their names. Names of other
/// layers (<c>Others</c>, <c>WeightsOf</c>) are final names of earlier elements too.
/// </param>
/// <param name="Position">Its number among the elements; the key of its location, which lives outside the model.</param>
internal sealed record ElementSpec(
    ElementRole Role,
    string Kind,
    string? Name,
    string? From,
    EquatableArray<Argument> Arguments,
    int Position);

/// <summary>One argument: a name and a constant.</summary>
internal sealed record Argument(string Name, Constant Value);

/// <summary>A constant of an attribute argument. Exactly one of the members is meaningful, by <see cref="Kind"/>.</summary>
internal sealed record Constant(ConstantKind Kind, double Number, string Text, EquatableArray<double> Numbers, EquatableArray<string> Texts)
{
    public static Constant Of(double value) => new(ConstantKind.Number, value, "", default, default);

    public static Constant Of(bool value) => new(ConstantKind.Boolean, value ? 1 : 0, "", default, default);

    public static Constant Of(string value) => new(ConstantKind.Text, 0, value, default, default);

    public static Constant Of(IEnumerable<double> values) => new(ConstantKind.Numbers, 0, "", values.ToEquatableArray(), default);

    public static Constant Of(IEnumerable<string> values) => new(ConstantKind.Texts, 0, "", default, values.ToEquatableArray());
}

/// <summary>The type of a <see cref="Constant"/>; enum values are numbers.</summary>
internal enum ConstantKind
{
    Number,
    Boolean,
    Text,
    Numbers,
    Texts,
}
