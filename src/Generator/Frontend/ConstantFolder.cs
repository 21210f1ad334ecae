// Input: an expression of an attribute argument, and values that replace constants of one class. Output: the expression's value, as the C#
// compiler would have computed it had the constants those values. Invariant: without replaced constants the compiler's own value is taken.
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NetGen.Generator.Frontend;

/// <summary>Evaluates constant expressions of the class <paramref name="owner"/>, some of whose constants are replaced.</summary>
internal sealed class ConstantFolder(INamedTypeSymbol owner, IReadOnlyDictionary<string, object?> replaced, ParseContext context)
{
    private readonly Dictionary<string, object?> _fields = [];
    private readonly HashSet<string> _open = [];
    private SyntaxNode? _anchor;
    private int _depth;

    /// <summary>Levels of nesting; a sum of many terms is one.</summary>
    private const int MaximumDepth = 200;

    /// <summary>The first expression that could not be evaluated and why, or null where the C# compiler reports it already.</summary>
    public (ExpressionSyntax Expression, string Reason)? Failure { get; private set; }

    public static ConstantFolder Plain(INamedTypeSymbol owner, ParseContext context) => new(owner, new Dictionary<string, object?>(), context);

    /// <summary>Evaluates an expression that stands in no file, as if it stood at <paramref name="anchor"/>.</summary>
    public bool TryFoldAt(SyntaxNode anchor, ExpressionSyntax expression, out object? value)
    {
        _anchor = anchor;
        try
        {
            return TryFold(expression, out value);
        }
        finally
        {
            _anchor = null;
        }
    }

    public bool TryFold(ExpressionSyntax expression, out object? value)
    {
        try
        {
            _depth = 0;
            value = Fold(expression);
        }
        catch (Exception e) when (e is OverflowException or DivideByZeroException)
        {
            value = Fail(expression, e is OverflowException ? "it overflows" : "it divides by zero");
        }

        return !ReferenceEquals(value, Failed);
    }

    /// <summary>Converts a folded value to a type, as an assignment does.</summary>
    public static object? Assign(object? value, ITypeSymbol type)
    {
        try
        {
            return ConstantArithmetic.Convert(value, SpecialTypeOf(type), isExplicit: false);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static readonly object Failed = new();

    private static SpecialType SpecialTypeOf(ITypeSymbol type) =>
        type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? underlying.SpecialType : type.SpecialType;

    private object? Fold(ExpressionSyntax expression)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        if (_depth >= MaximumDepth) return Fail(expression, $"it is nested more than {MaximumDepth} levels deep");
        _depth++;
        var value = FoldNode(expression);
        _depth--;
        return value;
    }

    private object? FoldNode(ExpressionSyntax expression)
    {
        if (replaced.Count == 0 && context.Contains(expression.SyntaxTree))
        {
            var constant = context.ModelOf(expression.SyntaxTree).GetConstantValue(expression, context.Cancellation);
            return constant.HasValue ? constant.Value : Fail(expression, null);
        }

        return expression switch
        {
            ParenthesizedExpressionSyntax inner => Fold(inner.Expression),
            CheckedExpressionSyntax inner => Fold(inner.Expression),
            LiteralExpressionSyntax literal when !literal.IsKind(SyntaxKind.DefaultLiteralExpression) => literal.Token.Value,
            IdentifierNameSyntax or MemberAccessExpressionSyntax => Named(expression),
            PrefixUnaryExpressionSyntax unary => Apply(unary, Fold(unary.Operand)),
            BinaryExpressionSyntax binary => Chain(binary),
            ConditionalExpressionSyntax choice => Choose(choice, Fold(choice.Condition)),
            CastExpressionSyntax cast => Cast(cast, Fold(cast.Expression)),
            InterpolatedStringExpressionSyntax text => Interpolate(text),
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" }, ArgumentList.Arguments.Count: 1 } call =>
                call.ArgumentList.Arguments[0].Expression.GetLastToken().ValueText,
            _ => Fail(expression, "it is none of the expressions that can be evaluated with other constants"),
        };
    }

    /// <summary>A sum of thousands of terms nests to the left as deep: it is walked, not descended into.</summary>
    private object? Chain(BinaryExpressionSyntax last)
    {
        var operators = new Stack<BinaryExpressionSyntax>();
        ExpressionSyntax first = last;
        while (first is BinaryExpressionSyntax binary)
        {
            operators.Push(binary);
            first = binary.Left;
        }

        var value = Fold(first);
        while (operators.Count > 0 && !ReferenceEquals(value, Failed))
        {
            var binary = operators.Pop();
            value = Apply(binary, value, Fold(binary.Right));
        }

        return value;
    }

    private object? Apply(PrefixUnaryExpressionSyntax unary, object? operand) =>
        ReferenceEquals(operand, Failed) ? Failed
        : ConstantArithmetic.Unary(unary.Kind(), operand) ?? Fail(unary, "the operator does not apply to its operand");

    private object? Apply(BinaryExpressionSyntax binary, object? left, object? right) =>
        ReferenceEquals(left, Failed) || ReferenceEquals(right, Failed) ? Failed
        : ConstantArithmetic.Binary(binary.Kind(), left, right) ?? Fail(binary, "the operator does not apply to its operands");

    private object? Choose(ConditionalExpressionSyntax choice, object? condition) => condition switch
    {
        // Both sides have one type in C#: int beside double is double.
        bool isTrue => Unify(Fold(isTrue ? choice.WhenTrue : choice.WhenFalse), Fold(isTrue ? choice.WhenFalse : choice.WhenTrue)),
        _ => ReferenceEquals(condition, Failed) ? Failed : Fail(choice, "its condition is not a Boolean"),
    };

    private static object? Unify(object? value, object? other) => (value, other) switch
    {
        (int or long or float, double) => ConstantArithmetic.Convert(value, SpecialType.System_Double, isExplicit: true),
        (int or long, float) => ConstantArithmetic.Convert(value, SpecialType.System_Single, isExplicit: true),
        (int, long) => ConstantArithmetic.Convert(value, SpecialType.System_Int64, isExplicit: true),
        _ => value,
    };

    private object? Cast(CastExpressionSyntax cast, object? value)
    {
        if (ReferenceEquals(value, Failed)) return Failed;
        var type = TypeOf(cast.Type);
        var special = type is null ? SpecialType.None : SpecialTypeOf(type);
        return ConstantArithmetic.Convert(value, special, isExplicit: true) ?? Fail(cast, "there is no such conversion");
    }

    private object? Interpolate(InterpolatedStringExpressionSyntax text)
    {
        var parts = new List<string?>();
        foreach (var content in text.Contents)
        {
            var value = content is InterpolationSyntax hole ? Fold(hole.Expression) : ((InterpolatedStringTextSyntax)content).TextToken.ValueText;
            if (value is not string part) return ReferenceEquals(value, Failed) ? Failed : Fail(text, "only strings may stand in it");
            parts.Add(part);
        }

        return string.Concat(parts);
    }

    private object? Named(ExpressionSyntax name)
    {
        if (SymbolOf(name) is not IFieldSymbol { IsConst: true } field)
        {
            var known = SymbolOf(name) is not null;
            return Fail(name, known || !context.Contains(name.SyntaxTree) ? "it names no constant" : null);
        }

        if (SymbolEqualityComparer.Default.Equals(field.ContainingType, owner)) return Field(field);
        return field.HasConstantValue ? field.ConstantValue : Fail(name, null);
    }

    private object? Field(IFieldSymbol field)
    {
        if (replaced.TryGetValue(field.Name, out var value) || _fields.TryGetValue(field.Name, out value)) return value;
        var declarator = field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.Cancellation) as VariableDeclaratorSyntax;
        if (declarator?.Initializer?.Value is not { } initializer) return field.HasConstantValue ? field.ConstantValue : Failed;
        // A constant that depends on itself is an error of C#.
        if (!_open.Add(field.Name)) return Fail(initializer, null);
        value = Fold(initializer);
        _open.Remove(field.Name);
        if (value is not null && !ReferenceEquals(value, Failed))
            value = Assign(value, field.Type) ?? Fail(initializer, "its value does not fit the constant's type");
        return _fields[field.Name] = value;
    }

    private ISymbol? SymbolOf(ExpressionSyntax name)
    {
        if (context.Contains(name.SyntaxTree)) return context.ModelOf(name.SyntaxTree).GetSymbolInfo(name, context.Cancellation).Symbol;
        if (_anchor is null) return null;
        var model = context.ModelOf(_anchor.SyntaxTree);
        return model.GetSpeculativeSymbolInfo(_anchor.SpanStart, name, SpeculativeBindingOption.BindAsExpression).Symbol;
    }

    private ITypeSymbol? TypeOf(TypeSyntax type)
    {
        if (context.Contains(type.SyntaxTree)) return context.ModelOf(type.SyntaxTree).GetTypeInfo(type, context.Cancellation).Type;
        if (_anchor is null) return null;
        var model = context.ModelOf(_anchor.SyntaxTree);
        return model.GetSpeculativeTypeInfo(_anchor.SpanStart, type, SpeculativeBindingOption.BindAsTypeOrNamespace).Type;
    }

    private object Fail(ExpressionSyntax expression, string? reason)
    {
        if (reason is not null) Failure ??= (expression, reason);
        return Failed;
    }
}
