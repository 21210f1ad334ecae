using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Model;

namespace NetGen.Generator.Frontend;

/// <summary>The arguments of <c>[Network]</c>.</summary>
internal static class OptionsReader
{
    public static NetworkOptions Read(AttributeData attribute, TypeDeclarationSyntax node, ParseContext context)
    {
        var options = new NetworkOptions(RunnableOn(context.Compilation.Options.Platform), Dump: ProjectReader.WantsDumps(node));
        foreach (var pair in attribute.NamedArguments)
        {
            if (pair.Value.Kind == TypedConstantKind.Error) context.IsBroken = true;
            else options = With(options, pair.Key, pair.Value.Value);
        }

        if ((options.Targets & TargetSet.All) == 0 && attribute.ApplicationSyntaxReference?.GetSyntax(context.Cancellation) is { } syntax)
            context.Report(new Finding("NG0202", SourceLocation.Of(syntax)));
        return options;
    }

    /// <summary>The instruction sets of the processors a project is for: its PlatformTarget, which follows from a RuntimeIdentifier.</summary>
    private static TargetSet RunnableOn(Platform platform) => platform switch
    {
        Platform.X64 or Platform.X86 => TargetSet.All & ~TargetSet.AdvSimd,
        Platform.Arm64 => TargetSet.Portable | TargetSet.AdvSimd,
        Platform.Arm => TargetSet.Portable,
        _ => TargetSet.All,
    };

    private static NetworkOptions With(NetworkOptions options, string name, object? value) => (name, value) switch
    {
        (nameof(NetworkOptions.Targets), int targets) => options with { Targets = (TargetSet)targets & TargetSet.All },
        (nameof(NetworkOptions.Unroll), int unroll) => options with { Unroll = (UnrollMode)unroll },
        (nameof(NetworkOptions.Weights), int weights) => options with { Weights = (WeightFormat)weights },
        (nameof(NetworkOptions.Strict), bool strict) => options with { Strict = strict },
        (nameof(NetworkOptions.Training), int training) => options with { Training = training switch { 1 => true, 2 => false, _ => null } },
        (nameof(NetworkOptions.Dump), bool dump) => options with { Dump = dump },
        _ => options,
    };
}
