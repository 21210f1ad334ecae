// Input: a declaration whose names are those of the source and whose blocks are inserted by name. Output: a flat list of elements with final,
// resolved names. Invariant: every name an element refers to is that of an earlier element.
using System.Globalization;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;
using NetGen.Generator.Support;

namespace NetGen.Generator.Frontend;

/// <summary>Lays out the elements of a network one after the other, blocks expanded, names resolved.</summary>
internal sealed class Expansion(ParseContext context)
{
    /// <summary>More than any published network has: a mistyped repetition must not stop the editor.</summary>
    private const int MaximumElements = 20_000;

    /// <summary>Copies of blocks; each reads the attributes of its block anew, layers or not.</summary>
    private const int MaximumCopies = 5_000;

    /// <summary>Blocks in blocks: each level takes a piece of the compiler's stack.</summary>
    private const int MaximumDepth = 100;

    private readonly List<ElementSpec> _elements = [];
    private int _copies;
    private bool _isFull;
    private readonly List<EquatableArray<SourceLocation>> _places = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Stack<INamedTypeSymbol> _open = [];

    public EquatableArray<ElementSpec> Elements => _elements.ToEquatableArray();

    public EquatableArray<EquatableArray<SourceLocation>> Places => _places.ToEquatableArray();

    public void AddNetwork(Declaration declaration)
    {
        var frame = new Frame(new NameScope(outer: null, prefix: ""), ConstantFolder.Plain(declaration.Type, context));
        var elements = ReadElement.ReadAll(declaration, frame.Constants, default, context);
        var names = frame.Names.Declare(elements, context);
        if (context.HasErrors) return;
        _open.Push(declaration.Type);
        string? above = null;
        for (var i = 0; i < elements.Count && !_isFull; i++)
        {
            var element = elements[i];
            if (element.Role == ElementRole.Layer)
            {
                above = AddLayer(element, names[i]!, above, frame, sharedPrefix: null);
            }
            else if (element.Role == ElementRole.Input)
            {
                if (above is null) frame.Names.Define(NameScope.Input, names[i]!);
                frame.Names.Define(names[i]!, names[i]!);
                above = names[i];
                Append(element, names[i], from: null, element.Arguments);
            }
            else
            {
                var from = element.From is { } reference ? frame.Names.Resolve(reference, element.Places, context) : null;
                if (element.Role == ElementRole.Output) from ??= above;
                Append(element, element.Role == ElementRole.Output ? element.Name ?? from : null, from, WithOthers(element, frame));
            }
        }
    }

    /// <summary>Adds a layer, or the layers of a block.</summary>
    /// <param name="sharedPrefix">What stands before the names of the layers whose parameters this one uses; null when it has its own.</param>
    /// <returns>The final name of the element whose value is now the layer above.</returns>
    private string AddLayer(ReadElement element, string name, string? above, Frame frame, string? sharedPrefix)
    {
        if (above is null) context.Report("NG0008", element.Places, NameScope.Input);
        var value = (element.From is { } reference ? frame.Names.Resolve(reference, element.Places, context) : null) ?? above ?? NameScope.Input;
        // A layer that is left out passes its value on, and its name stands for that value.
        if (element is { When: true, Block: not null }) value = AddBlock(element, name, value, frame, sharedPrefix);
        else if (element.When) value = AddPlainLayer(element, name, value, frame, sharedPrefix);
        frame.Names.Define(name, value);
        return value;
    }

    private string AddPlainLayer(ReadElement element, string name, string from, Frame frame, string? sharedPrefix)
    {
        var arguments = WithOthers(element, frame);
        var weights = element.WeightsOf is { } source
            ? frame.Names.Resolve(source, element.Places, context)
            : SharedWeights(element, name, sharedPrefix);
        if (weights is not null) arguments = arguments.Append(new Argument(MetadataNames.Arguments.WeightsOf, Constant.Of(weights)));
        Append(element, frame.Names.Prefix + name, from, arguments);
        return frame.Names.Prefix + name;
    }

    private string? SharedWeights(ReadElement element, string name, string? sharedPrefix)
    {
        if (sharedPrefix is null || !AttributeRole.HasParameters(element.Declared.Class)) return null;
        var source = sharedPrefix + name;
        if (!_names.Contains(source))
            context.Report("NG0010", element.Places, $"{source}, whose parameters it is to use, does not exist; give both insertions the same constants");
        return source;
    }

    private string AddBlock(ReadElement use, string name, string from, Frame frame, string? sharedPrefix)
    {
        // Before anything is laid out: a block that is empty costs a copy, too.
        if (_isFull || !Fits(use)) return from;
        if (BlockBinder.Bind(use, _open, frame.Constants, context) is not { } block) return from;
        var shared = sharedPrefix is null ? null : sharedPrefix + name + ".";
        if (use.WeightsOf is { } source) shared = frame.Names.ResolveBlock(source, block.Declaration.Type, use.Places, context);
        var others = use.Others.Select(other => frame.Names.Resolve(other, use.Places, context) ?? from).ToArray();
        var elements = ReadElement.ReadAll(block.Declaration, block.Constants, use.Places, context);

        _open.Push(block.Declaration.Type);
        for (var copy = 1; copy <= use.Repeat && !context.HasErrors; copy++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var suffix = use.Repeat == 1 ? "" : copy.ToString(CultureInfo.InvariantCulture) + ".";
            var inner = new NameScope(frame.Names, frame.Names.Prefix + name + "." + suffix);
            from = AddCopy(elements, from, others, new Frame(inner, block.Constants), shared is null ? null : shared + suffix);
            frame.Names.DefineInner(name + "." + suffix, inner);
        }

        _open.Pop();
        frame.Names.DefineBlock(name, block.Declaration.Type);
        return from;
    }

    /// <summary>Whether the copies may be added; the reason against it is reported.</summary>
    private bool Fits(ReadElement use)
    {
        if (_open.Count > MaximumDepth)
            return Refuse(use, $"blocks stand in blocks more than {Text(MaximumDepth)} deep");
        _copies = use.Repeat > MaximumCopies ? MaximumCopies + 1 : _copies + Math.Max(0, use.Repeat);
        return _copies <= MaximumCopies || Refuse(use, $"it expands to more than {Text(MaximumCopies)} copies of blocks");
    }

    private bool Refuse(ReadElement use, string reason)
    {
        _isFull = true;
        context.Report("NG0010", use.Places, reason);
        return false;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Adds the layers of one copy of a block. Its inputs are names for values outside; its losses and budgets do not count here.</summary>
    private string AddCopy(IReadOnlyList<ReadElement> elements, string from, string[] others, Frame frame, string? sharedPrefix)
    {
        var names = frame.Names.Declare(elements, context);
        frame.Names.Define(NameScope.Input, from);
        var above = from;
        var inputs = 0;
        string? output = null;
        for (var i = 0; i < elements.Count && !context.HasErrors; i++)
        {
            var element = elements[i];
            if (element.Role == ElementRole.Input)
            {
                above = inputs == 0 ? from : others[inputs - 1];
                inputs++;
                frame.Names.Define(names[i]!, above);
            }
            else if (element.Role == ElementRole.Layer)
            {
                above = AddLayer(element, names[i]!, above, frame, sharedPrefix);
            }
            else if (element.Role == ElementRole.Output)
            {
                output ??= element.From is { } reference ? frame.Names.Resolve(reference, element.Places, context) : above;
            }
        }

        return output ?? above;
    }

    private IEnumerable<Argument> WithOthers(ReadElement element, Frame frame) => element.Others.Count == 0
        ? element.Arguments
        : element.Arguments.Append(new Argument(
            MetadataNames.Arguments.Others,
            Constant.Of(element.Others.Select(other => frame.Names.Resolve(other, element.Places, context) ?? other).ToArray())));

    private void Append(ReadElement element, string? name, string? from, IEnumerable<Argument> arguments)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        if (_elements.Count == MaximumElements && !_isFull) Refuse(element, $"it expands to more than {Text(MaximumElements)} layers");
        if (_elements.Count >= MaximumElements) return;
        if (name is not null) _names.Add(name);
        var ordered = arguments.OrderBy(argument => argument.Name, StringComparer.Ordinal).ToEquatableArray();
        _elements.Add(new ElementSpec(element.Role, element.Declared.Kind, name, from, ordered, _elements.Count));
        _places.Add(element.Places.All);
    }
}

/// <summary>One declaration being laid out: its names and its constants.</summary>
internal sealed record Frame(NameScope Names, ConstantFolder Constants);
