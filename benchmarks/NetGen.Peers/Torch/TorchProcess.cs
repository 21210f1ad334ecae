using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace NetGen.Peers.Torch;

/// <summary>
/// A Python process with PyTorch, pinned where its parent is, that computes when it is asked and sleeps otherwise: the two sides of a
/// comparison alternate on one core.
/// </summary>
internal sealed class TorchProcess : IDisposable
{
    public const string PythonVariable = "NETGEN_PYTHON";
    private const string DefaultPython = "/usr/bin/python3";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private TorchProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
        using var version = JsonDocument.Parse(Exchange("version"));
        Version = version.RootElement.GetProperty("torch").GetString() ?? "unknown";
        Blas = version.RootElement.GetProperty("blas").GetString() ?? "unknown";
    }

    public string Version { get; }

    /// <summary>The library its matrix products come from.</summary>
    public string Blas { get; }

    /// <summary>Starts the process.</summary>
    /// <exception cref="TorchUnavailableException">There is no Python, no PyTorch, or one whose matrix products are the reference ones.</exception>
    public static TorchProcess Start(string? python)
    {
        var named = python ?? Environment.GetEnvironmentVariable(PythonVariable);
        var executable = string.IsNullOrEmpty(named) ? DefaultPython : named;
        var script = Path.Combine(AppContext.BaseDirectory, "Torch", "torch_train.py");
        var start = new ProcessStartInfo(executable, [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // These win over whatever is set: a setting made for other ends must not slow the peer down unnoticed.
        foreach (var (name, value) in OpenBlas.Environment()) start.Environment[name] = value;

        Process process;
        try
        {
            process = Process.Start(start) ?? throw new TorchUnavailableException($"'{executable}' did not start");
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new TorchUnavailableException($"'{executable}' did not start: {error.Message}");
        }

        try
        {
            var torch = new TorchProcess(process);
            // A ratio against the reference BLAS would flatter: it is several times slower than what anyone trains with.
            if (torch.Blas != "reference") return torch;
            torch.Dispose();
            throw new TorchUnavailableException("it would use the reference BLAS; install OpenBLAS");
        }
        catch (TorchUnavailableException)
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>Sends a line and returns the line that answers it.</summary>
    /// <exception cref="TorchUnavailableException">The process ended, is silent, or reports an error.</exception>
    public string Ask(FormattableString command) => Exchange(command.ToString(CultureInfo.InvariantCulture));

    public void Dispose()
    {
        try
        {
            // The end of its input ends the script.
            _process.StandardInput.Close();
            if (!_process.WaitForExit(2000)) _process.Kill();
        }
        catch (Exception error) when (error is InvalidOperationException or IOException)
        {
            // It has ended by itself.
        }

        _process.Dispose();
    }

    private string Exchange(string command)
    {
        string? reply;
        try
        {
            _process.StandardInput.WriteLine(command);
            _process.StandardInput.Flush();
            reply = _process.StandardOutput.ReadLineAsync().WaitAsync(Patience).GetAwaiter().GetResult();
        }
        catch (IOException)
        {
            reply = null;
        }
        catch (TimeoutException)
        {
            throw new TorchUnavailableException($"no answer to '{command}' within {Patience.TotalSeconds:F0} s");
        }

        if (reply is null) throw new TorchUnavailableException(LastLine(_errors.Wait(Patience) ? _errors.Result : string.Empty));
        return reply.StartsWith("error: ", StringComparison.Ordinal) ? throw new TorchUnavailableException($"{command}: {reply[7..]}") : reply;
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "the process ended without a word";
}

/// <summary>PyTorch cannot take part, and why.</summary>
internal sealed class TorchUnavailableException(string reason) : Exception(reason);
