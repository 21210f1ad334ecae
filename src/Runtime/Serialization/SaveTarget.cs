namespace NetGen.Serialization;

/// <summary>
/// Where a save goes. In: the path a user gave. Out: the file that is to be replaced as a whole, behind all links; or something that is no file (a
/// device, a pipe) and is written to as it is.
/// </summary>
/// <param name="Path">The file, without links; or the path as it was given.</param>
/// <param name="IsReplaced">Whether a new file takes its place.</param>
internal readonly record struct SaveTarget(string Path, bool IsReplaced)
{
    private const int MostLinks = 40;

    /// <exception cref="ArgumentException">The path is empty or that of a folder.</exception>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static SaveTarget Of(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (System.IO.Path.GetFileName(full).Length == 0 || Directory.Exists(full)) throw new ArgumentException($"'{path}' is a folder, not the name of a file.", nameof(path));
        if (FileStatus.Of(full, followLink: true) is { } status)
        {
            if (!status.IsRegularFile) return new(full, IsReplaced: false);

            // A link of /proc (as /dev/stdout is one) is an open file of some process, which may have no name any more, and which a new file would not reach.
            var target = WithoutLinks(full, out var isOpenFile, out var isOfProcess);

            // Folders of a process (/proc/1/root) may be others than their names say. Elsewhere the name decides: another save may replace the file right now.
            var isThere = !isOpenFile && (!isOfProcess || (FileStatus.Of(target, followLink: false) is { } found && found.IsSameFile(status)));
            return isThere ? new(target, IsReplaced: true) : new(full, IsReplaced: false);
        }

        return !FileStatus.IsKnown && IsDevice(full) ? new(full, IsReplaced: false) : new(WithoutLinks(full, out _, out _), IsReplaced: true);
    }

    // Where the system does not tell the kind of a file: devices have one folder there.
    private static bool IsDevice(string path) => !OperatingSystem.IsWindows() && path.StartsWith("/dev/", StringComparison.Ordinal) && File.Exists(path);

    // As the system resolves a path: part by part, each link relative to the folder it really is in. The last part need not exist.
    private static string WithoutLinks(string path, out bool isOpenFile, out bool isOfProcess)
    {
        isOpenFile = isOfProcess = false;
        var root = System.IO.Path.GetPathRoot(path)!;
        var resolved = root;
        var parts = new Stack<string>();
        Push(parts, path[root.Length..]);
        var links = 0;
        while (parts.TryPop(out var part))
        {
            if (part is "" or ".") continue;
            if (part == "..")
            {
                resolved = System.IO.Path.GetDirectoryName(resolved) ?? root;
                continue;
            }

            var next = System.IO.Path.Combine(resolved, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            var isOfProcessHere = next.StartsWith("/proc/", StringComparison.Ordinal);
            isOfProcess |= isOfProcessHere;
            isOpenFile |= isOfProcessHere && parts.Count == 0;
            if (++links > MostLinks) throw new IOException($"'{path}': too many links, or links in a circle.");
            if (System.IO.Path.GetPathRoot(target) is { Length: > 0 } other)
            {
                resolved = System.IO.Path.GetFullPath(other);
                target = target[other.Length..];
            }

            Push(parts, target);
        }

        return resolved;
    }

    private static void Push(Stack<string> parts, string path)
    {
        var names = path.Split(System.IO.Path.DirectorySeparatorChar, System.IO.Path.AltDirectorySeparatorChar);
        for (var i = names.Length - 1; i >= 0; i--) parts.Push(names[i]);
    }
}
