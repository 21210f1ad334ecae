using NetGen.Metrics;

namespace NetGen.Networks;

/// <summary>A picture and what is on it.</summary>
internal sealed record Scene(float[] Image, IReadOnlyList<TrueBox> Objects);

/// <summary>Grey pictures of 48 × 48 pixels with noise: on the left and on the right there may be a bright rectangle (class 0) or a frame (class 1).</summary>
internal sealed class Scenes(int seed)
{
    private const int Size = 48;

    private readonly Random _random = new(seed);

    public Scene Next()
    {
        var image = new float[Size * Size];
        foreach (ref var pixel in image.AsSpan()) pixel = _random.NextSingle() * 0.2f;
        var objects = new List<TrueBox>();
        for (var side = 0; side < 2; side++)
        {
            if (_random.Next(4) == 0) continue;
            int width = _random.Next(9, 22), height = _random.Next(9, 22);
            int left = (side * Size / 2) + _random.Next((Size / 2) - width), top = _random.Next(Size - height), label = _random.Next(2);
            Paint(image, left, top, width, height, isFrame: label == 1);
            objects.Add(new(new Box(left, top, left + width, top + height), label));
        }

        return new(image, objects);
    }

    private static void Paint(float[] image, int left, int top, int width, int height, bool isFrame)
    {
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                if (!isFrame || x < 2 || y < 2 || x >= width - 2 || y >= height - 2) image[((top + y) * Size) + left + x] = 1;
    }
}
