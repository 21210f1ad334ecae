using System.Text.RegularExpressions;
using Xunit;

namespace NetGen.Tests.Numerics;

/// <summary>Each function stands in the source once per width; this holds the three texts together.</summary>
public partial class VectorMathSourceTests
{
    [Fact]
    public void The_narrower_forms_read_like_the_widest()
    {
        var folder = Repository.FolderOrSkip("src", "Runtime", "Numerics");
        var compared = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "VectorMath.*.cs"))
        {
            var source = File.ReadAllText(path).ReplaceLineEndings("\n");
            foreach (Match method in Methods().Matches(source))
            {
                // The sum of 512 bits folds into 256, and scaling has an instruction of its own there.
                var text = method.Value;
                if (!text.Contains("Vector512<float> ", StringComparison.Ordinal) || text.Contains("Avx512F", StringComparison.Ordinal) || text.Contains("GetUpper", StringComparison.Ordinal)) continue;
                foreach (var width in (string[])["256", "128"])
                {
                    var narrower = text.Replace("512", width, StringComparison.Ordinal);
                    Assert.True(source.Contains(narrower, StringComparison.Ordinal), $"{Path.GetFileName(path)} lacks, word for word:\n{narrower}");
                    compared++;
                }
            }
        }

        Assert.True(compared >= 30, $"Only {compared} methods were compared.");
    }

    // From the signature to the brace that closes at the indentation of a member.
    [GeneratedRegex(@"^    (?:public|private) static Vector\d+<\w+> .*?^    }$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Methods();
}
