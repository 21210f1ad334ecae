// The loop nest: what a kernel does, in terms of vectors of the instruction set, before it is text.
// Invariant: names are C# identifiers; offsets are C# integer expressions over loop variables in floats; every reference stays inside of its
// buffer whenever it is dereferenced.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>One emitted method.</summary>
/// <param name="Stem">Its name without the layer: the schedule, <c>Contract14x2_Relu</c>.</param>
/// <param name="Streams">Its reference parameters, in order.</param>
/// <param name="Counts">Its integer parameters (<c>n</c>, the samples).</param>
/// <param name="Body">What it does.</param>
/// <param name="IsScalar">Whether values are single floats instead of vectors.</param>
/// <param name="HasSink">Whether what it would add to memory goes to a gradient sink; each element does, once.</param>
internal sealed record Kernel(
    string Stem, IReadOnlyList<string> Streams, IReadOnlyList<string> Counts, IReadOnlyList<Statement> Body, bool IsScalar = false, bool HasSink = false);

internal abstract record Statement;

/// <summary><c>for (var v = from; v &lt; to; v += step)</c></summary>
internal sealed record For(string Variable, string From, string To, int Step, IReadOnlyList<Statement> Body) : Statement;

/// <summary>
/// <c>while (rows &gt;= size)</c> in the emitted text: a counted loop over whole tiles of a run-time extent. It stops at the numbers of rows that
/// smaller tiles share better among them.
/// </summary>
internal sealed record WhileTiles(string Remaining, int Size, IReadOnlyList<Statement> Body, IReadOnlyList<int>? LeftToSmaller = null) : Statement;

/// <summary><c>ref var name = ref Unsafe.Add(ref of, offset)</c></summary>
internal sealed record Alias(string Name, string Of, string Offset) : Statement;

/// <summary><c>name = ref Unsafe.Add(ref name, offset)</c>, or, with a variable, that many times the offset.</summary>
internal sealed record Advance(string Name, string Offset, string? Times = null) : Statement;

/// <summary>
/// <c>var first = trips * part / parts, end = trips * (part + 1) / parts</c>: one thread's share of a loop's trips.
/// </summary>
internal sealed record Share(string First, string End, string Trips) : Statement;

/// <summary><c>var name = value</c> (an index).</summary>
internal sealed record LetIndex(string Name, string Value) : Statement;

/// <summary>Whole numbers as static data of the assembly, and a reference to the first of them.</summary>
internal sealed record LetTable(string Name, IReadOnlyList<int> Values) : Statement;

/// <summary>Floats as static data of the assembly, and a reference to the first of them.</summary>
internal sealed record LetWeights(string Name, IReadOnlyList<double> Values) : Statement;

/// <summary>A float of memory as a whole number from 0 to <paramref name="Count"/> − 1, whatever it is.</summary>
internal sealed record LetRow(string Name, Address From, int Count) : Statement;

/// <summary><c>var name = value</c> (a vector, or a float in a scalar kernel).</summary>
internal sealed record Let(string Name, Value Value) : Statement;

internal sealed record Assign(string Name, Value Value) : Statement;

/// <summary>Stores a vector; <paramref name="Count"/> elements of it where fewer than a whole one may be written.</summary>
internal sealed record Store(Address To, Value Value, bool Accumulate = false, int Count = int.MaxValue) : Statement;

/// <summary>Stores one float: a horizontal fold.</summary>
internal sealed record StoreScalar(Address To, Value Value, bool Accumulate) : Statement;

/// <summary>
/// Hands a tile's sums to the gradient sink: panel after panel, in each the rows' vectors. <paramref name="Loops"/>
/// say how many panels, rows of rows and rows there are, and how far apart they stand at <paramref name="Place"/>. <paramref name="Places"/> are
/// those of the vectors, in a tile that is worth code of its own for sinks that take them one by one.
/// </summary>
internal sealed record HandOver(string Place, IReadOnlyList<Value> Sums, IReadOnlyList<(int Extent, int Stride)> Loops, IReadOnlyList<Address>? Places) : Statement;

/// <summary>Asks for the cache lines at a reference and behind it, <paramref name="Lines"/> of them.</summary>
internal sealed record Prefetch(string Of, int Lines) : Statement;

/// <summary>What a tile of the runtime sums and where its rows stand: the arguments that are not their defaults.</summary>
internal sealed record LetTiles(string Name, IReadOnlyList<(string Name, string Value)> Arguments) : Statement;

/// <summary>Calls tiles of the runtime, <paramref name="Count"/> of them along the rows (or, of a batch, that many rows).</summary>
/// <param name="Method">The method: <c>Rows6x16</c>.</param>
/// <param name="Loops">The local of <see cref="LetTiles"/>.</param>
/// <param name="References">Factors, vectors, what sums begin with, result; without the third where sums go to a sink.</param>
/// <param name="Count">How many.</param>
/// <param name="IsLast">Whether the last panel is not full.</param>
/// <param name="HasSink">Whether sums go to the gradient sink.</param>
internal sealed record CallTiles(string Method, string Loops, IReadOnlyList<string> References, string Count, bool IsLast, bool HasSink) : Statement;

internal sealed record When(string Condition, IReadOnlyList<Statement> Body) : Statement;

/// <summary>What is done only where a lane of one of some vectors is NaN.</summary>
internal sealed record WhenNaN(IReadOnlyList<string> Vectors, IReadOnlyList<Statement> Body) : Statement;

/// <summary>Zeros a whole tensor: <paramref name="Length"/> floats from the address on, of each sample where it is batched.</summary>
internal sealed record Clear(string Of, string Offset, int Length, bool IsBatched) : Statement
{
    public static Clear Tensor(string of, Graph.Layout layout, bool isBatched) => new(of, Index.Text(-layout.Offset), layout.Length, isBatched);
}

/// <summary>Transposes a tile of up to 16 × 16 floats between two strides: <paramref name="Rows"/> of the source become columns.</summary>
internal sealed record CallTranspose(string From, int FromStride, int Rows, string To, int ToStride, int Columns) : Statement;

/// <summary>Transposes a matrix of any size between two strides: <paramref name="Rows"/> of the source, of <paramref name="Columns"/> floats each, become columns.</summary>
internal sealed record CallTransposeMatrix(string From, int FromStride, int Rows, int Columns, string To, int ToStride) : Statement;

/// <summary>Rounds weights to bfloat16 and packs them in pairs of rows.</summary>
internal sealed record CallPack(string From, string To, int Pairs) : Statement;

/// <summary>Copies <paramref name="Count"/> neighbouring floats.</summary>
internal sealed record CopyRow(string From, string To, int Count) : Statement;

/// <summary>
/// Moves pixels between channels apart (<paramref name="ChannelStride"/>) and 16 channels in lanes (<paramref name="PixelStride"/>,
/// <paramref name="RowStride"/>), into lanes or out of them.
/// </summary>
internal sealed record CallLanes(bool Into, string From, string To, int ChannelStride, int PixelStride, int RowStride, int Channels, int Width, int Rows) : Statement;

/// <summary>Calls a part of the kernel that is a method of its own, with the references at that place.</summary>
internal sealed record CallKernel(Kernel Kernel, IReadOnlyList<string> References) : Statement;

/// <summary>A braced scope: its names end with it.</summary>
internal sealed record Scope(IReadOnlyList<Statement> Body) : Statement;

/// <summary>A scope whose loops read what those before them wrote: it belongs to one thread.</summary>
internal sealed record Sequence(IReadOnlyList<Statement> Body) : Statement;

/// <summary>A remark above what follows.</summary>
internal sealed record Remark(string Text) : Statement;

/// <summary>
/// One step of a register tile: for each k: acc[m, v] += scalar[m, k] · vector[k, v]. What loads look like is the instruction set's business.
/// </summary>
/// <param name="Scalar">The reference the factors are broadcast from.</param>
/// <param name="RowOffsets">The offset of each row's factor.</param>
/// <param name="ScalarStep">Floats from one k to the next in the scalar operand.</param>
/// <param name="Vector">The reference the vectors are loaded from.</param>
/// <param name="VectorOffsets">The offset of each vector of the tile.</param>
/// <param name="VectorStep">Floats from one k to the next in the vector operand.</param>
/// <param name="Unroll">How many k.</param>
/// <param name="Chains">Independent sums a tile element is split into (against the latency of the multiply-add).</param>
/// <param name="ScalarIsVector">Whether the scalar operand is a vector along the lanes too (depthwise): offsets of its vectors, or null.</param>
/// <param name="IsPaired">Whether the vectors hold two k each, as bfloat16.</param>
internal sealed record TileStep(
    string Scalar,
    IReadOnlyList<int> RowOffsets,
    int ScalarStep,
    string Vector,
    IReadOnlyList<int> VectorOffsets,
    int VectorStep,
    int Unroll,
    int Chains,
    IReadOnlyList<int>? ScalarIsVector = null,
    bool IsPaired = false) : Statement;

/// <summary>A place in memory: a reference and an offset in floats.</summary>
internal sealed record Address(string Of, string Offset)
{
    public Address(string of, int offset)
        : this(of, Index.Text(offset))
    {
    }
}

/// <summary>A vector (or, in a scalar kernel, a float).</summary>
internal abstract record Value;

internal sealed record Local(string Name) : Value;

internal sealed record Load(Address From) : Value;

/// <summary>Every second float of memory.</summary>
internal sealed record LoadEven(Address From) : Value;

/// <summary>
/// Single floats behind a reference, at as many places as a vector has lanes; the places are entries of a table. With <paramref name="HasGaps"/> lanes whose
/// entry is negative are zero.
/// </summary>
internal sealed record Pick(string Of, string Table, string Entry, bool HasGaps) : Value;

/// <summary>The floats of two vectors in turn: the first half of them, or the second.</summary>
internal sealed record Interleave(Value A, Value B, bool High) : Value;

/// <summary>The floats of a vector one lane up or down, with a zero in the lane that is left free.</summary>
internal sealed record LaneShift(Value A, bool Up) : Value;

/// <summary>One float of memory in all lanes.</summary>
internal sealed record Broadcast(Address From) : Value;

internal sealed record Number(double Constant) : Value;

/// <summary>An integer expression as a float in all lanes.</summary>
internal sealed record IndexValue(string Expression) : Value;

/// <summary>The element's number: <paramref name="Start"/> + lane.</summary>
internal sealed record LaneIndex(string Start) : Value;

internal sealed record Unary(UnaryOp Op, Value A) : Value;

internal sealed record Binary(BinaryOp Op, Value A, Value B) : Value;

internal sealed record MultiplyAdd(Value A, Value B, Value C) : Value;

internal sealed record Choose(Comparison Comparison, Value A, Value B, Value Then, Value Otherwise) : Value;

/// <summary>The first <paramref name="Count"/> lanes of a value; the others are <paramref name="Otherwise"/>.</summary>
internal sealed record FirstLanes(int Count, Value A, Value Otherwise) : Value;

/// <summary>The fold of all lanes, a float.</summary>
internal sealed record Horizontal(ReduceKind Kind, Value A) : Value;

/// <summary>A float in all lanes.</summary>
internal sealed record Splat(Value A) : Value;

/// <summary>A repeatable uniform number a lane: of the stream, the step and the element number <paramref name="Start"/> + lane.</summary>
internal sealed record Random(int Stream, string Start) : Value;
