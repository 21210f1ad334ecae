using System.Reflection;
using NetGen.Generator.Model;
using NetGen.Properties.Networks;

namespace NetGen.Properties.Mutations;

/// <summary>Any argument of any element, whether it was given or not, with a number as extreme as its type allows.</summary>
internal static class ExtremeValues
{
    private static readonly int[] Integers = [int.MinValue, int.MaxValue, -1, 0, 1, 2, -2, 1 << 30, 1 << 16, 1_000_003, 3, 7, 46341, -(1 << 16)];
    private static readonly double[] Reals = [0, -1, 1, 1e30, -1e30, 1e-30, 3.4e38, 1e9, 0.5, 2.5];

    public static Mistake Make(ElementSpec[] elements, Choices c)
    {
        var element = c.Of<ElementSpec>([.. elements.Where(e => e.Role != ElementRole.Output)]);
        var type = typeof(NetworkAttribute).Assembly.GetType($"NetGen.{element.Kind}Attribute", throwOnError: true)!;
        PropertyInfo[] properties = [.. type.GetProperties().Where(p => IsNumeric(p.PropertyType)).OrderBy(p => p.Name, StringComparer.Ordinal)];
        if (properties.Length == 0) return new(Mistake.SourceOf(elements), Expected.Survived, InvalidDeclaration.FirstLine);
        var property = c.Of<PropertyInfo>(properties);
        object value = property.PropertyType switch
        {
            var t when t == typeof(int[]) => Enumerable.Range(0, c.Of<int>(1, 2, 3, 4, 6, 0)).Select(_ => c.Of<int>(Integers)).ToArray(),
            var t when t == typeof(float[]) => Enumerable.Range(0, c.Of<int>(1, 2, 3, 0)).Select(_ => c.Of<double>(Reals)).ToArray(),
            var t when t == typeof(float) => c.Of<double>(Reals),
            _ => c.Of<int>(Integers),
        };
        return new(Mistake.SourceOf(Mistakes.With(elements, element.Position, e => Mistakes.With(e, property.Name, value))), Expected.Survived, InvalidDeclaration.FirstLine + element.Position);
    }

    private static bool IsNumeric(Type type) => type == typeof(int) || type == typeof(float) || type == typeof(int[]) || type == typeof(float[]) || type.IsEnum;
}
