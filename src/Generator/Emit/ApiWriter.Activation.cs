// Reading hidden activations: the whole network once more, with the result of every layer as an output, so that the hot path keeps none of them.
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit;

internal sealed partial class ApiWriter
{
    /// <summary>Where each layer's result stands among all of them; they fit into one array, or there is no such program.</summary>
    private string[] ActivationPlaces()
    {
        if (_model.Inspect is null) return [];
        var lengths = _model.Layers.Select(l => l.ActivationBytes / sizeof(float)).ToList();
        return Text(
            "    private static readonly int[] s_activationOffsets = [" + string.Join(", ", lengths.Select((_, i) => lengths.Take(i).Sum())) + "];",
            $"    private const int ActivationsLength = {lengths.Sum()};");
    }

    private string[] Activation() => _model.Inspect is { } inspect ? ReadActivation(inspect.Plan) : RefuseActivation();

    private string[] ReadActivation(MemoryPlan inspect) => Text(
        "    /// <summary>",
        "    /// What a layer yielded in the last forward pass with this workspace: batch × elements of its output, row-major. Computed anew from the",
        "    /// remembered input (the fast pass keeps no intermediate results), with the parameters as they are now; allocates.",
        "    /// </summary>",
        $"    /// <param name=\"layer\">One of <see cref=\"Layers\"/>.</param>",
        "    /// <exception cref=\"global::System.InvalidOperationException\">No forward pass has used this workspace.</exception>",
        "    /// <exception cref=\"global::System.ArgumentException\">The layer is not of this network.</exception>",
        "    public float[] Activation(global::NetGen.LayerInfo layer)",
        "    {",
        "        global::System.ArgumentNullException.ThrowIfNull(layer);",
        $"        if (_network is null) throw new global::System.InvalidOperationException(\"No forward pass of {_model.Spec.Title} has used this workspace yet.\");",
        "        int index = -1;",
        "        for (int i = 0; i < s_activationOffsets.Length; i++)",
        "            if (Facts.Info.Layers[i].Name == layer.Name) index = i;",
        $"        if (index < 0) throw new global::System.ArgumentException($\"{_model.Spec.Title} has no layer '{{layer.Name}}'.\", \"layer\");",
        "        int length = (int)(Facts.Info.Layers[index].ActivationBytes / sizeof(float));",
        "        int batch = _inputLength / InputLength;",
        "        float[] activations = new float[checked(batch * length)];",
        "        float[] all = new float[ActivationsLength];",
        $"        global::NetGen.Numerics.AlignedBuffer memory = new global::NetGen.Numerics.AlignedBuffer({inspect.FixedLength + inspect.SampleLength});",
        "        for (int s = 0; s < batch; s++)",
        "        {",
        "            PortableKernels.Inspect(",
        "                ref _input[s * InputLength], ref global::System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(all), ref _network._parameters.Reference, ref _network._buffers.Reference, ref memory.Reference, 1);",
        "            global::System.Array.Copy(all, s_activationOffsets[index], activations, s * length, length);",
        "        }",
        "",
        "        return activations;",
        "    }");

    private string[] RefuseActivation() => Text(
        "    /// <summary>Not possible: the results of all layers of a sample do not fit into one array.</summary>",
        "    /// <exception cref=\"global::System.NotSupportedException\">Always.</exception>",
        "    public float[] Activation(global::NetGen.LayerInfo layer) => throw new global::System.NotSupportedException(",
        $"        \"The results of all layers of one sample of {_model.Spec.Title} together need more memory than {int.MaxValue} floats and cannot be read; mark the layers of interest as outputs.\");");
}
