using System.Text;
using NetGen.Generator.Passes;
using NetGen.Generator.Support;

namespace NetGen.Generator.Emit;

/// <summary>The table of a network's layers: plain text for headers and the diagnostic, XML for the class's documentation, Markdown on request.</summary>
internal static class LayerTable
{
    private static readonly string[] Titles = ["layer", "output", "parameters", "MACs", "FLOPs", "bytes", "receptive field"];

    public static string Text(IReadOnlyList<LayerCost> layers)
    {
        var rows = Rows(layers);
        var widths = Enumerable.Range(0, Titles.Length).Select(c => rows.Max(r => r[c].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            var line = string.Join("  ", row.Select((cell, c) => c < 2 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c])));
            text.Append(line.TrimEnd()).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    public static string Xml(IReadOnlyList<LayerCost> layers, string indent)
    {
        var text = new StringBuilder();
        var rows = Rows(layers);
        text.Append($"{indent}/// <remarks><list type=\"table\">\n{indent}/// <listheader><term>layer</term><description>{string.Join(", ", Titles.Skip(1))}</description></listheader>\n");
        foreach (var row in rows.Skip(1))
            text.Append($"{indent}/// <item><term>{row[0]}</term><description>{string.Join(", ", row.Skip(1).Where(cell => cell.Length > 0))}</description></item>\n");
        return text.Append($"{indent}/// </list></remarks>\n").ToString();
    }

    public static string Markdown(IReadOnlyList<LayerCost> layers)
    {
        var rows = Rows(layers);
        var text = new StringBuilder();
        for (var r = 0; r < rows.Count; r++)
        {
            text.Append($"| {string.Join(" | ", rows[r])} |\n");
            if (r == 0) text.Append("|---|---|---:|---:|---:|---:|---|\n");
        }

        return text.ToString();
    }

    public static string Number(long value) => Figure.Grouped(value);

    private static List<string[]> Rows(IReadOnlyList<LayerCost> layers)
    {
        var rows = new List<string[]> { Titles };
        rows.AddRange(layers.Select(l => new[]
        {
            l.Name, l.OutputText, Number(l.Parameters), Number(l.Macs), Number(l.Flops), Number(l.ActivationBytes),
            string.Join("×", l.ReceptiveField),
        }));
        rows.Add(["total", "", Number(layers.Sum(l => l.Parameters)), Number(layers.Sum(l => l.Macs)), Number(layers.Sum(l => l.Flops)), Number(layers.Sum(l => l.ActivationBytes)), ""]);
        return rows;
    }
}
