namespace NetGen;

/// <summary>A network that can be trained: what its random layers (dropout and the like) draw depends on a seed, the number of the step and the layer alone.</summary>
/// <remarks>The same numbers come out for every instruction set and number of threads. To go on with a run exactly, restore both.</remarks>
public interface IRandomized
{
    /// <summary>The seed: the constructor's until it is set, 0 in a network that was loaded.</summary>
    int RandomSeed { get; set; }

    /// <summary>The number of the next step: how many parts of batches have been trained with.</summary>
    uint RandomStep { get; set; }
}
