using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Zeros around a tensor: the padding of the convolution that reads it.</summary>
internal static class HaloSchedule
{
    public static Statement Clear(Layout layout, bool batched) =>
        new Clear("y", Index.Text(-layout.Offset), batched ? Index.Times("n", layout.Length) : Index.Text(layout.Length));
}
