using NetGen.Arm64.Tests.Toolchain;

namespace NetGen.Arm64.Tests;

/// <summary>A program that the tests of a class share, compiled when the first of them asks; where the tools are missing that test is skipped.</summary>
public abstract class LazyProgram : IDisposable
{
    private readonly Lazy<Arm64Program> _program;

    private protected LazyProgram(Func<Arm64Program> compile) => _program = new Lazy<Arm64Program>(compile);

    public Arm64Program Program
    {
        get
        {
            RequiresArm64.Tools();
            return _program.Value;
        }
    }

    public void Dispose()
    {
        if (_program.IsValueCreated) _program.Value.Dispose();
        GC.SuppressFinalize(this);
    }
}
