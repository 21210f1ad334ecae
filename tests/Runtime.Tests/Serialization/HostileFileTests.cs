using System.Buffers.Binary;
using System.Text;
using NetGen.Serialization;
using NetGen.Tests.Network;
using Xunit;

namespace NetGen.Tests.Serialization;

/// <summary>Whatever the bytes are: either they load completely, or there is a SafetensorsException and the destination is as it was.</summary>
public class HostileFileTests
{
    private const string Bias = "\"dense1.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";
    private const string Weight = "\"dense1.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[8,32]}";

    [Fact]
    public void Every_truncation_is_refused()
    {
        for (var length = 0; length < SafetensorsBytes.Small.Length; length++) AssertRefused(SafetensorsBytes.Small[..length]);
    }

    [Fact]
    public void Appended_bytes_are_refused() => AssertRefused([.. SafetensorsBytes.Small, 0]);

    [Fact]
    public void Random_changes_load_completely_or_not_at_all()
    {
        var random = new Random(20240901);
        var refused = 0;
        for (var trial = 0; trial < 20_000; trial++)
        {
            var file = (byte[])SafetensorsBytes.Small.Clone();
            for (var flips = random.Next(1, 4); flips > 0; flips--) file[random.Next(file.Length)] = (byte)random.Next(256);
            if (!LoadsCompletely(file)) refused++;
        }

        // Most bytes are header, so most changes break it; changes of the data load.
        Assert.InRange(refused, 10_000, 19_900);
    }

    [Fact]
    public void Random_pieces_of_headers_load_completely_or_not_at_all()
    {
        string[] pieces = ["{", "}", "[", "]", ",", ":", "\"dense1.bias\"", "\"dense1.weight\"", "\"dtype\"", "\"F32\"", "\"shape\"", "\"data_offsets\"", "0", "8", "32", "-1", "1e3", "9223372036854775807", "null", "\"\\ud800\"", "\u0000", Bias, Weight, " "];
        var random = new Random(7);
        for (var trial = 0; trial < 20_000; trial++)
        {
            var header = new StringBuilder("{");
            for (var count = random.Next(12); count > 0; count--) header.Append(pieces[random.Next(pieces.Length)]);
            LoadsCompletely(SafetensorsBytes.SmallHeader(header.ToString()));
        }
    }

    [Theory]
    [InlineData(0x7FFFFFFFFFFFFFFF)]
    [InlineData(-1)]
    [InlineData(100_000_001)]
    [InlineData(1L << 32)]
    [InlineData(169)]
    [InlineData(0)]
    [InlineData(1)]
    public void Absurd_header_lengths_are_refused_without_allocating_for_them(long length)
    {
        var file = (byte[])SafetensorsBytes.Small.Clone();
        BinaryPrimitives.WriteInt64LittleEndian(file, length);
        AssertRefused(file);

        var before = GC.GetAllocatedBytesForCurrentThread();
        AssertRefused(file);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    public static TheoryData<string, string> BrokenHeaders => new()
    {
        { "", "not valid JSON" },
        { "[]", "must be an object" },
        { "{" + Bias + "," + Weight, "not valid JSON" },
        { "{" + Bias + "," + Weight + "}}", "not valid JSON" },
        { "{" + Bias + "," + Weight + "} 1", "not valid JSON" },
        { "{" + Bias + "," + Weight + "," + Bias + "}", "'dense1.bias' occurs twice" },
        { "{" + Bias + ",\"dense1.w\\u0065ight\":{}," + Weight + "}", "needs dtype, shape and data_offsets" },
        { "{" + Bias.Replace("F32", "F31", StringComparison.Ordinal) + "," + Weight + "}", "unknown dtype 'F31'" },
        { "{" + Bias.Replace("\"F32\"", "32", StringComparison.Ordinal) + "," + Weight + "}", "must be a string" },
        { "{" + Bias.Replace("[2]", "[2.5]", StringComparison.Ordinal) + "," + Weight + "}", "must hold integers" },
        { "{" + Bias.Replace("[2]", "[-2]", StringComparison.Ordinal) + "," + Weight + "}", "must hold integers" },
        { "{" + Bias.Replace("[2]", "[[2]]", StringComparison.Ordinal) + "," + Weight + "}", "not valid JSON" },
        { "{" + Bias.Replace("[2]", "[3]", StringComparison.Ordinal) + "," + Weight + "}", "F32 [3] does not take the 8 bytes" },
        { "{" + Bias.Replace("[2]", "[4611686018427387906]", StringComparison.Ordinal) + "," + Weight + "}", "does not take the 8 bytes" },
        { "{" + Bias.Replace("[2]", "[4294967296,4294967296,2]", StringComparison.Ordinal) + "," + Weight + "}", "does not take the 8 bytes" },
        { "{" + Bias.Replace("[2]", "[9223372036854775807,0]", StringComparison.Ordinal) + "," + Weight + "}", "does not take the 8 bytes" },
        { "{" + Bias.Replace("[0,8]", "[0]", StringComparison.Ordinal) + "," + Weight + "}", "holds 1 numbers, not 2" },
        { "{" + Bias.Replace("[0,8]", "[8,0]", StringComparison.Ordinal) + "," + Weight + "}", "lie outside" },
        { "{" + Bias.Replace("[0,8]", "[0,9223372036854775807]", StringComparison.Ordinal) + "," + Weight + "}", "lie outside" },
        { "{" + Bias.Replace("[0,8]", "[0,36893488147419103232]", StringComparison.Ordinal) + "," + Weight + "}", "must hold integers" },
        { "{" + Bias.Replace("[0,8]", "[8,16]", StringComparison.Ordinal) + "," + Weight + "}", "overlaps another tensor" },
        { "{" + Bias.Replace("dense1.bias", "b", StringComparison.Ordinal) + "," + Bias.Replace("dense1.bias", "a", StringComparison.Ordinal) + "," + Weight + "}", "b: overlaps another tensor at byte 0" },
        { "{" + Bias + "," + Weight.Replace("[2,3]", "[2,2]", StringComparison.Ordinal).Replace("[8,32]", "[16,32]", StringComparison.Ordinal) + "}", "the data before it end at 8" },
        { "{" + Bias + "," + Weight.Replace("[2,3]", "[2,2]", StringComparison.Ordinal).Replace("[8,32]", "[8,24]", StringComparison.Ordinal) + "}", "24 of 32 bytes" },
        { "{" + Bias.Replace("\"dtype\"", "\"dtype\":\"F32\",\"dtype\"", StringComparison.Ordinal) + "," + Weight + "}", "states dtype twice" },
        { "{" + Bias.Replace("\"dtype\"", "\"kind\":1,\"dtype\"", StringComparison.Ordinal) + "," + Weight + "}", "unknown property 'kind'" },
        { "{\"__metadata__\":{\"a\":1}," + Bias + "," + Weight + "}", "object of strings" },
        { "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}," + Bias + "," + Weight + "}", "'a' twice" },
        { "{\"\\ud800\":{}," + Bias + "," + Weight + "}", "not valid JSON" },
        { "{\"a\":[[[[]]]]," + Bias + "," + Weight + "}", "must be an object" },
        { "{\"a\":{\"shape\":{\"b\":{\"c\":{}}}}," + Bias + "," + Weight + "}", "must be an array" },
    };

    [Theory]
    [MemberData(nameof(BrokenHeaders))]
    public void Broken_headers_are_refused_with_the_reason(string header, string reason)
    {
        var error = AssertRefused(SafetensorsBytes.SmallHeader(header));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, c => c == '\0');
    }

    [Fact]
    public void Names_from_a_file_do_not_flood_or_control_a_message()
    {
        var name = new string('x', 100_000) + "\\u001b[31m";
        var error = AssertRefused(SafetensorsBytes.SmallHeader($"{{\"{name}\":{{\"dtype\":\"F32\",\"shape\":[9],\"data_offsets\":[0,32]}},\"\\u001b\":{{}}}}"));
        Assert.InRange(error.Message.Length, 1, 2000);
        Assert.DoesNotContain('\u001b', error.Message);
    }

    private static SafetensorsException AssertRefused(byte[] file)
    {
        var parameters = Marked();
        var error = Assert.Throws<SafetensorsException>(() => Safetensors.Load(file, Networks.Small, parameters, []));
        Assert.NotEmpty(error.Mismatches);
        Assert.Equal(Marked(), parameters);
        return error;
    }

    private static bool LoadsCompletely(byte[] file)
    {
        var parameters = Marked();
        try
        {
            Safetensors.Load(file, Networks.Small, parameters, []);
        }
        catch (SafetensorsException)
        {
            Assert.Equal(Marked(), parameters);
            return false;
        }

        Assert.DoesNotContain(-12345f, parameters);
        return true;
    }

    private static float[] Marked()
    {
        var values = new float[8];
        Array.Fill(values, -12345f);
        return values;
    }
}
