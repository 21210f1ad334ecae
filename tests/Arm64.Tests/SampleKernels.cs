namespace NetGen.Arm64.Tests;

/// <summary>The hand-written kernels under <c>Samples</c>: C# text, as a generator would hand it over.</summary>
internal static class SampleKernels
{
    public static string Text(string file)
    {
        using var stream = typeof(SampleKernels).Assembly.GetManifestResourceStream($"Samples/{file}")
            ?? throw new ArgumentException($"no sample {file}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
