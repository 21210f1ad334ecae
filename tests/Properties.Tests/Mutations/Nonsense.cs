using NetGen.Properties.Networks;

namespace NetGen.Properties.Mutations;

/// <summary>Texts that are no declarations, or declarations nobody means: the compiler survives them, quickly and in little memory.</summary>
internal static class Nonsense
{
    private static readonly string[] Tokens =
    [
        "[", "]", "(", ")", "{", "}", ",", ";", "=", ".", "..", "<", ">", "?", ":", "::", "=>", "\"", "\"\"\"", "'", "@", "$\"", "\\", "#", "#if",
            "#nullable", "/*", "//", "0x", "1e999", "1_", "int.MaxValue",
        "-1", "null", "default", "typeof(int)", "nameof(Dense)", "new[] { 1 }", "new int[0]", "stackalloc", "unchecked", "checked(1 << 31)",
            "sizeof(int)", "true", "1L", "1f", "'x'", "\"x\"", "x => x", "await",
        "partial", "class", "static", "record struct R;", "namespace N;", "using System;", "const int K = K;", "Network", "Input", "Block<Net>",
            "Dense", "Output", "Repeat", "When", "From", "Name", "Others", "\0", "é", "漢", "\uD83D\uDE00", "\u202E",
    ];

    private static readonly string[] Names =
        ["", " ", ".", "..", "a.b", "class", "@class", "1", "-", "input", "Input", "Net", "Layers", "Forward", "Info", "Parameters", "Workspace",
            "a b", "a\\\"b", "\\0", "\\n", "é", "漢字", "__", "ToString", "System", "NetGen", "x1", "X1", "*/", "//", "{0}", "con", "nul"];

    private static readonly string[] Values =
        ["null", "\"x\"", "1.5", "true", "typeof(Net)", "new object[0]", "new[] { 1, 2, 3 }", "new string[] { null! }", "int.MinValue",
            "uint.MaxValue", "long.MinValue", "double.NaN", "float.PositiveInfinity", "'c'", "(Padding)7", "default", "K", "1 / 0",
                "checked(int.MaxValue + 1)", "1 << 40", "-(-(1))", "(byte)300", "nameof(Net)"];

    private static readonly string[] Layers = ["Dense", "Conv2D", "MaxPool2D", "Reshape", "Permute", "Pad", "Slice", "Concat", "Add", "MatMul",
        "Upsample", "Embedding", "LayerNorm", "Softmax", "Dropout", "Activation", "GroupNorm", "AdaptiveAvgPool2D", "ConvTranspose2D", "Lstm", "MultiHeadAttention"];

    public static Mistake Make(RandomNetwork network, Choices c)
    {
        var source = Mistake.SourceOf(network.Declaration.Elements);
        return new(
            c.Below(8) switch
            {
                0 => Tokenised(source, c),
                1 => Declared($"Input(4), Dense({Deep(c, "1")}), Relu"),
                2 => Declared($"Input(4), Activation(\"{Deep(c, "x")}\")"),
                3 => Repeated(c),
                4 => Recursive(c),
                5 => Declared($"Input(4, Name = \"{c.Of<string>(Names)}\"), Dense(3, Name = \"{Name(c)}\"), Relu(From = \"{Name(c)}\"), Add(\"{Name(c)}\"), Output(\"{Name(c)}\")"),
                6 => Declared($"Input({c.Of<string>(Values)}, {c.Of<string>(Values)}), {c.Of<string>(Layers)}({c.Of<string>(Values)}), {c.Of<string>(Layers)}({c.Of<string>(Values)}, {c.Of<string>(Values)}), CrossEntropyLoss(ClassWeights = {c.Of<string>(Values)})"),
                _ => Tokenised(Tokenised(Tokenised(source, c), c), c),
            },
            Expected.Survived,
            1);
    }

    private static string Declared(string attributes, string more = "") =>
        $"using NetGen;\n\n[Network(Targets = Targets.Portable), {attributes}]\npublic sealed partial class Net;\n{more}\n";

    private static string Name(Choices c) => c.OneIn(10) ? new string('n', c.Of<int>(100, 1_000, 100_000)) : c.Of<string>(Names);

    /// <summary>A token put in, or put in place of some characters.</summary>
    private static string Tokenised(string source, Choices c)
    {
        int at = c.Below(source.Length), length = Math.Min(c.Of<int>(0, 0, 1, 3, 8), source.Length - at);
        return source.Remove(at, length).Insert(at, string.Concat(Enumerable.Repeat(c.Of<string>(Tokens), c.Of<int>(1, 1, 2, 50, 2_000))));
    }

    private static string Deep(Choices c, string leaf)
    {
        var kind = c.Below(6);
        // Parentheses may begin casts, tuples and lambdas; C#'s own parser takes long over many.
        var depth = kind is 0 or 4 ? c.Of<int>(3, 30, 200) : c.Of<int>(3, 30, 300, 2_000);
        string repeated(string text) => string.Concat(Enumerable.Repeat(text, depth));
        return kind switch
        {
            0 => $"{repeated("(")}{leaf}{repeated(")")}",
            1 => $"{leaf}{repeated($" + {leaf}")}",
            2 => $"{repeated("- ")}{leaf}",
            3 => $"{repeated($"{leaf} > 1 ? {leaf} : ")}{leaf}",
            4 => $"{repeated($"({leaf} * ")}{leaf}{repeated(")")}",
            _ => $"{leaf}{repeated($" << {leaf}")}",
        };
    }

    private static string Repeated(Choices c)
    {
        var times = c.Of<string>("1000000000", "int.MaxValue", "100000", "0", "-1", "int.MinValue", "1 << 20", "1000");
        return Declared(
            $"Input(4), Block<B>(Repeat = {times}), Dense(2)",
            c.Below(4) switch
            {
                0 => "[Block] partial class B;",
                1 => "[Block, Relu] partial class B;",
                2 => $"[Block, Block<C>(Repeat = {times})] partial class B;\n[Block, Dense(4)] partial class C;",
                _ => "[Block, Relu(When = false), Block<C>(\"K = K + 1\", Repeat = 1000)] partial class B { const int K = 1; }\n[Block, Dense(K)] partial class C { const int K = 4; }",
            });
    }

    private static string Recursive(Choices c)
    {
        var blocks = c.Of<int>(1, 2, 3, 12, 40);
        var twice = c.OneIn(2);
        var more = string.Join("\n", Enumerable.Range(0, blocks).Select(i =>
        {
            var next = i + 1 < blocks || !c.OneIn(3) ? $"B{(i + 1) % blocks}" : "Leaf";
            return $"[Block, Block<{next}>{(twice ? $", Block<{next}>(\"K = K * 2\")" : "")}] partial class B{i} {{ const int K = {i}; }}";
        }));
        return Declared("Input(4), Block<B0>, Dense(2)", $"{more}\n[Block, Relu] partial class Leaf;");
    }
}
