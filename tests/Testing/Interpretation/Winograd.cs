using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>The three steps of Winograd's minimal filtering, each the product of a tile with a matrix on either side.</summary>
internal static class Winograd
{
    public static void Input(WinogradInputNode node, Tensor x, Tensor result)
    {
        var form = node.Form;
        ForEach(result.Samples, [node.Shape[1], node.Shape[2], node.Shape[3]], (sample, at) => Store(
            form.Points,
            // Tiles begin one element before their first output, and the last ones reach beyond the image.
            Sandwich(form.Input, (i, j) => Padded(x, sample, at[0], (at[1] * form.Outputs) + i - 1, (at[2] * form.Outputs) + j - 1), form.Points),
            (point, value) => result.At(sample, [point, at[0], at[1], at[2]]) = value));
    }

    public static void Filter(WinogradFilterNode node, Tensor w, Tensor result) =>
        ForEach(result.Samples, [node.Shape[1], node.Shape[2]], (sample, at) => Store(
            node.Form.Points,
            Sandwich(node.Form.Filter, (i, j) => w.At(sample, [at[0], at[1], i, j]), 3),
            (point, value) => result.At(sample, [point, at[0], at[1]]) = value));

    public static void Output(WinogradOutputNode node, Tensor[] inputs, Tensor result)
    {
        var form = node.Form;
        ForEach(result.Samples, [node.Shape[0], form.Tiles(node.Shape[1]), form.Tiles(node.Shape[2])], (sample, at) =>
        {
            var tile = Sandwich(form.Output, (i, j) => inputs[0].At(sample, [(i * form.Points) + j, at[0], at[1], at[2]]), form.Points);
            int row = at[1] * form.Outputs, column = at[2] * form.Outputs;
            for (var i = 0; i < form.Outputs && row + i < node.Shape[1]; i++)
                for (var j = 0; j < form.Outputs && column + j < node.Shape[2]; j++)
                    result.At(sample, [at[0], row + i, column + j]) = tile[i, j] + (node.HasBias ? inputs[1].Data[at[0]] : 0);
        });
    }

    private static double Padded(Tensor x, int sample, int channel, int row, int column) =>
        row < 0 || column < 0 || row >= x.Shape[1] || column >= x.Shape[2] ? 0 : x.At(sample, [channel, row, column]);

    /// <summary>M t Mᵀ.</summary>
    private static double[,] Sandwich(double[,] m, Func<int, int, double> t, int size)
    {
        var rows = m.GetLength(0);
        var result = new double[rows, rows];
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < rows; c++)
                for (var i = 0; i < size; i++)
                    for (var j = 0; j < size; j++) result[r, c] += m[r, i] * t(i, j) * m[c, j];
        return result;
    }

    private static void Store(int points, double[,] tile, Action<int, double> store)
    {
        for (var i = 0; i < points; i++)
            for (var j = 0; j < points; j++) store((i * points) + j, tile[i, j]);
    }

    private static void ForEach(int samples, int[] extents, Action<int, int[]> visit)
    {
        for (var sample = 0; sample < samples; sample++)
        {
            var index = new int[extents.Length];
            do visit(sample, index);
            while (Index.Next(extents, index));
        }
    }
}
