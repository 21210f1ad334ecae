namespace NetGen.Peers;

/// <summary>What the command line asks for.</summary>
internal sealed record Options
{
    public const string Usage = """
        Measures NetGen side by side with other runtimes, interleaved in one process on one pinned core.

          --filter TEXT    only cases whose name contains TEXT, in which * stands for anything; may be repeated
          --quick          shorter samples; ends within 60 seconds
          --list           print the cases and leave
          --self-check     check the peers against plain loops in double precision instead of measuring
          --json FILE      write the results as an array of {name, ours, peer, ratio, accept, goal, percentOfPeak, allocated}
          --ort PATH       ONNX Runtime's shared library (else the variable NETGEN_ORT, else what fetch-peers.sh fetched)
          --python PATH    a Python with PyTorch (else the variable NETGEN_PYTHON, else /usr/bin/python3)
          --core N         the core to pin to (else the last one this process may use)
        """;

    public IReadOnlyList<string> Filters { get; private set; } = [];

    public bool Quick { get; private set; }

    public bool List { get; private set; }

    public bool SelfCheck { get; private set; }

    public bool Help { get; private set; }

    public string? Json { get; private set; }

    public string? Ort { get; private set; }

    public string? Python { get; private set; }

    public int? Core { get; private set; }

    /// <exception cref="ArgumentException">An argument is unknown or lacks its value.</exception>
    public static Options Parse(IReadOnlyList<string> arguments)
    {
        var options = new Options();
        for (var i = 0; i < arguments.Count; i++)
        {
            var name = arguments[i];
            string Value() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{name} needs a value.");
            switch (name)
            {
                case "--filter": options.Filters = [.. options.Filters, Value()]; break;
                case "--quick": options.Quick = true; break;
                case "--list": options.List = true; break;
                case "--self-check": options.SelfCheck = true; break;
                case "--json": options.Json = Value(); break;
                case "--ort": options.Ort = Value(); break;
                case "--python": options.Python = Value(); break;
                case "--core":
                    options.Core = int.TryParse(Value(), out var core) && core >= 0
                        ? core
                        : throw new ArgumentException($"--core needs the number of a core, not '{arguments[i]}'.");
                    break;
                case "--help" or "-h": options.Help = true; break;
                default: throw new ArgumentException($"'{name}' is not an option of this program.");
            }
        }

        return options;
    }
}
