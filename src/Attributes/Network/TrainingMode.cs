namespace NetGen;

/// <summary>Whether a network can be trained.</summary>
public enum TrainingMode
{
    /// <summary>When the declaration has a loss.</summary>
    Auto = 0,

    /// <summary>Yes; a declaration without a loss is then an error.</summary>
    On = 1,

    /// <summary>No: no gradient is emitted. A declared loss can still be evaluated.</summary>
    Off = 2,
}
