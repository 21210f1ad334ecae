using NetGen.Peers.OnnxRuntime;
using NetGen.Peers.Models;
using NetGen.Peers.Measuring;
Console.WriteLine(OnnxRuntimeLocation.Find(null));
using var lib = OnnxRuntimeLibrary.Load(args[0]);
Console.WriteLine(lib.Version);
foreach (var model in ModelCatalogue.All)
{
    var w = Weights.Random(model, 1);
    using var s = lib.CreateSession(model.ToOnnx(w));
    var x = s.BindInput("input", [1, .. model.Input.OutputShape]);
    var y = s.BindOutput(model.Output.Name, [1, .. model.Output.OutputShape]);
    var r = new Random(3);
    foreach (ref var v in x.Span) v = (float)(r.NextDouble() * 2 - 1);
    s.Run(1);
    var e = model.Evaluate(x.Span, w);
    s.Run(20);
    var t = System.Diagnostics.Stopwatch.GetTimestamp(); s.Run(50);
    var el = System.Diagnostics.Stopwatch.GetElapsedTime(t).TotalNanoseconds / 50;
    Console.WriteLine($"{model.Name} {model.Macs} {Agreement.Of(y.Span, e)} {el:F0} ns");
}
