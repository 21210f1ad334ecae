using System.Globalization;
using System.Xml.Linq;

namespace NetGen.Training;

/// <summary>
/// Draws the losses of a report over its epochs as an SVG picture, and the validation accuracy where there is one: axes with round ticks (losses on the
/// left, percentages on the right), one line per figure, a legend.
/// </summary>
internal sealed class LossCurve
{
    private const int Width = 720, Height = 420, Left = 70, Right = 60, Top = 46, Bottom = 50;
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";
    private readonly AxisTicks _x;
    private readonly AxisTicks _y;
    private readonly XElement _picture = Element(
        "svg", ("viewBox", $"0 0 {Width} {Height}"), ("width", Width), ("height", Height), ("font-family", "sans-serif"), ("fill", "#333"));

    private LossCurve(AxisTicks x, AxisTicks y) => (_x, _y) = (x, y);

    /// <summary>The picture as text.</summary>
    public static string Draw(TrainingReport report)
    {
        var train = report.Epochs.Select(epoch => (epoch.Epoch, Loss: epoch.TrainLoss)).ToList();
        var validation = report.Epochs.Where(epoch => epoch.ValidationLoss is not null)
            .Select(epoch => (epoch.Epoch, Loss: epoch.ValidationLoss!.Value)).ToList();
        var losses = train.Concat(validation).Select(point => (double)point.Loss).Where(double.IsFinite).DefaultIfEmpty(0).ToList();
        var curve = new LossCurve(
            AxisTicks.Over(1, Math.Max(2, report.Epochs.Count), 10, wholeNumbers: true),
            AxisTicks.Over(Math.Min(0, losses.Min()), losses.Max(), 6));
        curve.Add("rect", ("width", Width), ("height", Height), ("fill", "white"));
        var accuracy = report.Epochs.Where(epoch => epoch.ValidationAccuracy is not null)
            .Select(epoch => (epoch.Epoch, Share: epoch.ValidationAccuracy!.Value)).ToList();
        curve.Text(Left, 24, "start", $"{report.Network}: loss{(accuracy.Count > 0 ? " and accuracy" : "")}", size: 15);
        curve.Axes();
        if (accuracy.Count > 0) curve.AccuracyAxis();
        curve.Line(train, curve.Y, column: 0, "train", "#1f77b4", "none");
        if (validation.Count > 0) curve.Line(validation, curve.Y, column: 1, "validation", "#d62728", "6 4");
        if (accuracy.Count > 0) curve.Line(accuracy, OfShare, column: 2, "accuracy", "#2ca02c", "2 3");
        if (report.Best is { } best) curve.Mark(best.Epoch, best.ValidationLoss ?? best.TrainLoss);
        return curve._picture + "\n";
    }

    private static XElement Element(string name, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var element = new XElement(s_svg + name);
        foreach (var (attribute, value) in attributes) element.SetAttributeValue(attribute, value is double number ? Math.Round(number, 1) : value);
        return element;
    }

    private void Add(string name, params ReadOnlySpan<(string Name, object Value)> attributes) => _picture.Add(Element(name, attributes));

    private double X(double epoch) => Left + ((epoch - _x.Low) / (_x.High - _x.Low) * (Width - Left - Right));

    private double Y(double loss) => Height - Bottom - ((loss - _y.Low) / (_y.High - _y.Low) * (Height - Top - Bottom));

    private static double OfShare(double share) => Height - Bottom - (share * (Height - Top - Bottom));

    private void AccuracyAxis()
    {
        for (var percent = 0; percent <= 100; percent += 20)
            Text(Width - Right + 8, OfShare(percent / 100.0) + 4, "start", $"{percent} %");
        Add("path", ("d", $"M{Width - Right},{Top} V{Height - Bottom}"), ("fill", "none"), ("stroke", "#333"));
    }

    private void Axes()
    {
        foreach (var tick in _y.Ticks)
        {
            Add("line", ("x1", Left), ("x2", Width - Right), ("y1", Y(tick)), ("y2", Y(tick)), ("stroke", "#e4e4e4"));
            Text(Left - 8, Y(tick) + 4, "end", tick.ToString("G6", CultureInfo.InvariantCulture));
        }

        foreach (var tick in _x.Ticks)
        {
            Add("line", ("x1", X(tick)), ("x2", X(tick)), ("y1", Height - Bottom), ("y2", Height - Bottom + 5), ("stroke", "#333"));
            Text(X(tick), Height - Bottom + 19, "middle", tick.ToString("G6", CultureInfo.InvariantCulture));
        }

        Add("path", ("d", $"M{Left},{Top} V{Height - Bottom} H{Width - Right}"), ("fill", "none"), ("stroke", "#333"));
        Text((Left + Width - Right) / 2.0, Height - 12, "middle", "epoch");
    }

    // A figure that is not finite breaks the line; one that stands alone is a dot: a line to itself, with round ends. The legend stands beside the title, where no curve can run through it.
    private void Line(List<(int Epoch, float Figure)> points, Func<double, double> height, int column, string name, string colour, string dashes)
    {
        var steps = new List<string>();
        var begun = false;
        for (var i = 0; i < points.Count; i++)
        {
            var (epoch, figure) = points[i];
            var isFinite = float.IsFinite(figure);
            if (isFinite) steps.Add(At(begun ? 'L' : 'M', epoch, figure));
            if (isFinite && !begun && (i + 1 == points.Count || !float.IsFinite(points[i + 1].Figure))) steps.Add(At('L', epoch, figure));
            begun = isFinite;
        }

        Add("path", ("d", string.Join(' ', steps)), ("fill", "none"), ("stroke", colour), ("stroke-width", 2), ("stroke-linecap", "round"), ("stroke-dasharray", dashes));
        var left = Width - Right - 320 + (110 * column);
        Add("path", ("d", $"M{left},20 h28"), ("stroke", colour), ("stroke-width", 2), ("stroke-dasharray", dashes));
        Text(left + 36, 24, "start", name);
        string At(char command, int epoch, float figure) => string.Create(CultureInfo.InvariantCulture, $"{command}{X(epoch):F1},{height(figure):F1}");
    }

    private void Mark(int epoch, float loss)
    {
        if (float.IsFinite(loss)) Add("circle", ("cx", X(epoch)), ("cy", Y(loss)), ("r", 4.5), ("fill", "none"), ("stroke", "#333"));
    }

    private void Text(double x, double y, string anchor, string text, int size = 12)
    {
        var element = Element("text", ("x", x), ("y", y), ("text-anchor", anchor), ("font-size", size));
        element.Value = text;
        _picture.Add(element);
    }
}
