namespace NetGen.Generator.Frontend;

/// <summary>
/// The attributes by name: the generator must not reference their assembly, because the compiler would have to load it beside the generator.
/// A contract test holds these names against that assembly.
/// </summary>
internal static class MetadataNames
{
    public const string Namespace = "NetGen";
    public const string Network = "NetGen.NetworkAttribute";
    public const string Block = "NetGen.BlockAttribute";
    public const string BlockUse = "BlockAttribute`1";
    public const string Input = "InputAttribute";
    public const string Output = "OutputAttribute";
    public const string Budget = "BudgetAttribute";
    public const string Layer = "LayerAttribute";
    public const string ParameterLayer = "ParameterLayerAttribute";
    public const string Loss = "LossAttribute";

    /// <summary>Arguments the frontend itself reads, by property name.</summary>
    public static class Arguments
    {
        public const string Name = "Name";
        public const string From = "From";
        public const string On = "On";
        public const string When = "When";
        public const string Others = "Others";
        public const string WeightsOf = "WeightsOf";
        public const string Constants = "Constants";
        public const string Repeat = "Repeat";
    }
}
