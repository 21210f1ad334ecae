namespace NetGen.Data;

/// <summary>An image as a network takes it.</summary>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Pixels">The values in [0, 1], shape [Channels, Height, Width].</param>
public sealed record NetpbmImage(int Channels, int Height, int Width, float[] Pixels);
