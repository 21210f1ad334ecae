namespace NetGen.Generator.Graph;

/// <summary>
/// The matrices of Winograd's minimal filtering F(m×m, 3×3): y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A, with points 0, ±1, ±2, ∞ for m = 4 and 0, ±1, ∞
/// for m = 2 (Lavin and Gray 2016, arXiv:1509.09308).
/// </summary>
internal sealed class WinogradForm
{
    public static readonly WinogradForm F2 = new(
        2,
        new double[,] { { 1, 0, -1, 0 }, { 0, 1, 1, 0 }, { 0, -1, 1, 0 }, { 0, 1, 0, -1 } },
        new double[,] { { 1, 0, 0 }, { 0.5, 0.5, 0.5 }, { 0.5, -0.5, 0.5 }, { 0, 0, 1 } },
        new double[,] { { 1, 1, 1, 0 }, { 0, 1, -1, -1 } });

    public static readonly WinogradForm F4 = new(
        4,
        new double[,]
        {
            { 4, 0, -5, 0, 1, 0 }, { 0, -4, -4, 1, 1, 0 }, { 0, 4, -4, -1, 1, 0 },
            { 0, -2, -1, 2, 1, 0 }, { 0, 2, -1, -2, 1, 0 }, { 0, 4, 0, -5, 0, 1 },
        },
        new double[,]
        {
            { 1 / 4.0, 0, 0 }, { -1 / 6.0, -1 / 6.0, -1 / 6.0 }, { -1 / 6.0, 1 / 6.0, -1 / 6.0 },
            { 1 / 24.0, 1 / 12.0, 1 / 6.0 }, { 1 / 24.0, -1 / 12.0, 1 / 6.0 }, { 0, 0, 1 },
        },
        new double[,] { { 1, 1, 1, 1, 1, 0 }, { 0, 1, -1, 2, -2, 0 }, { 0, 1, 1, 4, 4, 0 }, { 0, 1, -1, 8, -8, 1 } });

    private WinogradForm(int outputs, double[,] input, double[,] filter, double[,] output)
    {
        Outputs = outputs;
        Input = input;
        Filter = filter;
        Output = output;
    }

    /// <summary>Outputs of a tile along an axis: m.</summary>
    public int Outputs { get; }

    /// <summary>Inputs of a tile along an axis: m + 2.</summary>
    public int Points => Outputs + 2;

    /// <summary>Tiles along an axis; the last may stick out.</summary>
    public int Tiles(int extent) => (extent + Outputs - 1) / Outputs;

    /// <summary>Bᵀ.</summary>
    public double[,] Input { get; }

    /// <summary>G.</summary>
    public double[,] Filter { get; }

    /// <summary>Aᵀ.</summary>
    public double[,] Output { get; }
}

/// <summary>Bᵀ d B of every tile: [C, H, W] → [points², C, tiles down, tiles across].</summary>
internal sealed class WinogradInputNode(Node x, WinogradForm form)
    : Node([form.Points * form.Points, x.Shape[0], form.Tiles(x.Shape[1]), form.Tiles(x.Shape[2])], x.Around, x)
{
    public Node X => Inputs[0];

    public WinogradForm Form { get; } = form;

    public override string Describe() => $"winograd-input F({Form.Outputs}x{Form.Outputs}, 3x3) %{X.Id}";

    public override Node With(Node[] inputs) => new WinogradInputNode(inputs[0], Form);
}

/// <summary>G g Gᵀ of every filter: [O, I, 3, 3] → [points², O, I].</summary>
internal sealed class WinogradFilterNode(Node w, WinogradForm form)
    : Node([form.Points * form.Points, w.Shape[0], w.Shape[1]], [], w)
{
    public Node W => Inputs[0];

    public WinogradForm Form { get; } = form;

    public override string Describe() => $"winograd-filter F({Form.Outputs}x{Form.Outputs}, 3x3) %{W.Id}";

    public override Node With(Node[] inputs) => new WinogradFilterNode(inputs[0], Form);
}

/// <summary>Aᵀ m A + bias of every tile: [points², O, tiles down, tiles across] → [O, H, W]. Overwrites its operand, which nobody else reads.</summary>
internal sealed class WinogradOutputNode(Node products, Node? bias, WinogradForm form, int height, int width, Epilogue? epilogue)
    : Node(
        [products.Shape[1], height, width],
        products.Around,
        [products, .. bias is null ? [] : new[] { bias }, .. epilogue?.Operands.Select(o => o.Node) ?? []])
{
    public Node Products => Inputs[0];

    public bool HasBias { get; } = bias is not null;

    public WinogradForm Form { get; } = form;

    public Epilogue? Epilogue { get; } = epilogue;

    public override string Describe() =>
        $"winograd-output F({Form.Outputs}x{Form.Outputs}, 3x3) %{Products.Id}{(HasBias ? $" + %{Inputs[1].Id}" : "")}{Epilogue?.Describe(Extents)}";

    public override Node With(Node[] inputs) =>
        new WinogradOutputNode(inputs[0], HasBias ? inputs[1] : null, Form, Shape[1], Shape[2], Epilogue?.With(inputs.Skip(HasBias ? 2 : 1)));
}
