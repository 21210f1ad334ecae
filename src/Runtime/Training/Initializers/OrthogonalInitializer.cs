namespace NetGen.Training;

/// <summary>
/// Orthogonal initialisation: the weight as a matrix [out, everything else] has orthonormal rows (columns, if there are fewer of them), times a gain.
/// </summary>
/// <remarks>
/// A. M. Saxe, J. L. McClelland, S. Ganguli, "Exact solutions to the nonlinear dynamics of learning in deep linear neural networks", ICLR 2014.
/// A matrix of normal numbers is orthonormalised by the Gram-Schmidt process, twice over, which keeps the factor R positive on its diagonal: the
/// result is uniform among all such matrices. In double precision, about 4 · rows² · columns operations.
/// </remarks>
/// <param name="gain">The factor of the orthonormal matrix.</param>
public sealed class OrthogonalInitializer(double gain = 1) : Initializer
{
    /// <summary>The factor of the orthonormal matrix.</summary>
    public double Gain { get; } = double.IsFinite(gain) ? gain : throw new ArgumentException($"A gain is finite, not {gain}.", nameof(gain));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The shape has fewer than two axes or an empty one, or the span's length is another than the shape's.</exception>
    public override void Fill(Span<float> values, ReadOnlySpan<int> shape, ulong key)
    {
        CanonicalShape.Require(values, shape);
        if (shape.Length < 2 || values.Length == 0)
            throw new ArgumentException($"An orthogonal weight has at least two axes and no empty one, unlike {CanonicalShape.Text(shape)}.", nameof(shape));
        var rows = shape[0];
        var columns = values.Length / rows;
        Distribution.Normal(values, key, 0, 1);

        // The shorter side consists of vectors of the longer one's length.
        var (count, length) = rows <= columns ? (rows, columns) : (columns, rows);
        var (vectorStride, elementStride) = rows <= columns ? (columns, 1) : (1, columns);
        var vectors = new double[count][];
        for (var v = 0; v < count; v++)
        {
            vectors[v] = new double[length];
            for (var i = 0; i < length; i++) vectors[v][i] = values[(v * vectorStride) + (i * elementStride)];
            Orthonormalise(vectors, v);
            for (var i = 0; i < length; i++) values[(v * vectorStride) + (i * elementStride)] = (float)(Gain * vectors[v][i]);
        }
    }

    private static void Orthonormalise(double[][] vectors, int last)
    {
        var v = vectors[last];

        // The second pass removes what rounding left of the earlier vectors in the first.
        for (var pass = 0; pass < 2; pass++)
        {
            for (var earlier = 0; earlier < last; earlier++) Add(v, vectors[earlier], -Dot(v, vectors[earlier]));
        }

        var norm = Math.Sqrt(Dot(v, v));
        for (var i = 0; i < v.Length; i++) v[i] /= norm;
    }

    // Four partial sums in a fixed order: the same bits on every machine.
    private static double Dot(double[] a, double[] b)
    {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        var i = 0;
        for (; i <= a.Length - 4; i += 4)
        {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }

        for (; i < a.Length; i++) s0 += a[i] * b[i];
        return s0 + s1 + (s2 + s3);
    }

    private static void Add(double[] a, double[] b, double factor)
    {
        for (var i = 0; i < a.Length; i++) a[i] += factor * b[i];
    }
}
