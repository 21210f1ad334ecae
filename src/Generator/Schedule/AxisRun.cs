namespace NetGen.Generator.Schedule;

/// <summary>Neighbouring positions of a result that take elements at equal steps.</summary>
/// <param name="Start">The first position.</param>
/// <param name="Source">The element it takes, or −1 where the run takes none and is zero.</param>
/// <param name="Step">From one element to the next.</param>
/// <param name="Count">Positions.</param>
internal sealed record AxisRun(int Start, int Source, int Step, int Count)
{
    public bool IsZero => Source < 0;
}
