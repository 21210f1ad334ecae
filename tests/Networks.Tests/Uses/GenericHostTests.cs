using NetGen.Training;

namespace NetGen.Networks;

/// <summary>A network declared in a generic type: one class for each type argument, the same numbers from each.</summary>
public sealed partial class GenericHostTests
{
    [Network, Input(3), Dense(17), Tanh, Dense(2), CrossEntropyLoss]
    public sealed partial class Plain;

    public partial interface IModels<TKey, TValue>
        where TKey : class
    {
        [Network, Input(3), Dense(17), Tanh, Dense(2), CrossEntropyLoss]
        public sealed partial class Plain;
    }

    [Fact]
    public void It_computes_what_a_network_elsewhere_does()
    {
        var expected = Trained<Plain>();
        Assert.Equal(expected, Trained<IModels<string, int>.Plain>());
        Assert.Equal(expected, Trained<IModels<object, string>.Plain>());
    }

    private static float[] Trained<TNetwork>()
        where TNetwork : INetwork<TNetwork>, ILabelTrained
    {
        var network = TNetwork.Create(3);
        float[] input = [0.1f, -0.2f, 0.3f, 0.5f, 0.4f, -1], output = new float[4];
        network.Train(input, [0, 1], new Adam(0.1f));
        using var file = new MemoryStream();
        network.Save(file);
        file.Position = 0;
        TNetwork.Load(file).Forward(input, output);
        return output;
    }
}
