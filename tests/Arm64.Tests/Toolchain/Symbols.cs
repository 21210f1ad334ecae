using System.Text;

namespace NetGen.Arm64.Tests.Toolchain;

/// <summary>The linker names .NET's ahead-of-time compiler gives to methods.</summary>
internal static class Symbols
{
    /// <summary>The name of <c>Namespace.Type.Method</c>: <c>Assembly_Namespace_Type__Method</c>, everything but letters and digits an underscore.</summary>
    public static string Of(string assembly, string method)
    {
        var dot = method.LastIndexOf('.');
        return $"{OfAssembly(assembly)}{Mangle(method[..Math.Max(dot, 0)])}__{Mangle(method[(dot + 1)..])}";
    }

    /// <summary>What the names of an assembly's methods begin with.</summary>
    public static string OfAssembly(string assembly) => Mangle(assembly) + "_";

    private static string Mangle(string name)
    {
        var symbol = new StringBuilder(name.Length);
        foreach (var letter in name) symbol.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        return symbol.ToString();
    }
}
