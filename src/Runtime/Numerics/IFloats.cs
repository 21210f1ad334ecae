namespace NetGen.Numerics;

/// <summary>One or several floats, so that an equation is written once for every width of vector. All operations are those of IEEE 754, lane by lane.</summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
internal interface IFloats<TSelf>
    where TSelf : struct, IFloats<TSelf>
{
    /// <summary>The sum.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>The difference.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>The product.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>The product with a number.</summary>
    static abstract TSelf operator *(TSelf a, float b);

    /// <summary>The quotient.</summary>
    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>A number in all lanes.</summary>
    static abstract TSelf Of(float value);

    /// <summary>The square root.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>The larger one.</summary>
    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The magnitude.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>The value, or zero where it is subnormal (below 1.2e-38): arithmetic with those takes many times as long.</summary>
    static abstract TSelf Normal(TSelf x);

    /// <summary>−1, 0 or 1; 0 for both zeros and for NaN.</summary>
    static abstract TSelf Sign(TSelf x);
}
