namespace NetGen.Arm64.Tests.Toolchain;

/// <summary>The two files between a test and the C driver; <c>driver.c</c> describes their format.</summary>
internal static class CallFile
{
    public static void Write(string path, int number, EntryPoint entryPoint, ReadOnlySpan<Arm64Argument> arguments)
    {
        if (arguments.Length != entryPoint.Parameters.Count)
            throw new ArgumentException($"{arguments.Length} arguments for {entryPoint}");

        using var file = new BinaryWriter(File.Create(path));
        file.Write(number);
        for (var i = 0; i < arguments.Length; i++)
        {
            var (argument, parameter) = (arguments[i], entryPoint.Parameters[i]);
            if (argument.IsBuffer != parameter.IsBuffer || argument.Element != parameter.Element)
            {
                throw new ArgumentException(
                    $"argument {i} is a {(argument.IsBuffer ? "buffer of " : "")}{argument.Element.CSharp}, but the parameter is {parameter.CSharp} {parameter.Name} in {entryPoint}");
            }

            file.Write((long)(argument.Bytes.Length / argument.Element.Size));
            file.Write(argument.Bytes);
        }
    }

    public static Arm64Result Read(string path, EntryPoint entryPoint, ReadOnlySpan<Arm64Argument> arguments)
    {
        using var file = new BinaryReader(File.OpenRead(path));
        var buffers = new byte[]?[arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].IsBuffer) continue;
            buffers[i] = new byte[arguments[i].Bytes.Length];
            file.BaseStream.ReadExactly(buffers[i]!);
        }

        var returned = new byte[entryPoint.Result?.Size ?? 0];
        file.BaseStream.ReadExactly(returned);
        return file.BaseStream.Position == file.BaseStream.Length
            ? new Arm64Result(entryPoint, buffers, returned)
            : throw new InvalidOperationException($"the driver wrote {file.BaseStream.Length} bytes for {entryPoint}, more than its buffers hold");
    }
}
