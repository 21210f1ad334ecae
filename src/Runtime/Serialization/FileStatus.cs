using System.Runtime.InteropServices;
using System.Text;

namespace NetGen.Serialization;

/// <summary>What a path names on Linux: kind, mode, owner and identity, none of which .NET tells. Elsewhere there is no status.</summary>
/// <remarks>
/// Asked of <c>statx</c>, whose structure is the same on every architecture. The functions are looked up in the process itself, which has a C library
/// loaded whatever that is called; where it lacks them, everything passes for unknown.
/// </remarks>
internal readonly unsafe struct FileStatus
{
    private const int StructureBytes = 256;
    private const uint TypeMask = 0xF000, RegularFile = 0x8000, Folder = 0x4000, PermissionMask = 0xFFF;
    private const uint BasicFields = 0x7FF;
    private const int CurrentFolder = -100, NoFollow = 0x100;

    private static readonly delegate* unmanaged<int, byte*, int, uint, byte*, int> s_status =
        (delegate* unmanaged<int, byte*, int, uint, byte*, int>)Function("statx");

    private static readonly delegate* unmanaged<byte*, uint, uint, int> s_changeOwner = (delegate* unmanaged<byte*, uint, uint, int>)Function("lchown");

    private readonly uint _mode;
    private readonly ulong _inode, _device;

    private FileStatus(ReadOnlySpan<byte> structure)
    {
        Owner = Read(structure[20..]);
        Group = Read(structure[24..]);
        _mode = Read(structure[28..]) & 0xFFFF;
        _inode = Read(structure[32..]) | ((ulong)Read(structure[36..]) << 32);
        _device = Read(structure[136..]) | ((ulong)Read(structure[140..]) << 32);

        // The kernel writes numbers in the machine's own byte order; the halves of the 64-bit one only have to differ where files differ.
        static uint Read(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<uint>(bytes);
    }

    public uint Owner { get; }

    public uint Group { get; }

    public bool IsRegularFile => (_mode & TypeMask) == RegularFile;

    public bool IsFolder => (_mode & TypeMask) == Folder;

    public UnixFileMode Mode => (UnixFileMode)(_mode & PermissionMask);

    /// <summary>Whether this machine can tell.</summary>
    public static bool IsKnown => s_status is not null && BitConverter.IsLittleEndian;

    /// <summary>The status of a path, or null if it names nothing or nothing can be told.</summary>
    public static FileStatus? Of(string path, bool followLink)
    {
        if (!IsKnown) return null;
        var structure = stackalloc byte[StructureBytes];
        fixed (byte* name = Text(path))
            return s_status(CurrentFolder, name, followLink ? 0 : NoFollow, BasicFields, structure) == 0 ? new FileStatus(new ReadOnlySpan<byte>(structure, StructureBytes)) : null;
    }

    public bool IsSameFile(FileStatus other) => _inode == other._inode && _device == other._device;

    /// <summary>Gives a file an owner and a group; false if the process may not.</summary>
    public static bool ChangeOwner(string path, uint owner, uint group)
    {
        if (s_changeOwner is null) return false;
        fixed (byte* name = Text(path)) return s_changeOwner(name, owner, group) == 0;
    }

    private static byte[] Text(string path)
    {
        var text = new byte[Encoding.UTF8.GetByteCount(path) + 1];
        Encoding.UTF8.GetBytes(path, text);
        return text;
    }

    private static nint Function(string name) =>
        OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), name, out var address) ? address : 0;
}
