using System.ComponentModel;

namespace NetGen.Emitted;

/// <summary>
/// Rows that a step of a recurrence takes at once: the tensors of one step of some sequences. Those of all sequences at the first step stand first, then those at
/// the second of the sequences that have one, and so on; the longest sequence is the first of each step.
/// </summary>
/// <param name="First">The first row.</param>
/// <param name="Count">The number of rows.</param>
/// <param name="Before">The row from which the first one goes on; negative where the sequences begin.</param>
/// <param name="Sequence">The sequence of the first row.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct StepRows(int First, int Count, int Before, int Sequence);
