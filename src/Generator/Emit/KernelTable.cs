// Input: the kernels of an instruction set, in the order of their calls. Output: their methods, each once, and how each is called.
// Invariant: methods stand in the order of their first calls and are named after the first layer that calls them.
using System.Text;
using NetGen.Generator.Schedule;
using NetGen.Generator.Targets;

namespace NetGen.Generator.Emit;

/// <summary>
/// Finds kernels that are the same. Shapes that differ only in how often loops run and how far references move on share one method, which gets these
/// numbers as arguments: a DenseNet has a hundred 1×1 convolutions, each of other channels. Nothing inside of a register tile, no offset of a load and
/// no short loop becomes an argument, and two shapes alone keep a method each: it is large networks whose builds and starts must be kept short.
/// </summary>
internal sealed class KernelTable(Isa isa, int depth)
{
    /// <summary>So many shapes share a method.</summary>
    private const int LeastShapes = 3;

    private readonly string _indent = new(' ', 4 * depth);
    private readonly List<Entry> _entries = [];
    private readonly Dictionary<string, Entry> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Family> _families = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>The kernel's entry; a new one when no kernel with this text is known.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="layer">The layer that calls it, as an identifier.</param>
    public Entry Add(Kernel kernel, string layer) => Add(kernel, layer, isInner: false);

    /// <summary>The kernels as outlines, each method once.</summary>
    public string Outlines() => string.Join("\n", _entries.Select(entry => (Name: entry.Method, entry.Kernel)).GroupBy(e => e.Name).Select(e => NestText.Of(e.Key, e.First().Kernel)));

    /// <summary>All methods.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        var written = new HashSet<Family>();
        foreach (var entry in _entries)
        {
            var isShared = entry.Family is { IsShared: true };
            if (isShared && !written.Add(entry.Family!)) continue;
            var (parameters, body) = isShared ? entry.Family!.Method : (entry.Text.Parameters, entry.Text.Literal);
            text.Append($"{_indent}[__cs::MethodImpl(__cs::MethodImplOptions.NoInlining | __cs::MethodImplOptions.AggressiveOptimization)]\n");
            var (type, constraint) = entry.HasSink ? (IsaWriter.SinkType, $"\n{_indent}    {IsaWriter.SinkConstraint}") : ("", "");
            text.Append($"{_indent}private static void {entry.Method}{type}({parameters}){constraint}\n{_indent}{{\n{body}{_indent}}}\n\n");
        }

        return text.ToString();
    }

    private Entry Add(Kernel kernel, string layer, bool isInner)
    {
        string[] sink = kernel.HasSink ? ["ref TSink sink"] : [];
        var parameters = string.Join(", ", kernel.Streams.Select(s => $"ref float {s}").Concat(sink).Concat(kernel.Counts.Select(c => c == "step" ? "uint step" : $"int {c}")));
        // A kernel that another one calls is called by name, from a text that stands.
        var text = KernelWriter.Text(kernel, isa, depth + 1, parameters, inner => Add(inner, layer, isInner: true).Method);
        var key = $"{parameters}\n{text.Literal}";
        if (!_known.TryGetValue(key, out var entry))
        {
            entry = new(NameOf(layer, kernel), kernel, text);
            _known[key] = entry;
            _entries.Add(entry);
            if (text.Numbers.Count > 0) entry.Join(FamilyOf(text.Template));
        }

        if (isInner) entry.Leave();
        return entry;
    }

    private Family FamilyOf(string template)
    {
        if (!_families.TryGetValue(template, out var family)) _families[template] = family = new Family();
        return family;
    }

    private string NameOf(string layer, Kernel kernel)
    {
        var stem = $"{layer}_{kernel.Stem}";
        var name = stem;
        for (var i = 2; !_taken.Add(name); i++) name = $"{stem}_{i}";
        return name;
    }

    /// <summary>A kernel for one shape.</summary>
    internal sealed class Entry(string name, Kernel kernel, KernelText text)
    {
        public Kernel Kernel { get; } = kernel;

        public KernelText Text { get; } = text;

        /// <summary>Whether the method is generic in where its gradient goes.</summary>
        public bool HasSink => Kernel.HasSink;

        public Family? Family { get; private set; }

        /// <summary>The method's name.</summary>
        public string Method => Family is { IsShared: true } ? Family.Members[0].Name : Name;

        private string Name { get; } = name;

        /// <summary>The call of the kernel, once all kernels are known.</summary>
        public string Call(string arguments) => Family is { IsShared: true } ? $"{Method}({string.Join(", ", new[] { arguments }.Concat(Family.ArgumentsOf(this)))})" : $"{Name}({arguments})";

        public void Join(Family family)
        {
            Family = family;
            family.Members.Add(this);
        }

        public void Leave()
        {
            Family?.Members.Remove(this);
            Family = null;
        }
    }

    /// <summary>Kernels that differ only in the numbers of their shapes.</summary>
    internal sealed class Family
    {
        private IReadOnlyList<(string Name, int Number)>? _parameters;
        private string[]? _spelling;

        public List<Entry> Members { get; } = [];

        public bool IsShared => Members.Count >= LeastShapes;

        /// <summary>The parameters and the body of the shared method.</summary>
        public (string Parameters, string Body) Method
        {
            get
            {
                Resolve();
                var text = Members[0].Text;
                var added = _parameters!.Select(p => $"{(p.Name[0] == 'c' ? "int" : "__sys::IntPtr")} {p.Name}");
                return (string.Join(", ", new[] { text.Parameters }.Concat(added)), text.With(_spelling!));
            }
        }

        /// <summary>What this member passes for them.</summary>
        public IEnumerable<string> ArgumentsOf(Entry member)
        {
            Resolve();
            return _parameters!.Select(p => member.Text.Numbers[p.Number].Value);
        }

        /// <summary>Numbers that all members have stay in the text; those that are equal in each member are one parameter.</summary>
        private void Resolve()
        {
            if (_parameters is not null) return;
            var numbers = Members[0].Text.Numbers;
            var parameters = new List<(string Name, int Number)>();
            var known = new Dictionary<string, string>(StringComparer.Ordinal);
            _spelling = new string[numbers.Count];
            for (var i = 0; i < numbers.Count; i++)
            {
                string[] values = [.. Members.Select(m => m.Text.Numbers[i].Value)];
                if (values.All(v => v == values[0]))
                {
                    _spelling[i] = values[0];
                    continue;
                }

                var key = $"{numbers[i].Name} {string.Join(" ", values)}";
                if (!known.TryGetValue(key, out var name))
                {
                    known[key] = name = $"{numbers[i].Name}{parameters.Count(p => p.Name.StartsWith(numbers[i].Name, StringComparison.Ordinal)) + 1}";
                    parameters.Add((name, i));
                }

                _spelling[i] = name;
            }

            _parameters = parameters;
        }
    }
}
