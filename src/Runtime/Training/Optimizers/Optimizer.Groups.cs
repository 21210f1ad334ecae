namespace NetGen.Training;

// Options per layer: the block is walked in ranges, each with its own scales; tensors without an entry use the optimiser's options.
public abstract partial class Optimizer
{
    private ParameterGroup[] _groups = [];

    /// <summary>The tensors with options of their own, in the order of the block.</summary>
    public IReadOnlyList<ParameterGroup> Groups => _groups;

    /// <summary>Scales the options of one layer (<c>"dense1"</c>) or one tensor (<c>"dense1.bias"</c>).</summary>
    /// <param name="info">The network's facts.</param>
    /// <param name="name">A layer or a parameter tensor.</param>
    /// <param name="learningRateScale">Multiplies the learning rate; not negative.</param>
    /// <param name="weightDecayScale">Multiplies the L1 and L2 coefficients; not negative.</param>
    /// <returns>This optimiser.</returns>
    /// <exception cref="ArgumentException">There is no such layer or tensor with parameters.</exception>
    public Optimizer ForLayers(NetworkInfo info, string name, float learningRateScale = 1, float weightDecayScale = 1)
        => ForLayers(info, [name], learningRateScale, weightDecayScale);

    /// <summary>Scales the options of several layers or tensors.</summary>
    /// <inheritdoc cref="ForLayers(NetworkInfo, string, float, float)"/>
    public Optimizer ForLayers(NetworkInfo info, IEnumerable<string> names, float learningRateScale = 1, float weightDecayScale = 1)
    {
        return Scale(Named(info, names), learningRateScale, weightDecayScale);
    }

    /// <summary>Scales the options of the tensors that satisfy a condition, for example no decay for biases.</summary>
    /// <inheritdoc cref="ForLayers(NetworkInfo, string, float, float)"/>
    public Optimizer ForParameters(NetworkInfo info, Func<ParameterInfo, bool> where, float learningRateScale = 1, float weightDecayScale = 1)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(where);
        return Scale(info.Parameters.Where(where), learningRateScale, weightDecayScale);
    }

    /// <summary>Leaves layers (or tensors) and their state untouched from the next step on.</summary>
    /// <returns>This optimiser.</returns>
    /// <exception cref="ArgumentException">There is no such layer or tensor with parameters.</exception>
    public Optimizer Freeze(NetworkInfo info, params string[] names) => Change(Named(info, names), group => group with { IsFrozen = true });

    /// <summary>Trains frozen layers (or tensors) again.</summary>
    /// <inheritdoc cref="Freeze"/>
    public Optimizer Unfreeze(NetworkInfo info, params string[] names) => Change(Named(info, names), group => group with { IsFrozen = false });

    private static List<ParameterInfo> Named(NetworkInfo info, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentNullException.ThrowIfNull(names);
        var found = new List<ParameterInfo>();
        foreach (var name in names)
        {
            var matches = info.Parameters.Where(parameter => parameter.Layer == name || parameter.Name == name).ToList();
            if (matches.Count == 0)
            {
                var known = string.Join(", ", info.Parameters.Select(parameter => parameter.Layer).Distinct());
                throw new ArgumentException($"{info.Name} has no layer or tensor '{name}' with parameters; it has {known}.", nameof(names));
            }

            found.AddRange(matches);
        }

        return found;
    }

    private Optimizer Scale(IEnumerable<ParameterInfo> parameters, float learningRateScale, float weightDecayScale)
    {
        NonNegative(learningRateScale, nameof(learningRateScale));
        NonNegative(weightDecayScale, nameof(weightDecayScale));
        return Change(parameters, group => group with { LearningRateScale = learningRateScale, WeightDecayScale = weightDecayScale });
    }

    private Optimizer Change(IEnumerable<ParameterInfo> parameters, Func<ParameterGroup, ParameterGroup> change)
    {
        var groups = _groups.ToDictionary(group => group.Offset);
        foreach (var parameter in parameters)
        {
            if (parameter.Layout.Length == 0) continue;
            var known = groups.GetValueOrDefault(parameter.Offset) ?? new ParameterGroup(parameter.Name, parameter.Offset, parameter.Layout.Length);
            if (known.Name != parameter.Name)
                throw new ArgumentException(
                    $"The groups belong to another network: '{known.Name}' stands where '{parameter.Name}' should.", nameof(parameters));
            groups[parameter.Offset] = change(known);
        }

        _groups = [.. groups.Values.OrderBy(group => group.Offset)];
        return this;
    }

    private void CheckGroups(int length)
    {
        if (_groups is [.., var last] && last.Offset + last.Length > length)
            throw new ArgumentException($"The group '{last.Name}' ends at {last.Offset + last.Length}, but there are only {length} parameters.");
    }
}
