using System.Diagnostics;
using System.Runtime.CompilerServices;
using NetGen.Serialization;
using NetGen.Tests.Network;

namespace NetGen.Tests.Serialization;

/// <summary>
/// This assembly as a process that saves one network after the other to one path, until it is killed. The values of a network are all equal, so that a
/// file that mixes two of them shows.
/// </summary>
internal static class SaverProcess
{
    private const string PathVariable = "NETGEN_TEST_SAVE_UNTIL_KILLED";

    /// <summary>Starts the process and waits for its first save.</summary>
    public static Process Start(string path, bool mayFail = false)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet") start.ArgumentList.Add(typeof(SaverProcess).Assembly.Location);
        start.Environment[PathVariable] = path;
        start.Environment["TieredCompilation"] = "1";
        var process = Process.Start(start)!;
        if (process.StandardOutput.ReadLine() != "saved" && !mayFail) throw new InvalidOperationException("The process that saves did not begin.");
        return process;
    }

    public static void Save(string path, float value)
    {
        var parameters = new float[Networks.Blocked.ParameterLength];
        var buffers = new float[Networks.Blocked.BufferLength];
        parameters.AsSpan().Fill(value);
        buffers.AsSpan().Fill(value);
        Safetensors.Save(path, Networks.Blocked, parameters, buffers);
    }

    /// <summary>The one value of all elements of a complete file.</summary>
    public static float Load(string path)
    {
        var file = SafetensorsFile.Read(path);
        var values = file.Entries.Keys.SelectMany(file.Singles).Distinct().ToArray();
        return values.Length == 1 ? values[0] : throw new InvalidDataException($"{path} holds {values.Length} values: it is of several saves.");
    }

    [ModuleInitializer]
    internal static void RunIfAsked()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is not { Length: > 0 } path) return;
        for (var value = 1f; ; value++)
        {
            Save(path, value);
            if (value == 1) Console.Out.WriteLine("saved");
        }
    }
}
