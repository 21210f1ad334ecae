namespace NetGen.Tests.Fuzzing;

/// <summary>Changes that know nothing of a format: bits, bytes, pieces, ends.</summary>
internal static class Bytes
{
    private static readonly byte[] s_interesting = [0, 1, 2, 8, 10, 13, 32, 34, 44, 48, 57, 63, 0x7F, 0x80, 0xC3, 0xE2, 0xEF, 0xFE, 0xFF];

    public static byte[] Changed(byte[] file, Random random)
    {
        var bytes = file.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--) Change(bytes, random);
        return [.. bytes];
    }

    private static void Change(List<byte> bytes, Random random)
    {
        if (bytes.Count == 0)
        {
            bytes.Add((byte)random.Next(256));
            return;
        }

        var at = random.Next(bytes.Count);
        var count = Math.Min(bytes.Count - at, 1 << random.Next(7));
        switch (random.Next(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes[at] = s_interesting[random.Next(s_interesting.Length)];
                break;
            case 3:
                bytes.RemoveRange(at, count);
                break;
            case 4:
                bytes.InsertRange(at, Enumerable.Repeat(s_interesting[random.Next(s_interesting.Length)], count));
                break;
            case 5:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, count));
                break;
            case 6:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 7:
                bytes.AddRange(bytes.GetRange(at, count));
                break;
            default:
                var other = random.Next(bytes.Count);
                (bytes[at], bytes[other]) = (bytes[other], bytes[at]);
                break;
        }
    }
}
