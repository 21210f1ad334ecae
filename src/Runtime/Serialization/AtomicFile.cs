namespace NetGen.Serialization;

/// <summary>
/// Replaces files as a whole: a new file beside the old one is written, flushed to the disk and renamed. Whenever the process ends, the path names
/// either the old file or the new one.
/// </summary>
/// <remarks>
/// A process that is killed leaves its unfinished file; the next save into the folder deletes it. An unfinished file is known by its name and by its
/// lock: its writer holds a shared one, so that whoever gets an exclusive one knows the writer is gone. Names are never used twice, so that deleting
/// by name cannot hit another file.
/// </remarks>
internal static class AtomicFile
{
    // Short, because a file system may allow little more than the name of the target itself.
    private const string Prefix = ".netgen-", Suffix = ".tmp";
    private const int Digits = 32;
    private const int Attempts = 20;

    // A writer that is about to rename is left alone: an exclusive lock would meet the readers of the finished file.
    private static readonly TimeSpan s_youngest = TimeSpan.FromMilliseconds(100);

    // Where there are no locks, only age tells.
    private static readonly TimeSpan s_oldest = TimeSpan.FromDays(1);

    public static void Write<T>(string target, ref T content)
        where T : IFileContent, allows ref struct
    {
        var old = FileStatus.Of(target, followLink: false);
        var mode = Replaceable(target);
        var folder = Path.GetDirectoryName(target)!;
        var stream = Create(target, folder, mode is not null, out var aside);
        try
        {
            DeleteUnfinished(folder, aside);
            content.WriteTo(stream);
            stream.Flush(flushToDisk: true);
            if (mode is not null) TakeOver(aside, old, mode.Value);

            // Windows renames no open file; elsewhere the lock is held until the name is the target's.
            if (OperatingSystem.IsWindows()) stream.Dispose();
            File.Move(aside, target, overwrite: true);
        }
        catch
        {
            Discard(stream, aside);
            throw;
        }

        stream.Dispose();
    }

    private static void Discard(FileStream stream, string aside)
    {
        try
        {
            stream.Dispose();
        }
        finally
        {
            File.Delete(aside);
        }
    }

    // The mode of an existing file, which must be writable although it is only replaced; on Windows any number.
    private static UnixFileMode? Replaceable(string target)
    {
        if (!File.Exists(target)) return null;
        using (new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) return OperatingSystem.IsWindows() ? 0 : File.GetUnixFileMode(target);
    }

    private static FileStream Create(string target, string folder, bool isReplacing, out string aside)
    {
        // Without a buffer, whose rest would be written, and fail once more on a full disk, when the file is closed.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };

        // What replaces a secret is one from the beginning.
        if (isReplacing && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        for (var attempt = 1; ; attempt++)
        {
            aside = Path.Combine(folder, $"{Prefix}{Guid.NewGuid():N}{Suffix}");
            try
            {
                var stream = new FileStream(aside, options);

                // Between creating and locking another save may have taken the file for one whose writer is gone.
                if (File.Exists(aside)) return stream;
                stream.Dispose();
                if (attempt == Attempts) throw new IOException($"The files written for '{target}' disappear.");
            }
            catch (UnauthorizedAccessException problem)
            {
                throw new UnauthorizedAccessException($"'{target}' cannot be saved: its folder takes no new file, which is written before it replaces the old one.", problem);
            }
            catch (IOException) when (attempt < Attempts && File.Exists(aside))
            {
                // Another save holds it locked for a moment, and deletes it.
            }
        }
    }

    private static void TakeOver(string aside, FileStatus? old, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows()) return;
        if (old is { } status && FileStatus.Of(aside, followLink: false) is { } made && (status.Owner != made.Owner || status.Group != made.Group)
            && !FileStatus.ChangeOwner(aside, status.Owner, status.Group) && !FileStatus.ChangeOwner(aside, made.Owner, status.Group) && status.Group != made.Group)
        {
            // Another group than before may do what everybody may.
            mode &= ~(UnixFileMode)(0b111 << 3) | (UnixFileMode)(((int)mode & 0b111) << 3);
        }

        File.SetUnixFileMode(aside, mode);
    }

    private static void DeleteUnfinished(string folder, string own)
    {
        bool? locks = null;
        try
        {
            foreach (var path in Directory.EnumerateFiles(folder, $"{Prefix}*{Suffix}"))
            {
                if (!string.Equals(path, own, StringComparison.Ordinal) && IsOurs(Path.GetFileName(path))) DeleteIfAbandoned(path, locks ??= Locks(own));
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed can be saved into all the same.
        }
    }

    private static bool IsOurs(string name)
    {
        if (name.Length != Prefix.Length + Digits + Suffix.Length) return false;
        foreach (var digit in name.AsSpan(Prefix.Length, Digits))
        {
            if (!char.IsAsciiHexDigitLower(digit)) return false;
        }

        return true;
    }

    private static void DeleteIfAbandoned(string path, bool locks)
    {
        try
        {
            var age = DateTime.UtcNow - File.GetLastWriteTimeUtc(path);
            if (age.Duration() < (locks ? s_youngest : s_oldest) || FileStatus.Of(path, followLink: false) is { IsRegularFile: false }) return;
            using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, locks ? FileShare.None : FileShare.ReadWrite)) if (!OperatingSystem.IsWindows()) File.Delete(path);
            if (OperatingSystem.IsWindows()) File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Its writer is alive, or it is another user's.
        }
    }

    // Some file systems have no locks, and they can be switched off: an exclusive one beside our own shared one tells. Windows: not between closing and renaming.
    private static bool Locks(string own)
    {
        if (OperatingSystem.IsWindows()) return false;
        try
        {
            using (new FileStream(own, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}

/// <summary>What is written into a file.</summary>
internal interface IFileContent
{
    void WriteTo(Stream stream);
}
