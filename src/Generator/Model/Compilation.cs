using NetGen.Generator.Support;

namespace NetGen.Generator.Model;

/// <summary>One emitted file. <paramref name="HintName"/> ends in <c>.g.cs</c>; the text uses LF and ends in one.</summary>
internal sealed record EmittedFile(string HintName, string Text);

/// <summary>What compiling one <see cref="NetworkSpec"/> gives: files, or problems, or both (warnings and the summary).</summary>
internal sealed record CompiledNetwork(EquatableArray<EmittedFile> Files, EquatableArray<Problem> Problems);
