using System.Globalization;

namespace NetGen.Generator.Graph;

/// <summary>
/// Reads a scalar expression such as <c>x * sigmoid(1.702 * x)</c>: numbers, the names it is given, + − * / ^, comparisons with ?:,
/// parentheses and the functions of the table below. A bad text gives an error with its column, never an exception.
/// </summary>
internal sealed class ExprParser
{
    private static readonly Dictionary<string, UnaryOp> Functions = new(StringComparer.Ordinal)
    {
        ["exp"] = UnaryOp.Exp,
        ["log"] = UnaryOp.Log,
        ["log1p"] = UnaryOp.Log1p,
        ["expm1"] = UnaryOp.Expm1,
        ["tanh"] = UnaryOp.Tanh,
        ["sigmoid"] = UnaryOp.Sigmoid,
        ["softplus"] = UnaryOp.Softplus,
        ["erf"] = UnaryOp.Erf,
        ["sqrt"] = UnaryOp.Sqrt,
        ["abs"] = UnaryOp.Abs,
        ["sign"] = UnaryOp.Sign,
        ["sin"] = UnaryOp.Sin,
        ["cos"] = UnaryOp.Cos,
        ["floor"] = UnaryOp.Floor,
    };

    private static readonly Dictionary<string, BinaryOp> BinaryFunctions = new(StringComparer.Ordinal)
    {
        ["max"] = BinaryOp.Maximum,
        ["min"] = BinaryOp.Minimum,
        ["pow"] = BinaryOp.Power,
    };

    private const int MaximumDepth = 100;

    // Powers are multiplied out, so nested squares double the tree at each level.
    private const int MaximumSize = 1000;

    private readonly string _text;
    private readonly IReadOnlyDictionary<string, Expr> _names;
    private int _position;
    private int _depth;
    private string? _error;

    private ExprParser(string text, IReadOnlyDictionary<string, Expr> names)
    {
        _text = text;
        _names = names;
    }

    /// <summary>The functions an expression may call, for messages and docs.</summary>
    public static IEnumerable<string> FunctionNames => Functions.Keys.Concat(BinaryFunctions.Keys).Append("relu");

    /// <summary>Parses <paramref name="text"/>; on failure gives null and a sentence that names the column (from 1).</summary>
    public static Expr? Parse(string text, IReadOnlyDictionary<string, Expr> names, out string error)
    {
        var parser = new ExprParser(text, names);
        var result = parser.Conditional();
        parser.Skip();
        if (parser._error is null && parser._position < text.Length) parser.Fail($"'{text[parser._position]}' is not expected");
        error = parser._error ?? "";
        return parser._error is null ? result : null;
    }

    private Expr Conditional()
    {
        if (++_depth > MaximumDepth) return Fail("the expression is nested too deeply");
        var left = Sum();
        var result = left;
        Skip();
        if (_position < _text.Length && _text[_position] is '<' or '>' or '=')
        {
            var sign = _text[_position++];
            var orEqual = Accept('=');
            if (sign == '=' && !orEqual) return Fail("'==' is expected");
            var right = Sum();
            if (!Expect('?')) return Expr.Zero;
            var then = Conditional();
            if (!Expect(':')) return Expr.Zero;
            var otherwise = Conditional();
            var (a, b) = sign == '>' ? (right, left) : (left, right);
            var comparison = sign == '=' ? Comparison.Equal : orEqual ? Comparison.LessOrEqual : Comparison.Less;
            result = Expr.Select(comparison, a, b, then, otherwise);
        }

        _depth--;
        return result;
    }

    private Expr Sum()
    {
        var result = Product();
        while (_error is null)
        {
            if (Accept('+')) result += Product();
            else if (Accept('-')) result -= Product();
            else break;
        }

        return result;
    }

    private Expr Product()
    {
        var result = Factor();
        while (_error is null)
        {
            if (Accept('*')) result *= Factor();
            else if (Accept('/')) result /= Factor();
            else break;
        }

        return result;
    }

    private Expr Factor()
    {
        if (++_depth > MaximumDepth) return Fail("the expression is nested too deeply");
        Expr result;
        if (Accept('-'))
        {
            result = -Factor();
        }
        else
        {
            result = Primary();
            if (Accept('^')) result = Expr.Pow(result, Factor());
        }

        _depth--;
        return result.Size <= MaximumSize ? result : Fail("the expression is too large once powers are multiplied out");
    }

    private Expr Primary()
    {
        Skip();
        if (_error is not null) return Expr.Zero;
        if (_position >= _text.Length) return Fail("the expression ends too early");
        if (Accept('('))
        {
            var inner = Conditional();
            return Expect(')') ? inner : Expr.Zero;
        }

        var c = _text[_position];
        if (char.IsDigit(c) || c == '.') return Number();
        return char.IsLetter(c) ? Name() : Fail($"'{c}' is not expected");
    }

    private Expr Number()
    {
        var start = _position;
        while (_position < _text.Length && (char.IsDigit(_text[_position]) || _text[_position] == '.')) _position++;
        if (_position < _text.Length && _text[_position] is 'e' or 'E')
        {
            _position++;
            if (_position < _text.Length && _text[_position] is '+' or '-') _position++;
            while (_position < _text.Length && char.IsDigit(_text[_position])) _position++;
        }

        var digits = _text.Substring(start, _position - start);
        if (double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return value;
        _position = start;
        return Fail($"'{digits}' is not a number");
    }

    private Expr Name()
    {
        var start = _position;
        while (_position < _text.Length && (char.IsLetterOrDigit(_text[_position]) || _text[_position] == '_')) _position++;
        var name = _text.Substring(start, _position - start);
        if (_names.TryGetValue(name, out var known)) return known;
        var isUnary = Functions.TryGetValue(name, out var unary) || name == "relu";
        if (!isUnary && !BinaryFunctions.ContainsKey(name))
        {
            _position = start;
            return Fail($"'{name}' is neither {string.Join(" nor ", _names.Keys.OrderBy(n => n, StringComparer.Ordinal))} nor a known function");
        }

        if (!Expect('(')) return Expr.Zero;
        var a = Conditional();
        Expr result;
        if (isUnary)
        {
            result = name == "relu" ? Expr.Max(a, 0) : Expr.Unary(unary, a);
        }
        else
        {
            if (!Expect(',')) return Expr.Zero;
            result = Expr.Binary(BinaryFunctions[name], a, Conditional());
        }

        return Expect(')') ? result : Expr.Zero;
    }

    private void Skip()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position])) _position++;
    }

    private bool Accept(char c)
    {
        Skip();
        if (_error is not null || _position >= _text.Length || _text[_position] != c) return false;
        _position++;
        return true;
    }

    private bool Expect(char c)
    {
        if (Accept(c)) return true;
        Fail(_position < _text.Length ? $"'{c}' is expected, not '{_text[_position]}'" : $"'{c}' is expected at the end");
        return false;
    }

    private Expr Fail(string message)
    {
        _error ??= $"column {_position + 1}: {message}";
        return Expr.Zero;
    }
}
