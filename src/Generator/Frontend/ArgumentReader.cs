using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Model;

namespace NetGen.Generator.Frontend;

/// <summary>
/// Evaluates the arguments of an attribute. The reader knows no layer: an argument is called by its property, or by its constructor parameter in
/// Pascal case, and has the type that property or parameter has. Only arguments that stand in the source are read; defaults belong to the layers.
/// </summary>
internal sealed class ArgumentReader(ConstantFolder folder, ParseContext context)
{
    /// <returns>The arguments, or null where one has no usable value; that is then reported, here or by the C# compiler.</returns>
    public ElementArguments? Read(DeclaredElement element, Places places)
    {
        var given = new ElementArguments();
        var parameters = element.Constructor.Parameters;
        var positional = 0;
        var tail = new List<ExpressionSyntax>();
        foreach (var argument in element.Syntax.ArgumentList?.Arguments ?? default)
        {
            IParameterSymbol? parameter = null;
            if (argument.NameColon is { } colon)
                parameter = parameters.FirstOrDefault(candidate => candidate.Name == colon.Name.Identifier.ValueText);
            else if (argument.NameEquals is null)
                parameter = parameters.ElementAtOrDefault(Math.Min(positional++, parameters.Length - 1));

            if (parameter is { IsParams: true } && !IsArray(argument.Expression))
                tail.Add(argument.Expression);
            else if (TargetOf(element, argument, parameter) is not { } target || !TryAdd(given, target, argument.Expression, places))
                return null;
        }

        return tail.Count == 0 || TryAdd(given, TargetOf(parameters[parameters.Length - 1]), tail, places) ? given : null;
    }

    /// <summary>What an argument is assigned to.</summary>
    private readonly record struct Target(string Name, ITypeSymbol Type);

    private Target? TargetOf(DeclaredElement element, AttributeArgumentSyntax argument, IParameterSymbol? parameter)
    {
        if (parameter is not null) return TargetOf(parameter);
        var property = argument.NameEquals is { } equals ? PropertyOf(element.Class, equals.Name.Identifier.ValueText) : null;
        // No such parameter or property: an error of C#.
        if (property is null) context.IsBroken = true;
        return property;
    }

    private static Target TargetOf(IParameterSymbol parameter) =>
        new(char.ToUpperInvariant(parameter.Name[0]) + parameter.Name.Substring(1), parameter.Type);

    private static Target? PropertyOf(INamedTypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
            if (type.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { } property) return new Target(name, property.Type);
        return null;
    }

    private static bool IsArray(ExpressionSyntax expression) =>
        expression is ImplicitArrayCreationExpressionSyntax or ArrayCreationExpressionSyntax or CollectionExpressionSyntax || IsNull(expression);

    private static bool IsNull(ExpressionSyntax expression) => expression.IsKind(SyntaxKind.NullLiteralExpression);

    private bool TryAdd(ElementArguments given, Target target, ExpressionSyntax expression, Places places)
    {
        // null is "not given", for names and arrays alike.
        if (IsNull(expression)) return true;
        return expression switch
        {
            ImplicitArrayCreationExpressionSyntax array => TryAdd(given, target, array.Initializer.Expressions, places),
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => TryAdd(given, target, initializer.Expressions, places),
            ArrayCreationExpressionSyntax => Refuse(expression, places, "it must list its elements"),
            CollectionExpressionSyntax collection when collection.Elements.All(element => element is ExpressionElementSyntax) =>
                TryAdd(given, target, collection.Elements.Cast<ExpressionElementSyntax>().Select(element => element.Expression), places),
            CollectionExpressionSyntax => Refuse(expression, places, "it must list its elements"),
            _ => TryAdd(given, target, [expression], places),
        };
    }

    private bool TryAdd(ElementArguments given, Target target, IEnumerable<ExpressionSyntax> expressions, Places places)
    {
        var array = target.Type as IArrayTypeSymbol;
        var type = array?.ElementType ?? target.Type;
        var values = new List<object>();
        foreach (var expression in expressions)
        {
            if (!folder.TryFold(expression, out var folded)) return Refuse(expression, places);
            if (ConstantFolder.Assign(folded, type) is not { } value) return Refuse(expression, places);
            if (value is float or double && !IsFinite(value)) return Refuse(expression, places, "it is not a finite number");
            values.Add(value);
        }

        if (array is null) given.Add(target.Name, ToConstant(values[0]));
        else if (type.SpecialType == SpecialType.System_String) given.Add(target.Name, Constant.Of(values.Cast<string>()));
        else given.Add(target.Name, Constant.Of(values.Select(value => ToConstant(value).Number)));
        return true;
    }

    private static Constant ToConstant(object value) => value switch
    {
        string text => Constant.Of(text),
        bool truth => Constant.Of(truth),
        float number => Constant.Of(ShortestDecimal.Of(number)),
        _ => Constant.Of(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)),
    };

    private static bool IsFinite(object value)
    {
        var number = Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture);
        return !double.IsNaN(number) && !double.IsInfinity(number);
    }

    private bool Refuse(ExpressionSyntax expression, Places places, string? reason = null)
    {
        if (reason is not null) context.Report("NG0009", places, expression.ToString(), reason);
        else if (folder.Failure is { } failure) context.Report("NG0009", places, failure.Expression.ToString(), failure.Reason);
        else if (expression is TypeOfExpressionSyntax) context.Report("NG0009", places, expression.ToString(), "a type is no value");
        else context.IsBroken = true;
        return false;
    }
}
