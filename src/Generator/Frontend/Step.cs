namespace NetGen.Generator.Frontend;

/// <summary>Names of the incremental steps, for tests that watch what is computed again.</summary>
internal static class Step
{
    public const string ParseNetwork = nameof(ParseNetwork);
    public const string ParseBlock = nameof(ParseBlock);
    public const string FindClashes = nameof(FindClashes);
    public const string ResolveClashes = nameof(ResolveClashes);
    public const string Specify = nameof(Specify);
    public const string Compile = nameof(Compile);
    public const string Diagnose = nameof(Diagnose);
}
