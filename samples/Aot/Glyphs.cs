namespace NetGen.Samples;

/// <summary>The ten digits of a seven-segment display as images [1, 28, 28], shifted and speckled as a seed says: data that needs no file.</summary>
internal static class Glyphs
{
    private const int Size = 28;

    // Segments in the order top, upper left, upper right, middle, lower left, lower right, bottom; digit 0 first.
    private static readonly string[] Segments = ["1110111", "0010010", "1011101", "1011011", "0111010", "1101011", "1101111", "1010010", "1111111", "1111011"];

    // Left, top, width and height of each segment, of a digit 12 wide and 20 high.
    private static readonly (int X, int Y, int Width, int Height)[] Bars =
        [(0, 0, 12, 3), (0, 0, 3, 11), (9, 0, 3, 11), (0, 9, 12, 3), (0, 9, 3, 11), (9, 9, 3, 11), (0, 17, 12, 3)];

    /// <summary>Draws a digit; seed 0 draws it clean and in the middle.</summary>
    public static void Draw(int digit, int seed, Span<float> image)
    {
        image.Clear();
        var (left, top) = seed == 0 ? (8, 4) : (3 + (Mixed(seed, 1) % 11), 1 + (Mixed(seed, 2) % 7));
        for (var s = 0; s < Bars.Length; s++)
        {
            if (Segments[digit][s] == '0') continue;
            for (var y = 0; y < Bars[s].Height; y++) image.Slice(((top + Bars[s].Y + y) * Size) + left + Bars[s].X, Bars[s].Width).Fill(1);
        }

        if (seed == 0) return;
        for (var pixel = 0; pixel < image.Length; pixel++)
            if (Mixed(seed, 3 + pixel) % 16 == 0) image[pixel] = 1 - image[pixel];
    }

    // A small integer hash, so that every machine draws the same.
    private static int Mixed(int seed, int item)
    {
        var x = ((uint)seed * 2654435761u) ^ ((uint)item * 2246822519u);
        x = (x ^ (x >> 15)) * 2246822519u;
        x = (x ^ (x >> 13)) * 3266489917u;
        return (int)((x ^ (x >> 16)) >> 1);
    }
}
