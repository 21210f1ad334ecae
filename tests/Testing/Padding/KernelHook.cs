namespace NetGen.Testing;

/// <summary>What instrumented code calls after each step of a program (see <c>StepHooks</c>).</summary>
public static class KernelHook
{
    [ThreadStatic]
    private static Step? _current;

    /// <summary>What to do after a step.</summary>
    /// <param name="kernels">The class of an instruction set the program is in.</param>
    /// <param name="program">The program's method.</param>
    /// <param name="node">The number of the node that was computed.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="gradient">The gradients of the parameters; the workspace in programs that have none.</param>
    /// <param name="n">The samples.</param>
    public delegate void Step(Type kernels, string program, int node, ref float workspace, ref float gradient, int n);

    /// <summary>What to do after a step on this thread, or null.</summary>
    public static Step? Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>Called by emitted code.</summary>
    /// <param name="kernels">The class of an instruction set the program is in.</param>
    /// <param name="program">The program's method.</param>
    /// <param name="node">The number of the node that was computed.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="gradient">The gradients of the parameters; the workspace in programs that have none.</param>
    /// <param name="n">The samples.</param>
    public static void After(Type kernels, string program, int node, ref float workspace, ref float gradient, int n) =>
        _current?.Invoke(kernels, program, node, ref workspace, ref gradient, n);
}
