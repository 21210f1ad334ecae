namespace NetGen;

/// <summary>What everything that reads or writes the blocks of a network has to check and to know.</summary>
internal static class BlockChecks
{
    extension(NetworkInfo info)
    {
        /// <summary>Elements of the network's largest tensor: a buffer of this length serves for all of them in turn.</summary>
        public int LargestElementCount
        {
            get
            {
                var largest = 0;
                foreach (var parameter in info.Parameters) largest = Math.Max(largest, parameter.Layout.ElementCount);
                foreach (var buffer in info.Buffers) largest = Math.Max(largest, buffer.Layout.ElementCount);
                return largest;
            }
        }

        /// <summary>Refuses blocks of another length than the network's.</summary>
        /// <exception cref="ArgumentException">A length differs.</exception>
        public void RequireBlocks(ReadOnlySpan<float> parameters, ReadOnlySpan<float> buffers)
        {
            ArgumentNullException.ThrowIfNull(info);
            if (parameters.Length != info.ParameterLength)
                throw new ArgumentException($"The parameter block of {info.Name} has {info.ParameterLength} floats, but the span holds {parameters.Length}.", nameof(parameters));
            if (buffers.Length != info.BufferLength)
                throw new ArgumentException($"The buffer block of {info.Name} has {info.BufferLength} floats, but the span holds {buffers.Length}.", nameof(buffers));
        }
    }
}
