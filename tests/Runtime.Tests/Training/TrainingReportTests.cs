using System.Globalization;
using System.Xml.Linq;
using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class TrainingReportTests
{
    [Fact]
    public void Lines_tell_every_epoch_when_output_is_redirected()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var trainer = TrainerTests.Trainer(new SoftmaxRegression(), new Sgd(0.1f), epochs: 3);
        trainer.Progress = TrainingProgress.ToWriter(writer);
        var report = trainer.Fit(TrainerTests.TwoClouds(64, 1), TrainerTests.TwoClouds(64, 2));
        var lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        var epoch = report.Epochs[1];
        Assert.StartsWith(FormattableString.Invariant($"epoch 2/3  loss {epoch.TrainLoss:F4}  validation "), lines[1], StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"accuracy {100 * epoch.ValidationAccuracy:F2} %"), lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_markdown_table_has_a_row_per_epoch_and_marks_the_best()
    {
        var report = Report(epochs: 4);
        var lines = report.ToMarkdown().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(6, lines.Length);
        Assert.All(lines, line => Assert.Equal(8, line.Count(c => c == '|')));
        Assert.StartsWith($"| **{report.BestEpoch}** |", lines[1 + report.BestEpoch], StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_is_well_formed_and_holds_all_curves()
    {
        var report = Report(epochs: 5);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            report.SaveSvg(path);
            var svg = XDocument.Load(path).Root!;
            XNamespace ns = "http://www.w3.org/2000/svg";
            var curves = svg.Elements(ns + "path").Where(element => IsCurve(element)).ToList();
            Assert.Equal(3, curves.Count);
            Assert.All(curves, curve => Assert.Equal(5, curve.Attribute("d")!.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length));
            var texts = svg.Elements(ns + "text").Select(element => element.Value).ToList();
            Assert.Subset(texts.ToHashSet(), new HashSet<string> { "epoch", "train", "validation", "accuracy", "0 %", "100 %", "1", "5" });
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void The_lowest_loss_is_the_lowest_point_of_the_picture()
    {
        var report = Report(epochs: 5);
        var svg = XDocument.Parse(report.ToSvg()).Root!;
        var circle = svg.Elements().Single(element => element.Name.LocalName == "circle");
        var points = svg.Elements().Where(IsCurve).ElementAt(1).Attribute("d")!.Value.Split(' ');
        var heights = points.Select(point => double.Parse(point.Split(',')[1], CultureInfo.InvariantCulture));
        Assert.Equal(heights.Max(), double.Parse(circle.Attribute("cy")!.Value, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_accuracy_stands_between_the_lines_of_0_and_100_percent()
    {
        var report = Report(epochs: 5);
        var svg = XDocument.Parse(report.ToSvg()).Root!;
        double height(string label) => double.Parse(svg.Elements().Single(element => element.Value == label).Attribute("y")!.Value, CultureInfo.InvariantCulture);
        var points = svg.Elements().Where(IsCurve).Last().Attribute("d")!.Value.Split(' ').Select(point => double.Parse(point.Split(',')[1], CultureInfo.InvariantCulture)).ToArray();
        // Labels stand 4 below their lines; coordinates have one digit.
        var (bottom, top) = (height("0 %") - 4, height("100 %") - 4);
        Assert.All(report.Epochs.Zip(points), pair => Assert.Equal(bottom + ((top - bottom) * pair.First.ValidationAccuracy!.Value), pair.Second, 0.11));
    }

    // The lines of axes and legend have no bend.
    private static bool IsCurve(XElement element) => element.Attribute("d")?.Value.Contains('L', StringComparison.Ordinal) == true;

    private static TrainingReport Report(int epochs)
        => TrainerTests.Trainer(new SoftmaxRegression(), new Adam(0.05f), epochs).Fit(TrainerTests.TwoClouds(64, 1), TrainerTests.TwoClouds(64, 2));
}
