using System.Text;
using Mono.Cecil;

namespace NetGen.Arm64.Tests.Toolchain;

/// <summary>The linker names .NET's ahead-of-time compiler gives to methods.</summary>
internal static class Symbols
{
    /// <summary><c>Assembly_Namespace_Type__Method</c>, everything but letters and digits replaced by underscores.</summary>
    public static string Of(MethodReference method)
    {
        var types = new List<string>();
        for (var type = method.DeclaringType; type is not null; type = type.DeclaringType)
            types.Insert(0, type.DeclaringType is null ? type.FullName : type.Name);
        return $"{Mangle(method.Module.Assembly.Name.Name)}_{string.Join('_', types.Select(Mangle))}__{Mangle(method.Name)}";
    }

    private static string Mangle(string name)
    {
        var symbol = new StringBuilder(name.Length);
        foreach (var letter in name) symbol.Append(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        return symbol.ToString();
    }
}
