namespace NetGen;

/// <summary>Mixes groups of channels: channel <c>g·n + k</c> moves to <c>k·groups + g</c>, n the channels of a group.</summary>
/// <param name="groups">Number of groups; it divides the channels.</param>
/// <remarks>The shape stays. PyTorch: <c>ChannelShuffle</c>. Zhang et al. 2018.</remarks>
public sealed class ChannelShuffleAttribute(int groups) : LayerAttribute
{
    /// <summary>Number of groups; it divides the channels.</summary>
    public int Groups { get; } = groups;
}
