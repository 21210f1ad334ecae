namespace NetGen.Data;

/// <summary>The checksum of gzip (RFC 1952): polynomial 0xEDB88320, eight bytes at a time.</summary>
internal static class Crc32
{
    private const int Slices = 8;
    private static readonly uint[][] s_tables = Tables();

    /// <summary>The checksum of what <paramref name="crc"/> is the checksum of and <paramref name="bytes"/> behind it; that of nothing is 0.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        var tables = s_tables;
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            var low = crc ^ (bytes[0] | ((uint)bytes[1] << 8) | ((uint)bytes[2] << 16) | ((uint)bytes[3] << 24));
            crc = tables[7][low & 0xFF] ^ tables[6][(low >> 8) & 0xFF] ^ tables[5][(low >> 16) & 0xFF] ^ tables[4][low >> 24]
                ^ tables[3][bytes[4]] ^ tables[2][bytes[5]] ^ tables[1][bytes[6]] ^ tables[0][bytes[7]];
        }

        foreach (var b in bytes) crc = (crc >> 8) ^ tables[0][(crc ^ b) & 0xFF];
        return ~crc;
    }

    private static uint[][] Tables()
    {
        var tables = new uint[Slices][];
        for (var slice = 0; slice < Slices; slice++)
        {
            tables[slice] = new uint[256];
            for (uint value = 0; value < 256; value++)
            {
                var crc = slice == 0 ? value : tables[slice - 1][value];
                for (var bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (0 - (crc & 1)));
                tables[slice][value] = crc;
            }
        }

        return tables;
    }
}
