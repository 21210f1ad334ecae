namespace NetGen.Generator.Graph;

/// <summary>A loop of a contraction.</summary>
/// <param name="Name">Its variable.</param>
/// <param name="Length">Its trips.</param>
internal sealed record Dim(string Name, Extent Length)
{
    /// <summary>Its trips as a number.</summary>
    /// <exception cref="NamedExtentException">It runs along a named axis.</exception>
    public int Extent => Length.Number;
}

/// <summary>One term of an index: <c>Coefficient · (loop Dim)</c>.</summary>
internal sealed record Term(int Dim, int Coefficient);

/// <summary>The index along one axis of an operand: an affine form of the loops. Outside of the axis the operand counts as 0.</summary>
internal sealed class AxisIndex(int offset, params Term[] terms)
{
    public int Offset { get; } = offset;

    public IReadOnlyList<Term> Terms { get; } = terms;

    /// <summary>The loop itself.</summary>
    public static AxisIndex Of(int dim) => new(0, new Term(dim, 1));

    public bool IsPlain => Offset == 0 && Terms.Count == 1 && Terms[0].Coefficient == 1;

    public bool Uses(int dim) => Terms.Any(t => t.Dim == dim);

    public int At(IReadOnlyList<int> loops)
    {
        var index = Offset;
        foreach (var term in Terms) index += term.Coefficient * loops[term.Dim];
        return index;
    }

    public string Describe(IReadOnlyList<Dim> dims)
    {
        var text = string.Join(" + ", Terms.Select(t => t.Coefficient == 1 ? dims[t.Dim].Name : $"{t.Coefficient}·{dims[t.Dim].Name}"));
        if (text.Length == 0) return $"{Offset}";
        return Offset == 0 ? text : Offset > 0 ? $"{text} + {Offset}" : $"{text} − {-Offset}";
    }
}

/// <summary>
/// A sum of products over constant affine index maps: out[…] = bias + Σ a[…]·b[…]. Dense layers, matrix products and every convolution,
/// forward and both gradients, are this one operation with the roles of its three operands exchanged.
/// </summary>
internal sealed class ContractNode : Node
{
    public ContractNode(
        IReadOnlyList<Dim> dims,
        Node a,
        IReadOnlyList<AxisIndex> aIndex,
        Node b,
        IReadOnlyList<AxisIndex> bIndex,
        Extents shape,
        IReadOnlyList<AxisIndex> outIndex,
        bool overBatch = false,
        Node? bias = null,
        int biasAxis = 0,
        Epilogue? epilogue = null)
        : base(
            shape,
            overBatch ? [] : NamedAxis.Around([a, b, .. epilogue?.Operands.Select(o => o.Node) ?? []]),
            [a, b, .. bias is null ? [] : new[] { bias }, .. epilogue?.Operands.Select(o => o.Node) ?? []])
    {
        HasBias = bias is not null;
        Epilogue = epilogue;
        Dims = dims;
        AIndex = aIndex;
        BIndex = bIndex;
        OutIndex = outIndex;
        OverBatch = overBatch;
        BiasAxis = biasAxis;
    }

    public IReadOnlyList<Dim> Dims { get; }

    public Node A => Inputs[0];

    public Node B => Inputs[1];

    /// <summary>A vector along <see cref="BiasAxis"/> of the result, or null.</summary>
    public Node? Bias => HasBias ? Inputs[2] : null;

    public bool HasBias { get; }

    /// <summary>What is made of each sum before it is stored: fused element-wise work, or null.</summary>
    public Epilogue? Epilogue { get; }

    public int BiasAxis { get; }

    public IReadOnlyList<AxisIndex> AIndex { get; }

    public IReadOnlyList<AxisIndex> BIndex { get; }

    public IReadOnlyList<AxisIndex> OutIndex { get; }

    /// <summary>Whether the named axes around the operands are summed too: the gradient of a parameter.</summary>
    public bool OverBatch { get; }

    /// <summary>Multiplications for one sample: the product of the loops, padding included (the usual way of counting).</summary>
    public long Macs => Dims.Aggregate(1L, (product, dim) => product * dim.Extent);

    public override string Describe()
    {
        var bias = Bias is null ? "" : $" + %{Bias.Id}[{OutIndex[BiasAxis].Describe(Dims)}]";
        return $"contract [{Text(OutIndex)}] = Σ %{A.Id}[{Text(AIndex)}] · %{B.Id}[{Text(BIndex)}]{bias}{(OverBatch ? $" over {AroundText}" : "")} " +
            $"for {string.Join(" ", Dims.Select(d => $"{d.Name}<{d.Length}"))}{Epilogue?.Describe(Extents)}";
    }

    public override Node With(Node[] inputs) => new ContractNode(
        Dims, inputs[0], AIndex, inputs[1], BIndex, Extents, OutIndex, OverBatch, HasBias ? inputs[2] : null, BiasAxis,
        Epilogue?.With(inputs.Skip(HasBias ? 3 : 2)));

    /// <summary>The same contraction with element-wise work behind it.</summary>
    public ContractNode Then(Epilogue epilogue) => new(Dims, A, AIndex, B, BIndex, Extents, OutIndex, OverBatch, Bias, BiasAxis, epilogue);

    private string Text(IEnumerable<AxisIndex> index) => string.Join(", ", index.Select(i => i.Describe(Dims)));
}
