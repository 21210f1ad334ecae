using System.IO.Pipes;
using NetGen.Serialization;
using Xunit;

namespace NetGen.Tests.Serialization;

public class SafetensorsFileTests
{
    [Fact]
    public void Every_type_reads_as_numbers()
    {
        byte[] data =
        [
            .. BitConverter.GetBytes(-1.5), .. BitConverter.GetBytes(-7L), .. BitConverter.GetBytes(ulong.MaxValue), .. BitConverter.GetBytes(0.25f),
            .. BitConverter.GetBytes(-70000), .. BitConverter.GetBytes(4000000000u), .. BitConverter.GetBytes((Half)0.5), 0x40, 0x40,
            .. BitConverter.GetBytes((short)-300), .. BitConverter.GetBytes((ushort)60000), 1, 200, 200,
        ];
        string[] types = ["F64", "I64", "U64", "F32", "I32", "U32", "F16", "BF16", "I16", "U16", "BOOL", "U8", "I8"];
        double[] expected = [-1.5, -7, ulong.MaxValue, 0.25, -70000, 4000000000, 0.5, 3, -300, 60000, 1, 200, -56];
        int[] sizes = [8, 8, 8, 4, 4, 4, 2, 2, 2, 2, 1, 1, 1];
        var start = 0;
        var entries = types.Select((type, i) => $"\"{type}\":{{\"dtype\":\"{type}\",\"shape\":[1],\"data_offsets\":[{start},{start += sizes[i]}]}}");
        var file = SafetensorsFile.Read(SafetensorsBytes.Of("{" + string.Join(',', entries) + ",\"__metadata__\":{\"op\":\"none\"}}", data));

        for (var i = 0; i < types.Length; i++)
        {
            Assert.Equal([expected[i]], file.Doubles(types[i]));
            Assert.Equal(sizes[i], file.Bytes(types[i]).Length);
            Assert.Equal(types[i], file.Entries[types[i]].Type.ToString());
            Assert.Equal($"{types[i]} [1]", file.Entries[types[i]].ToString());
        }

        Assert.Equal([0.5f], file.Singles("F16"));
        Assert.Equal([3f], file.Singles("BF16"));
        Assert.Equal([-1.5f], file.Singles("F64"));
        Assert.Equal("none", file.Metadata["op"]);
        Assert.Throws<InvalidOperationException>(() => file.Singles("I32"));
        Assert.Contains("no tensor 'x'", Assert.Throws<KeyNotFoundException>(() => file.Doubles("x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_tensors_and_scalars_are_tensors()
    {
        var file = SafetensorsFile.Read(SafetensorsBytes.Of(
            """{"empty":{"dtype":"F32","shape":[3,0],"data_offsets":[4,4]},"scalar":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}""", SafetensorsBytes.Floats(2)));

        Assert.Empty(file.Singles("empty"));
        Assert.Equal([2f], file.Singles("scalar"));
        Assert.Equal("F32 [3, 0]", file.Entries["empty"].ToString());
    }

    [Fact]
    public void A_path_may_be_that_of_a_pipe()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux gives a pipe a path.");
        using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
        using var end = File.OpenHandle($"/proc/self/fd/{pipe.ClientSafePipeHandle.DangerousGetHandle()}");
        pipe.Write(SafetensorsBytes.Small);
        pipe.Dispose();

        Assert.Equal([7f, 8f], SafetensorsFile.Read($"/proc/self/fd/{end.DangerousGetHandle()}").Singles("dense1.bias"));
    }

    [Fact]
    public void A_file_longer_than_an_array_is_refused()
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var file = File.OpenWrite(path)) file.SetLength(Array.MaxLength + 1L);
            Assert.Contains("too large", Assert.Throws<SafetensorsException>(() => SafetensorsFile.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Read(path));
    }

    [Fact]
    public void Every_reference_case_reads()
    {
        var folder = ReferenceData.GoldensOrSkip();
        var count = 0;
        foreach (var path in Directory.EnumerateFiles(folder, "*.safetensors"))
        {
            var file = SafetensorsFile.Read(path);
            Assert.Contains("op", file.Metadata.Keys);
            foreach (var (name, entry) in file.Entries) Assert.Equal(entry.ElementCount, file.Doubles(name).Length);
            count++;
        }

        Assert.True(count > 0, $"{folder} holds no cases.");
    }
}
