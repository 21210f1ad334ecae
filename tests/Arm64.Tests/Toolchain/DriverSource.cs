using System.Globalization;
using System.Text;

namespace NetGen.Arm64.Tests.Toolchain;

/// <summary>The C driver: a fixed part, <c>driver.c</c>, and a table of the program's entry points, written here.</summary>
internal static class DriverSource
{
    /// <summary>Writes the driver's two files into <paramref name="folder"/>.</summary>
    /// <returns>The file to compile.</returns>
    public static string Write(string folder, IReadOnlyList<EntryPoint> entryPoints)
    {
        var driver = Path.Combine(folder, "driver.c");
        using (var text = typeof(DriverSource).Assembly.GetManifestResourceStream("driver.c")!)
        using (var file = File.Create(driver))
            text.CopyTo(file);
        File.WriteAllText(Path.Combine(folder, "entries.h"), Table(entryPoints));
        return driver;
    }

    private static string Table(IReadOnlyList<EntryPoint> entryPoints)
    {
        var c = new StringBuilder();
        for (var i = 0; i < entryPoints.Count; i++) Entry(c, i, entryPoints[i]);
        c.Append("static const entry entries[] = {\n");
        for (var i = 0; i < entryPoints.Count; i++)
        {
            var entryPoint = entryPoints[i];
            c.Append(CultureInfo.InvariantCulture, $"    {{ \"{entryPoint.Name}\", parameters{i}, {entryPoint.Parameters.Count}, {entryPoint.Result?.Size ?? 0}, call{i} }},\n");
        }

        return c.Append("};\n").ToString();
    }

    private static void Entry(StringBuilder c, int number, EntryPoint entryPoint)
    {
        var parameters = entryPoint.Parameters;
        var types = parameters.Count == 0 ? "void" : string.Join(", ", parameters.Select(parameter => parameter.C));
        var arguments = string.Join(", ", parameters.Select((p, i) => $"{(p.IsBuffer ? "BUFFER" : "VALUE")}({p.Element.C}, {i})"));
        var call = $"{entryPoint.ExportedSymbol}({arguments})";
        c.Append(CultureInfo.InvariantCulture, $"extern {entryPoint.Result?.C ?? "void"} {entryPoint.ExportedSymbol}({types});\n");
        c.Append(CultureInfo.InvariantCulture, $"static const parameter parameters{number}[] = {{ {string.Join(", ", parameters.Select(Description).DefaultIfEmpty("{ 0 }"))} }};\n");
        c.Append(CultureInfo.InvariantCulture, $"static void call{number}(const slot *slots, void *result)\n{{\n");
        c.Append(CultureInfo.InvariantCulture, $"    {(entryPoint.Result is { } type ? $"*({type.C} *)result = {call}" : call)};\n}}\n\n");
    }

    private static string Description(EntryParameter parameter) => string.Create(
        CultureInfo.InvariantCulture, $"{{ \"{parameter.Name}\", {parameter.Element.Size}, {(parameter.IsBuffer ? 1 : 0)} }}");
}
