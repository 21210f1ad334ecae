using Xunit;

namespace NetGen.Tests;

/// <summary>Tests that no other one runs beside: their collections of garbage would count as allocations of other tests' threads.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
