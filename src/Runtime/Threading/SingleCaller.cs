using System.Runtime.CompilerServices;

namespace NetGen.Threading;

/// <summary>Lets one caller at a time through; a second one is told so instead of being given mixed numbers.</summary>
internal struct SingleCaller
{
    private int _isIn;

    /// <summary>Comes in. <see cref="Leave"/> must follow, in a finally block.</summary>
    /// <param name="network">The network's class, for the message: <c>LeNet5</c>.</param>
    /// <param name="method">What is called: <c>Train</c>.</param>
    /// <exception cref="InvalidOperationException">Another call is under way.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EnterTraining(string network, string method)
    {
        if (Interlocked.Exchange(ref _isIn, 1) != 0) ThrowTraining(network, method);
    }

    /// <summary>Comes in to use a workspace. <see cref="Leave"/> must follow, in a finally block.</summary>
    /// <exception cref="InvalidOperationException">Another call is under way.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EnterWorkspace()
    {
        if (Interlocked.Exchange(ref _isIn, 1) != 0) ThrowWorkspace();
    }

    /// <summary>Comes in to use a state. <see cref="Leave"/> must follow, in a finally block.</summary>
    /// <exception cref="InvalidOperationException">Another call is under way.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EnterState()
    {
        if (Interlocked.Exchange(ref _isIn, 1) != 0) ThrowState();
    }

    /// <summary>Lets the next caller in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => Volatile.Write(ref _isIn, 0);

    private static void ThrowTraining(string network, string method) => throw new InvalidOperationException(
        $"{network}.{method} was called while a call of Evaluate, Gradient or Train of the same network was under way; they share memory. Call one after the other, or give each thread a network of its own.");

    private static void ThrowWorkspace() => throw new InvalidOperationException(
        "The workspace is in use by another call; give each thread a workspace of its own, or call Forward without one.");

    private static void ThrowState() => throw new InvalidOperationException(
        "The state is in use by another call; a state belongs to one stream, whose steps come one after the other. Give each stream a state of its own.");
}
