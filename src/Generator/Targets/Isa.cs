namespace NetGen.Generator.Targets;

/// <summary>An instruction set: how many lanes and registers it has, and how its operations are written in C#.</summary>
internal abstract class Isa
{
    /// <summary>Its name, in file names and for people.</summary>
    public abstract string Name { get; }

    /// <summary>The name of the emitted class; not that of a type of .NET, which it would hide from the user's own code in the network's class.</summary>
    public string Class => Name + "Kernels";

    /// <summary>Floats in a vector.</summary>
    public abstract int Lanes { get; }

    /// <summary>Vector registers a kernel may use.</summary>
    public abstract int Registers { get; }

    /// <summary>The condition under which the class may be called; a constant to the JIT.</summary>
    public abstract string Guard { get; }

    /// <summary>Whether multiplications take one element of a vector register as a factor (NEON), so that scalars are loaded four at a time.</summary>
    public virtual bool MultipliesByElement => false;

    /// <summary>Whether the registers hold tiles of few rows only: a remainder is then a large share of the rows, and the tiles share the rows out evenly instead.</summary>
    public virtual bool HasLowTiles => false;

    /// <summary>The runtime's class of register tiles for large sums.</summary>
    public abstract string Tiles { get; }

    /// <summary>The operations on its vectors, and its vector of floats: names that stand for <c>Vector512</c> and <c>Vector512&lt;float&gt;</c> in emitted text.</summary>
    public const string Operations = "__op", Floats = "__v";

    /// <summary>A vector of as many bits with other elements.</summary>
    public string VectorOf(string type) => $"__simd::Vector{Lanes * 32}<{type}>";

    /// <summary>Vectors in a panel of 16 lanes.</summary>
    public int VectorsPerPanel => Graph.Layout.Lanes / Lanes;

    /// <summary>a·b + c.</summary>
    public virtual string MultiplyAdd(string a, string b, string c) => $"{Operations}.FusedMultiplyAdd({a}, {b}, {c})";

    /// <summary>accumulator + weights · (element <paramref name="lane"/> of <paramref name="scalars"/>).</summary>
    public virtual string MultiplyAddElement(string accumulator, string weights, string scalars, int lane) =>
        throw new NotSupportedException($"{Name} does not multiply by element.");
}
