namespace NetGen.Metrics;

/// <summary>
/// The mean of the areas under the ROC curve within groups (users, sessions), weighted by their samples: how well each group's own samples
/// are ranked, whatever the level of the group. Groups with only one kind of sample have no area and are left out.
/// </summary>
/// <remarks>Zhu et al. 2017, "Optimized Cost per Click in Taobao Display Advertising".</remarks>
public sealed class GroupedAuc
{
    private readonly Dictionary<long, Auc> _groups = [];

    /// <summary>Groups collected, those without an area included.</summary>
    public int Groups => _groups.Count;

    /// <summary>The weighted mean, NaN if no group has an area.</summary>
    public double Value
    {
        get
        {
            var (sum, weight) = (0.0, 0.0);
            foreach (var auc in _groups.Values)
            {
                if (auc.Positives == 0 || auc.Negatives == 0) continue;
                sum += auc.Count * auc.Value;
                weight += auc.Count;
            }

            return sum / weight;
        }
    }

    /// <summary>Adds a sample.</summary>
    /// <exception cref="ArgumentException">The score is NaN.</exception>
    public void Add(long group, float score, bool positive)
    {
        // Before there is a group for it.
        BinaryScores.RequireRank(score);
        if (!_groups.TryGetValue(group, out var auc)) _groups.Add(group, auc = new Auc());
        auc.Add(score, positive);
    }

    /// <summary>Forgets everything.</summary>
    public void Reset() => _groups.Clear();
}
