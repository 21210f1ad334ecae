using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace NetGen.Tests.Serialization;

/// <summary>Whenever a process that saves is killed, its file is the old one or the new one, and hardly anything is left beside it.</summary>
public sealed class KilledSaveTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-killed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_killed_save_leaves_a_complete_file_and_at_most_one_unfinished_one()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("NETGEN_KILLED_SAVES") ?? "4", CultureInfo.InvariantCulture);
        var random = new Random(1);
        var path = Path.Combine(_folder, "network.safetensors");
        var unfinished = 0;
        for (var kill = 0; kill < kills; kill++)
        {
            using (var process = SaverProcess.Start(path))
            {
                var wait = Stopwatch.StartNew();
                var moment = random.NextDouble() * 20;
                while (wait.Elapsed.TotalMilliseconds < moment) Thread.SpinWait(50);
                process.Kill();
                process.WaitForExit();
            }

            Assert.True(SaverProcess.Load(path) >= 1);
            var files = Directory.GetFiles(_folder).Length;
            Assert.InRange(files, 1, 2);
            unfinished += files - 1;
        }

        // What is younger than a tenth of a second could still be somebody's.
        Thread.Sleep(150);
        SaverProcess.Save(path, 5);
        Assert.Equal([path], Directory.GetFiles(_folder));
        Assert.Equal(5, SaverProcess.Load(path));
        TestContext.Current.SendDiagnosticMessage($"{kills} saves killed, {unfinished} of them while a file was unfinished");
    }
}
