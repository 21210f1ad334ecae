using System.Collections.Immutable;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit;

/// <content>The blocks of parameters and buffers. Whoever has asked for their spans may write to them at any time, padding included.</content>
internal sealed partial class ApiWriter
{
    private bool ParametersArePadded => _model.ParameterLength != _model.Parameters.Sum(p => p.Node.ElementCount);

    private bool BuffersArePadded => _model.BufferLength != _model.Buffers.Sum(p => p.Node.ElementCount);

    /// <summary>Whether it matters that the span of the parameters was handed out.</summary>
    private bool NotesOpenness => KeepsDerived || ParametersArePadded;

    private string[] OpennessFields() =>
    [
        .. NotesOpenness ? Text("", "// Whether somebody has, or had, a span of the parameters and may write to it at any time.", "private bool _isOpen;") : [],
        .. BuffersArePadded ? Text("", "// The same of the buffers.", "private bool _buffersAreOpen;") : [],
        .. KeepsDerived && Trains ? Text("", "// Whether the parameters have been trained.", "private bool _isTrained;") : [],
    ];

    /// <summary>The properties that hand the blocks out.</summary>
    private string[] Blocks() =>
    [
        "/// <summary>All trainable parameters: one flat block, 64-byte aligned, in NetGen's own layout.</summary>",
        "/// <remarks>",
        "/// The span may be kept, and written to between calls; not during one.",
        .. ParametersArePadded ? Text(
            "/// Padding stands between and behind the tensors; what is written there has no influence on any result and is replaced by zeros. From the first access on each",
            "/// call looks at it.") : [],
        .. KeepsDerived ? Text(
            "/// From the first access on <see cref=\"Forward(global::System.ReadOnlySpan{float}, global::System.Span{float})\"/> looks whether the parameters have changed; a",
            "/// loaded network's need not be looked at.") : [],
        "/// </remarks>",
        .. Block("Parameters", "_parameters", NotesOpenness ? "_isOpen" : ""),
        "",
        "/// <summary>State that is saved but not trained.</summary>",
        .. BuffersArePadded ? Text("/// <remarks>Padded, as <see cref=\"Parameters\"/> are.</remarks>") : [],
        .. Block("Buffers", "_buffers", BuffersArePadded ? "_buffersAreOpen" : ""),
    ];

    private static string[] Block(string name, string field, string flag) => flag.Length == 0
        ? [$"public global::System.Span<float> {name} => {field}.Span;"]
        :
        [
            $"public global::System.Span<float> {name}",
            "{",
            "    get",
            "    {",
            $"        {flag} = true;",
            $"        return {field}.Span;",
            "    }",
            "}",
        ];

    /// <summary>In front of everything that reads the blocks.</summary>
    private string[] ClearPadding(string indent, string network = "") => !ParametersArePadded && !BuffersArePadded ? [] :
    [
        $"{indent}if ({string.Join(" || ", new[] { ParametersArePadded ? $"{network}_isOpen" : "", BuffersArePadded ? $"{network}_buffersAreOpen" : "" }.Where(f => f.Length > 0))}) {network}ClearPadding();",
    ];

    /// <summary>The numbers of the parameters whose padding the forward pass can notice: all its own, not those whose padding lanes end in lanes that are not stored.</summary>
    private int[] NoticedPadding
    {
        get
        {
            var noticed = PaddingReaders.Of(_model.Forward.Plan.Graph).Select(p => p.Name).ToImmutableHashSet();
            return [.. Enumerable.Range(0, _model.Parameters.Count).Where(i => noticed.Contains(_model.Parameters[i].Node.Name))];
        }
    }

    /// <summary>In front of the forward pass.</summary>
    private string[] ClearNoticedPadding(string indent) =>
    [
        .. NoticedPadding.Length > 0 ? Text($"{indent}if (_isOpen) BlockPaddings.Forward.Clear(ref _parameters.Reference);") : [],
        .. BuffersArePadded ? Text($"{indent}if (_buffersAreOpen) BlockPaddings.Buffers.Clear(ref _buffers.Reference);") : [],
    ];

    /// <summary>What finds the padding, and clears it.</summary>
    private void Padding()
    {
        if (!ParametersArePadded && !BuffersArePadded) return;
        Lines([
            "",
            "// Kernels take padding for zeros.",
            "private void ClearPadding()",
            "{",
            .. ParametersArePadded ? Text("    if (_isOpen) BlockPaddings.Parameters.Clear(ref _parameters.Reference);") : [],
            .. BuffersArePadded ? Text("    if (_buffersAreOpen) BlockPaddings.Buffers.Clear(ref _buffers.Reference);") : [],
            "}",
            "",
            "private static class BlockPaddings",
            "{",
            .. ParametersArePadded ? Text("    internal static readonly global::NetGen.BlockPadding Parameters = new(ParameterLength, Facts.Info.Parameters);") : [],
            .. NoticedPadding.Length > 0 ? Text("", $"    internal static readonly global::NetGen.BlockPadding Forward = new(ParameterLength, Facts.Info.Parameters, [{string.Join(", ", NoticedPadding)}]);") : [],
            .. BuffersArePadded ? Text("    internal static readonly global::NetGen.BlockPadding Buffers = new(BufferLength, Facts.Info.Buffers);") : [],
            "}"]);
    }
}
