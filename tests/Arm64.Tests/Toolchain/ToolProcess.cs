using System.Diagnostics;

namespace NetGen.Arm64.Tests.Toolchain;

/// <summary>What a finished tool left behind.</summary>
public sealed record ToolOutput(string Command, int ExitCode, string StandardOutput, string StandardError)
{
    /// <summary>This output, provided the tool succeeded.</summary>
    /// <exception cref="InvalidOperationException">The exit code is not 0; the message holds the command and what it printed.</exception>
    public ToolOutput EnsureSuccess() => ExitCode == 0
        ? this
        : throw new InvalidOperationException($"`{Command}` ended with exit code {ExitCode}.\n{StandardError}{StandardOutput}");
}

/// <summary>Runs a command-line tool to its end or to its time limit, whichever comes first.</summary>
public static class ToolProcess
{
    /// <summary>Runs <paramref name="file"/> and collects both of its streams.</summary>
    /// <exception cref="TimeoutException">The tool was still running after <paramref name="limit"/>; it has been killed.</exception>
    public static ToolOutput Run(string file, IEnumerable<string> arguments, TimeSpan limit, string? standardInput = null)
    {
        var start = new ProcessStartInfo(file)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        // Tools are read by programs here: no translated messages, no colours.
        start.Environment["LC_ALL"] = "C";
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var command = string.Join(' ', [file, .. start.ArgumentList]);

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"`{command}` did not start.");
        // Both streams are drained while waiting: a tool that fills a pipe nobody reads would hang.
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (standardInput is not null) process.StandardInput.Write(standardInput);
        process.StandardInput.Close();

        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            throw new TimeoutException($"`{command}` was stopped: it ran longer than {limit.TotalSeconds:0} s.");
        }

        return new ToolOutput(command, process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }
}
