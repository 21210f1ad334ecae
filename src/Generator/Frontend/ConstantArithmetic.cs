using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NetGen.Generator.Frontend;

/// <summary>
/// C#'s constant arithmetic on boxed values: numeric promotion to int, long, float or double, checked integer operations, strings and booleans.
/// A result of null means that the operator does not apply to the operands.
/// </summary>
internal static class ConstantArithmetic
{
    public static object? Unary(SyntaxKind kind, object? operand) => (kind, Promote(operand)) switch
    {
        (SyntaxKind.UnaryPlusExpression, int or long or float or double) => Promote(operand),
        (SyntaxKind.UnaryMinusExpression, int value) => checked(-value),
        (SyntaxKind.UnaryMinusExpression, long value) => checked(-value),
        (SyntaxKind.UnaryMinusExpression, float value) => -value,
        (SyntaxKind.UnaryMinusExpression, double value) => -value,
        (SyntaxKind.BitwiseNotExpression, int value) => ~value,
        (SyntaxKind.BitwiseNotExpression, long value) => ~value,
        (SyntaxKind.LogicalNotExpression, bool value) => !value,
        _ => null,
    };

    public static object? Binary(SyntaxKind kind, object? left, object? right)
    {
        if (left is string || right is string) return Text(kind, left, right);
        if (left is bool a && right is bool b) return Boolean(kind, a, b);
        return (Promote(left), Promote(right)) switch
        {
            (double or float or int or long, double) or (double, float or int or long) => Real(kind, ToDouble(left), ToDouble(right)),
            (float or int or long, float) or (float, int or long) => Single(kind, (float)ToDouble(left), (float)ToDouble(right)),
            (long or int, long) or (long, int) => Long(kind, ToLong(left), ToLong(right)),
            (int x, int y) => Int(kind, x, y),
            _ => null,
        };
    }

    /// <summary>
    /// Converts as a cast does (in a checked context), or as an assignment does when <paramref name="isExplicit"/> is false: without loss.
    /// </summary>
    /// <returns>The value, or null where there is no such conversion.</returns>
    public static object? Convert(object? value, SpecialType type, bool isExplicit)
    {
        if (type == SpecialType.System_String) return value as string;
        if (type == SpecialType.System_Boolean) return value as bool?;
        if (Promote(value) is not (int or long or float or double)) return null;
        var number = ToDouble(value);
        if (type == SpecialType.System_Double) return number;
        if (type == SpecialType.System_Single) return (float)number;
        if (!isExplicit && Promote(value) is float or double && Math.Truncate(number) != number) return null;
        return Integer(Promote(value) is float or double ? checked((long)number) : ToLong(value), type);
    }

    private static object? Integer(long value, SpecialType type) => checked(type switch
    {
        SpecialType.System_Int32 => (object)(int)value,
        SpecialType.System_Int64 => value,
        SpecialType.System_Byte => (byte)value,
        SpecialType.System_SByte => (sbyte)value,
        SpecialType.System_Int16 => (short)value,
        SpecialType.System_UInt16 => (ushort)value,
        SpecialType.System_UInt32 => (uint)value,
        SpecialType.System_UInt64 => (ulong)value,
        SpecialType.System_Char => (char)value,
        _ => null,
    });

    private static object? Promote(object? value) => value switch
    {
        sbyte or byte or short or ushort => System.Convert.ToInt32(value, CultureInfo.InvariantCulture),
        char letter => (int)letter,
        uint or ulong => System.Convert.ToInt64(value, CultureInfo.InvariantCulture),
        decimal number => (double)number,
        _ => value,
    };

    private static double ToDouble(object? value) => System.Convert.ToDouble(Promote(value), CultureInfo.InvariantCulture);

    private static long ToLong(object? value) => System.Convert.ToInt64(Promote(value), CultureInfo.InvariantCulture);

    private static object? Text(SyntaxKind kind, object? left, object? right) => kind switch
    {
        // C# allows only strings in a constant concatenation; anything else is already an error there.
        SyntaxKind.AddExpression when left is string or null && right is string or null => (string?)left + (string?)right,
        SyntaxKind.EqualsExpression => Equals(left, right),
        SyntaxKind.NotEqualsExpression => !Equals(left, right),
        _ => null,
    };

    private static object? Boolean(SyntaxKind kind, bool left, bool right) => kind switch
    {
        SyntaxKind.LogicalAndExpression or SyntaxKind.BitwiseAndExpression => left & right,
        SyntaxKind.LogicalOrExpression or SyntaxKind.BitwiseOrExpression => left | right,
        SyntaxKind.ExclusiveOrExpression or SyntaxKind.NotEqualsExpression => left ^ right,
        SyntaxKind.EqualsExpression => left == right,
        _ => null,
    };

    private static object? Int(SyntaxKind kind, int left, int right) => kind switch
    {
        SyntaxKind.LeftShiftExpression => left << right,
        SyntaxKind.RightShiftExpression => left >> right,
        _ => Long(kind, left, right) is { } result ? result is long number ? checked((int)number) : result : null,
    };

    private static object? Long(SyntaxKind kind, long left, long right) => checked(kind switch
    {
        SyntaxKind.AddExpression => (object)(left + right),
        SyntaxKind.SubtractExpression => left - right,
        SyntaxKind.MultiplyExpression => left * right,
        SyntaxKind.DivideExpression => left / right,
        SyntaxKind.ModuloExpression => left % right,
        SyntaxKind.BitwiseAndExpression => left & right,
        SyntaxKind.BitwiseOrExpression => left | right,
        SyntaxKind.ExclusiveOrExpression => left ^ right,
        SyntaxKind.LeftShiftExpression => left << (int)right,
        SyntaxKind.RightShiftExpression => left >> (int)right,
        _ => Compare(kind, left.CompareTo(right)),
    });

    private static object? Single(SyntaxKind kind, float left, float right) =>
        Real(kind, left, right) is { } result ? result is double number ? (float)number : result : null;

    private static object? Real(SyntaxKind kind, double left, double right) => kind switch
    {
        SyntaxKind.AddExpression => left + right,
        SyntaxKind.SubtractExpression => left - right,
        SyntaxKind.MultiplyExpression => left * right,
        SyntaxKind.DivideExpression => left / right,
        SyntaxKind.ModuloExpression => left % right,
        _ => Compare(kind, left.CompareTo(right)),
    };

    private static object? Compare(SyntaxKind kind, int order) => kind switch
    {
        SyntaxKind.EqualsExpression => order == 0,
        SyntaxKind.NotEqualsExpression => order != 0,
        SyntaxKind.LessThanExpression => order < 0,
        SyntaxKind.LessThanOrEqualExpression => order <= 0,
        SyntaxKind.GreaterThanExpression => order > 0,
        SyntaxKind.GreaterThanOrEqualExpression => order >= 0,
        _ => null,
    };
}
