using System.Globalization;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Numerics;

/// <summary>The figures that the XML documentation of <see cref="VectorMath"/> promises, read from the documentation file beside the assembly.</summary>
internal static partial class DocumentedError
{
    private static readonly XDocument Documentation = XDocument.Load(Path.ChangeExtension(typeof(VectorMath).Assembly.Location, ".xml"));

    /// <summary>"Error at most N ulp", as a number; "(M without fused multiply-add)" counts where the machine lacks that instruction.</summary>
    public static double MaxUlp(string function) => Figure(function, UlpPattern(), alternative: !Fma.IsSupported && !AdvSimd.IsSupported);

    /// <summary>"Absolute error at most N", as a number.</summary>
    public static double MaxAbsolute(string function) => Figure(function, AbsolutePattern());

    private static double Figure(string function, Regex pattern, bool alternative = false)
    {
        var member = Documentation.Descendants("member").Single(m =>
            m.Attribute("name")!.Value.StartsWith($"M:NetGen.Numerics.VectorMath.{function}(System.Runtime.Intrinsics.Vector512", StringComparison.Ordinal));
        var match = pattern.Match(WhiteSpace().Replace(member.Element("remarks")!.Value, " "));
        Assert.True(match.Success, $"The documentation of {function} states no figure like '{pattern}'.");
        return double.Parse(match.Groups[alternative && match.Groups[2].Success ? 2 : 1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Error at most ([\d.]+) ulp(?: \(([\d.]+) without fused multiply-add\))?")]
    private static partial Regex UlpPattern();

    [GeneratedRegex(@"[Aa]bsolute error at most ([\de.-]+\d)")]
    private static partial Regex AbsolutePattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
