using System.Globalization;
using System.Text;

namespace NetGen.Training;

/// <summary>Draws the losses of a report over its epochs as an SVG picture: axes with round ticks, one line per loss, a legend.</summary>
internal static class LossCurve
{
    private const int Width = 720, Height = 420, Left = 70, Right = 20, Top = 46, Bottom = 50;

    public static string Draw(TrainingReport report)
    {
        var train = report.Epochs.Select(epoch => ((double)epoch.Epoch, (double)epoch.TrainLoss)).ToList();
        var validation = report.Epochs.Where(epoch => epoch.ValidationLoss is not null)
            .Select(epoch => ((double)epoch.Epoch, (double)epoch.ValidationLoss!.Value)).ToList();
        var x = AxisTicks.Over(1, Math.Max(2, report.Epochs.Count), 10, wholeNumbers: true);
        var losses = train.Concat(validation).Select(point => point.Item2).Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var y = AxisTicks.Over(Math.Min(0, losses.Min()), Math.Max(losses.Max(), losses.Min() + 1e-6), 6);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" ");
        svg.Append("font-family=\"sans-serif\" font-size=\"12\" fill=\"#333\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{Width}\" height=\"{Height}\" fill=\"white\"/>\n");
        Text(svg, Left, 24, "start", $"{report.Network}: loss", size: 15);
        Axes(svg, x, y);
        Line(svg, train, x, y, "#1f77b4", dashed: false);
        Line(svg, validation, x, y, "#d62728", dashed: true);
        if (report.Best is { } best && (best.ValidationLoss ?? best.TrainLoss) is var loss && float.IsFinite(loss))
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{Px(best.Epoch, x):F1}\" cy=\"{Py(loss, y):F1}\" r=\"4.5\" fill=\"none\" stroke=\"#333\"/>\n");
        Legend(svg, 0, "train", "#1f77b4", dashed: false);
        if (validation.Count > 0) Legend(svg, 1, "validation", "#d62728", dashed: true);
        return svg.Append("</svg>\n").ToString();
    }

    private static double Px(double value, AxisTicks axis) => Left + ((value - axis.Low) / (axis.High - axis.Low) * (Width - Left - Right));

    private static double Py(double value, AxisTicks axis) => Height - Bottom - ((value - axis.Low) / (axis.High - axis.Low) * (Height - Top - Bottom));

    private static void Axes(StringBuilder svg, AxisTicks x, AxisTicks y)
    {
        foreach (var tick in y.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Py(tick, y):F1}\" y2=\"{Py(tick, y):F1}\" stroke=\"#e4e4e4\"/>\n");
            Text(svg, Left - 8, Py(tick, y) + 4, "end", tick.ToString("G6", CultureInfo.InvariantCulture));
        }

        foreach (var tick in x.Ticks)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{Px(tick, x):F1}\" x2=\"{Px(tick, x):F1}\" y1=\"{Height - Bottom}\" y2=\"{Height - Bottom + 5}\" stroke=\"#333\"/>\n");
            Text(svg, Px(tick, x), Height - Bottom + 19, "middle", tick.ToString("G6", CultureInfo.InvariantCulture));
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{Left},{Top} V{Height - Bottom} H{Width - Right}\" fill=\"none\" stroke=\"#333\"/>\n");
        Text(svg, (Left + Width - Right) / 2.0, Height - 12, "middle", "epoch");
    }

    // A loss that is not finite breaks the line.
    private static void Line(StringBuilder svg, List<(double Epoch, double Loss)> points, AxisTicks x, AxisTicks y, string colour, bool dashed)
    {
        if (points.Count == 0) return;
        svg.Append("<path d=\"");
        var begun = false;
        foreach (var (epoch, loss) in points)
        {
            if (double.IsFinite(loss)) svg.Append(CultureInfo.InvariantCulture, $"{(begun ? 'L' : 'M')}{Px(epoch, x):F1},{Py(loss, y):F1} ");
            begun = double.IsFinite(loss);
        }

        svg.Append(CultureInfo.InvariantCulture, $"\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{(dashed ? " stroke-dasharray=\"6 4\"" : "")}/>\n");
    }

    private static void Legend(StringBuilder svg, int row, string name, string colour, bool dashed)
    {
        var (x, y) = (Width - Right - 110, Top + 10 + (18 * row));
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x},{y} h28\" stroke=\"{colour}\" stroke-width=\"2\"{(dashed ? " stroke-dasharray=\"6 4\"" : "")}/>\n");
        Text(svg, x + 36, y + 4, "start", name);
    }

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text, int size = 12)
        => svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:F1}\" y=\"{y:F1}\" text-anchor=\"{anchor}\" font-size=\"{size}\">{System.Security.SecurityElement.Escape(text)}</text>\n");
}
