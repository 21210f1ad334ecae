// What a network costs the build: time of the generator, lines and bytes it emits, and what those add to the time of the C# compiler.
//   dotnet run -c Release --project benchmarks/NetGen.BuildCost -- <folder or files with declarations> [--filter <text>] [--generator-only]
using System.Globalization;
using NetGen.BuildCost;

var filter = args.SkipWhile(a => a != "--filter").Skip(1).FirstOrDefault();
var generatorOnly = args.Contains("--generator-only");
var paths = args.TakeWhile(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();
if (paths.Length == 0)
{
    Console.Error.WriteLine("Which declarations? Give a folder or files.");
    return 1;
}

string[] files = [.. paths.SelectMany(p => Directory.Exists(p) ? Directory.GetFiles(p, "*.cs") : [p]).Order(StringComparer.OrdinalIgnoreCase)];
// Files of blocks alone emit nothing and belong to every network of their folder.
string[] blocks = [.. files.Where(f => Path.GetFileNameWithoutExtension(f).EndsWith("Blocks", StringComparison.Ordinal))];

Declared[] declared = [.. files.Except(blocks).Select(f => new Declared(Path.GetFileNameWithoutExtension(f), [File.ReadAllText(f), .. blocks.Select(File.ReadAllText)]))];
if (declared.Length == 0)
{
    Console.Error.WriteLine("No network is declared there.");
    return 1;
}

// The compiler server of a running editor or build is warm; so is this process after some runs of the shortest declaration.
var shortest = declared.MinBy(d => d.Sources[0].Length)!;
for (var i = 0; i < 4; i++) shortest.Measure(generatorOnly);

Console.WriteLine("| network | parameters | multiply-adds | lines | bytes | generator ms | C# compiler s |");
Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|");
foreach (var network in declared.Where(d => filter is null || d.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
{
    var cost = network.Measure(generatorOnly);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {network.Name} | {cost.Parameters:N0} | {cost.Macs:N0} | {cost.Lines:N0} | {cost.Bytes:N0} | {cost.Generator.TotalMilliseconds:F0} | {(generatorOnly ? "" : cost.Compiler.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture))} |"));
}

return 0;
