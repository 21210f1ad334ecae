// A perceptron for each of several tables, held against the commonest class (or the mean) and, where there is one, a published figure:
// dotnet run -c Release --project samples/Tabular -- [folder with further tables]
using NetGen.Data;
using NetGen.Samples;

var shipped = Path.Combine(AppContext.BaseDirectory, "data");
var options = new CsvOptions { HasHeader = false, MissingValues = MissingValues.SkipRow, Categories = CategoryColumns.OneHot };

// Published: Aeberhard et al. 1992 (nearest neighbour), Zhang 1992 (nearest neighbour), Sigillito et al. 1989 (nearest neighbour, as measured by D. Aha),
// Smith et al. 1988 (ADAP), Gorman and Sejnowski 1988 (nearest neighbour).
var outcomes = new List<Outcome>
{
    Experiment.Classify<IrisNet>("iris", Table(shipped, "iris"), null, epochs: 60),
    Experiment.Classify<WineNet>("wine", Table(shipped, "wine"), 0.961, epochs: 60),
    Experiment.Classify<BreastCancerNet>("breast cancer", Table(shipped, "breast-cancer-wisconsin"), 0.937, epochs: 30),
};

if (args is [var folder])
{
    outcomes.Add(Experiment.Classify<BanknoteNet>("banknote", Table(folder, "banknote_authentication"), null, epochs: 40));
    outcomes.Add(Experiment.Classify<IonosphereNet>("ionosphere", Table(folder, "ionosphere"), 0.921, epochs: 60));
    outcomes.Add(Experiment.Classify<PimaNet>("pima diabetes", Table(folder, "pima-indians-diabetes"), 0.76, epochs: 30));
    outcomes.Add(Experiment.Classify<SonarNet>("sonar", Table(folder, "sonar"), 0.827, epochs: 80));
    outcomes.Add(Experiment.Classify<WheatSeedsNet>("wheat seeds", Table(folder, "wheat-seeds"), null, epochs: 60));
    outcomes.Add(Experiment.Predict<AbaloneNet>("abalone", Table(folder, "abalone"), epochs: 40));
    outcomes.Add(Experiment.Predict<WineQualityNet>("red wine quality", Table(folder, "winequality-red"), epochs: 40));
}
else if (args.Length > 1)
{
    Console.Error.WriteLine("usage: Tabular [folder with banknote_authentication.csv, ionosphere.csv, pima-indians-diabetes.csv, sonar.csv, wheat-seeds.csv, abalone.csv, winequality-red.csv]");
    return 2;
}

Console.WriteLine($"{"data set",-18} {"samples",7} {"figure",9} {"trivial",8} {"published",9} {"network",8}");
foreach (var o in outcomes)
    Console.WriteLine($"{o.Name,-18} {o.Samples,7} {o.Figure,9} {o.Trivial,8:F3} {(o.Published is { } p ? $"{p:F3}" : "–"),9} {o.Reached,8:F3}{(o.IsBetter ? "" : "  NOT BETTER")}");

Console.WriteLine($"{outcomes.Count(o => o.IsBetter)} of {outcomes.Count} data sets: better than the trivial and the published figure (means of twenty splits)");
return outcomes.All(o => o.IsBetter) ? 0 : 1;

CsvTable Table(string directory, string name) => CsvReader.Read(Path.Combine(directory, name + ".csv"), options);
