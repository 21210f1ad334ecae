using System.Buffers.Binary;
using System.Text.Json;
using NetGen.Serialization;
using NetGen.Tests.Network;
using Xunit;

namespace NetGen.Tests.Serialization;

public sealed class SafetensorsRoundTripTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-safetensors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_saved_network_loads_with_the_same_bits()
    {
        var (info, parameters, buffers) = Initialized();
        var path = Path.Combine(_folder, "network.safetensors");
        Safetensors.Save(path, info, parameters, buffers);

        var (loadedParameters, loadedBuffers) = (new float[parameters.Length], new float[buffers.Length]);
        Safetensors.Load(path, info, loadedParameters, loadedBuffers);

        Assert.Equal(parameters, loadedParameters);
        Assert.Equal(buffers, loadedBuffers);
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Streams_and_spans_carry_the_same_file()
    {
        var (info, parameters, buffers) = Initialized();
        var path = Path.Combine(_folder, "network.safetensors");
        Safetensors.Save(path, info, parameters, buffers);
        using var stream = new MemoryStream();
        stream.WriteByte(99);
        Safetensors.Save(stream, info, parameters, buffers);
        Assert.Equal(File.ReadAllBytes(path), stream.ToArray()[1..]);

        foreach (var source in (Stream[])[new MemoryStream(stream.ToArray()), new Trickle(stream.ToArray())])
        {
            source.ReadByte();
            var loaded = new float[parameters.Length];
            Safetensors.Load(source, info, loaded, new float[buffers.Length]);
            Assert.Equal(parameters, loaded);
        }

        var fromSpan = new float[parameters.Length];
        Safetensors.Load(stream.ToArray().AsSpan(1), info, fromSpan, new float[buffers.Length]);
        Assert.Equal(parameters, fromSpan);
    }

    [Fact]
    public void The_file_holds_the_canonical_layout_under_sorted_names()
    {
        var (info, parameters, buffers) = Initialized();
        using var stream = new MemoryStream();
        Safetensors.Save(stream, info, parameters, buffers);
        var bytes = stream.ToArray();

        var headerLength = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, headerLength));
        var names = header.RootElement.EnumerateObject().Select(p => p.Name).ToArray();
        Assert.Equal(0, headerLength % 8);
        Assert.Equal(["__metadata__", "batchnorm1.running_mean", "batchnorm1.running_var", "batchnorm1.weight", "conv2d1.bias", "conv2d1.weight", "dense1.weight"], names);
        Assert.Equal("pt", header.RootElement.GetProperty("__metadata__").GetProperty("format").GetString());

        var file = SafetensorsFile.Read(bytes);
        foreach (var parameter in info.Parameters)
        {
            var values = file.Singles(parameter.Name);
            for (var i = 0; i < values.Length; i++) Assert.Equal(parameters[parameter.Offset + parameter.Layout.OffsetOf(i)], values[i]);
        }
    }

    [Fact]
    public void A_file_as_Python_writes_it_loads()
    {
        var info = Networks.Small;
        var parameters = new float[info.ParameterLength];

        Safetensors.Load(SafetensorsBytes.Small, info, parameters, []);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], parameters);
    }

    [Fact]
    public void Half_precision_types_and_any_order_of_data_load()
    {
        byte[] data = [0x00, 0x3C, 0x00, 0xC0, 0xFF, 0x7B, 0x01, 0x00, 0x00, 0x7C, 0x00, 0x80, 0x80, 0x3F, 0x49, 0x40];
        var file = SafetensorsBytes.Of(
            """{"dense1.weight":{"shape":[2,3],"data_offsets":[0,12],"dtype":"F16"},"dense1.bias":{"data_offsets":[12,16],"dtype":"BF16","shape":[2]}}""", data);
        var parameters = new float[8];

        Safetensors.Load(file, Networks.Small, parameters, []);

        Assert.Equal([1, -2, 65504, 5.9604645E-8f, float.PositiveInfinity, -0f, 1, 3.140625f], parameters);
    }

    [Fact]
    public void The_batch_counter_of_PyTorch_is_ignored()
    {
        var file = SafetensorsBytes.Of(
            """{"bn.num_batches_tracked":{"dtype":"I64","shape":[],"data_offsets":[32,40]},"dense1.bias":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"dense1.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]}}""",
            [.. SafetensorsBytes.Floats(7, 8, 1, 2, 3, 4, 5, 6), 1, 0, 0, 0, 0, 0, 0, 0]);
        var parameters = new float[8];

        Safetensors.Load(file, Networks.Small, parameters, []);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], parameters);
    }

    [Fact]
    public void A_save_that_fails_leaves_the_old_file_and_nothing_else()
    {
        var (info, parameters, buffers) = Initialized();
        var path = Path.Combine(_folder, "network.safetensors");
        File.WriteAllText(path, "old");

        Assert.Throws<ArgumentException>(() => Safetensors.Save(path, info, parameters.AsSpan(1), buffers));
        var broken = Networks.Describe("Broken", [Networks.Tensor("a", 0, Networks.RowMajor(4), info.Parameters[0].Initializer) with { Offset = 2 }], []);
        Assert.ThrowsAny<Exception>(() => Safetensors.Save(path, WithLength(broken, 4), new float[4], []));

        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Saving_replaces_a_file_and_refuses_a_folder()
    {
        var (info, parameters, buffers) = Initialized();
        var path = Path.Combine(_folder, "network.safetensors");
        File.WriteAllText(path, "old");
        Safetensors.Save(path, info, parameters, buffers);
        Assert.Equal(6, SafetensorsFile.Read(path).Entries.Count);

        var folder = Directory.CreateDirectory(Path.Combine(_folder, "folder")).FullName;
        Assert.ThrowsAny<Exception>(() => Safetensors.Save(folder, info, parameters, buffers));
        Assert.Throws<ArgumentException>(() => Safetensors.Save(folder + Path.DirectorySeparatorChar, info, parameters, buffers));
        Assert.Throws<DirectoryNotFoundException>(() => Safetensors.Save(Path.Combine(_folder, "absent", "file"), info, parameters, buffers));
        Assert.Equal([path], Directory.GetFiles(_folder, "*", SearchOption.AllDirectories));
    }

    private static (NetworkInfo Info, float[] Parameters, float[] Buffers) Initialized()
    {
        var info = Networks.Blocked;
        var (parameters, buffers) = (new float[info.ParameterLength], new float[info.BufferLength]);
        ParameterBlock.Initialize(info, 11, parameters, buffers);
        return (info, parameters, buffers);
    }

    private static NetworkInfo WithLength(NetworkInfo info, int length) => new()
    {
        Name = info.Name,
        InputLength = 1,
        OutputLength = 1,
        TargetLength = 0,
        ParameterCount = info.ParameterCount,
        ParameterLength = length,
        BufferLength = 0,
        ForwardMacs = 0,
        ForwardFlops = 0,
        WorkspaceLength = 0,
        Layers = [],
        Parameters = info.Parameters,
        Buffers = [],
    };

    /// <summary>A stream that cannot seek and gives few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 1000));
    }
}
