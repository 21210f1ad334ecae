using System.Diagnostics;
using NetGen.Serialization;
using Xunit;

namespace NetGen.Tests.Serialization;

/// <summary>What a save does to what is at its path: links, devices, pipes, modes, folders, long names.</summary>
public sealed class SaveTargetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-target-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Links_are_followed_and_stay()
    {
        SkipOnWindows();
        Directory.CreateDirectory(At("deep/er"));
        Directory.CreateSymbolicLink(At("folder"), "deep/er");
        File.WriteAllText(At("run1"), "old");
        Link("latest", "run1");
        Link("chain", At("latest"));
        Link("dangling", "run2");
        Link("deep/er/up", "../beside");

        Save("chain", 1);
        Save("dangling", 2);
        Save("folder/up", 3);
        Save("folder/plain", 4);

        Assert.Equal([1, 2, 3, 4], new[] { "run1", "run2", "deep/beside", "deep/er/plain" }.Select(name => SaverProcess.Load(At(name))));
        Assert.Equal(["run1", At("latest"), "run2", "../beside"], new[] { "latest", "chain", "dangling", "deep/er/up" }.Select(name => new FileInfo(At(name)).LinkTarget));
        Assert.Equal(["chain", "dangling", "latest", "run1", "run2"], Names());
        Assert.Equal(["plain", "up"], Directory.GetFiles(At("deep/er")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        SkipOnWindows();
        Link("a", "b");
        Link("b", "a");
        Assert.Contains("circle", Assert.Throws<IOException>(() => Save("a", 1)).Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], Names());
    }

    [Fact]
    public void A_device_is_written_to_and_stays_one()
    {
        Assert.SkipUnless(Run("mknod", "-m", "666", At("null"), "c", "1", "3") && Run("mknod", "-m", "666", At("full"), "c", "1", "7"), "Only root makes devices.");
        Link("link", "null");
        Save("null", 1);
        Save("link", 1);
        Assert.Throws<IOException>(() => Save("full", 1));
        Assert.True(Run("test", "-c", At("null")) && Run("test", "-c", At("full")));
        Assert.Equal(["full", "link", "null"], Names());
    }

    [Fact]
    public async Task A_named_pipe_is_written_to_and_stays_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mkfifo", At("pipe")), "Named pipes have paths on Unix.");
        var reader = Task.Run(() => SafetensorsFile.Read(At("pipe")), TestContext.Current.CancellationToken);
        Save("pipe", 7);
        Assert.Equal(7, (await reader).Singles("conv2d1.bias")[0]);
        Assert.True(Run("test", "-p", At("pipe")));
    }

    [Fact]
    public void A_link_to_an_open_file_writes_into_that_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/proc is Linux's.");
        File.WriteAllText(At("open"), new string('x', 100_000));
        using (var open = File.OpenHandle(At("open"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete))
        {
            Safetensors.Save($"/proc/self/fd/{open.DangerousGetHandle()}", Network.Networks.Small, new float[8], []);
            Assert.Equal(RandomAccess.GetLength(open), new FileInfo(At("open")).Length);
            Assert.Equal(2, SafetensorsFile.Read(At("open")).Entries.Count);
            File.Delete(At("open"));
            Safetensors.Save($"/proc/self/fd/{open.DangerousGetHandle()}", Network.Networks.Small, new float[8], []);
        }

        Assert.Empty(Names());
    }

    [Fact]
    public void A_replaced_file_keeps_its_mode_and_a_new_one_has_that_of_any_new_file()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no modes.");
            return;
        }

        foreach (var mode in new[] { UnixFileMode.UserRead | UnixFileMode.UserWrite, (UnixFileMode)0b110_110_110, (UnixFileMode)0b111_110_100 })
        {
            File.WriteAllText(At("file"), "old");
            File.SetUnixFileMode(At("file"), mode);
            Save("file", 1);
            Assert.Equal(mode, File.GetUnixFileMode(At("file")));
        }

        File.WriteAllText(At("any"), "");
        Save("new", 1);
        Assert.Equal(File.GetUnixFileMode(At("any")), File.GetUnixFileMode(At("new")));
    }

    [Fact]
    public void A_replaced_file_keeps_its_owner_where_that_is_allowed()
    {
        File.WriteAllText(At("file"), "old");
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("chown", "12345:12346", At("file")), "Only root gives files away.");
        Save("file", 1);
        Assert.True(Run("sh", "-c", $"test \"$(stat -c %u:%g '{At("file")}')\" = 12345:12346"));
    }

    [Fact]
    public void Other_hard_links_keep_the_old_content()
    {
        File.WriteAllText(At("one"), "old");
        Assert.SkipUnless(Run("ln", At("one"), At("two")), "There is no ln.");
        Save("one", 1);
        Assert.Equal("old", File.ReadAllText(At("two")));
        Assert.Equal(1, SaverProcess.Load(At("one")));
    }

    [Fact]
    public void A_file_that_may_not_be_written_is_not_replaced()
    {
        File.WriteAllText(At("file"), "old");
        File.SetAttributes(At("file"), FileAttributes.ReadOnly);
        Assert.SkipWhen(CanWrite(At("file")), "Root writes everything.");
        Assert.Throws<UnauthorizedAccessException>(() => Save("file", 1));
        Assert.Equal("old", File.ReadAllText(At("file")));
        Assert.Equal(["file"], Names());
        File.SetAttributes(At("file"), FileAttributes.Normal);
    }

    [Fact]
    public void Names_may_be_as_long_as_the_file_system_allows()
    {
        foreach (var name in new[] { new string('a', 255), string.Concat(Enumerable.Repeat("ж", OperatingSystem.IsLinux() ? 127 : 255)) })
        {
            Save(name, 3);
            Save(name, 4);
            Assert.Equal(4, SaverProcess.Load(At(name)));
            Assert.Equal([name], Names());
            File.Delete(At(name));
        }

        Assert.ThrowsAny<IOException>(() => Save(new string('a', 256), 1));
        Assert.Empty(Names());
    }

    [Fact]
    public void Paths_that_name_no_file_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SaverProcess.Save("", 1));
        Assert.Throws<ArgumentNullException>(() => SaverProcess.Save(null!, 1));
        Assert.Throws<ArgumentException>(() => SaverProcess.Save("a\0b", 1));
        Assert.Throws<ArgumentException>(() => SaverProcess.Save(_folder, 1));
        Assert.Throws<ArgumentException>(() => SaverProcess.Save(_folder + Path.DirectorySeparatorChar, 1));
        Assert.Throws<DirectoryNotFoundException>(() => Save("absent/file", 1));
        Assert.Empty(Names());
    }

    [Fact]
    public void Relative_paths_are_relative_to_the_current_folder()
    {
        SaverProcess.Save(Path.GetRelativePath(Environment.CurrentDirectory, At("file")), 6);
        Assert.Equal(6, SaverProcess.Load(At("file")));
    }

    [Fact]
    public void What_a_killed_save_left_is_deleted_and_what_a_living_one_writes_is_not()
    {
        var (left, living, young, other) = (Unfinished('a'), Unfinished('b'), Unfinished('c'), At(".netgen-important.tmp"));
        foreach (var path in new[] { left, living, young, other }) File.WriteAllText(path, "");
        foreach (var path in new[] { left, living, other }) File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-2));
        using (new FileStream(living, FileMode.Open, FileAccess.Write, FileShare.Read))
        {
            Save("file", 1);
            Assert.Equal(new[] { living, young, other, At("file") }.Order(StringComparer.Ordinal), Directory.GetFiles(_folder).Order(StringComparer.Ordinal));
        }

        string Unfinished(char digit) => At($".netgen-{new string(digit, 32)}.tmp");
    }

    [Fact]
    public void Threads_that_save_to_one_path_leave_the_file_of_one_of_them_at_every_moment()
    {
        Save("file", 1);
        using var stop = new CancellationTokenSource();
        Exception? problem = null;
        var readers = Enumerable.Range(0, 2).Select(_ => new Thread(() => Try(() =>
        {
            while (!stop.IsCancellationRequested) Assert.InRange(SaverProcess.Load(At("file")), 1, 4);
        }))).ToArray();
        var savers = Enumerable.Range(1, 4).Select(value => new Thread(() => Try(() =>
        {
            for (var i = 0; i < 40; i++) Save("file", value);
        }))).ToArray();
        foreach (var thread in (Thread[])[.. readers, .. savers]) thread.Start();
        foreach (var thread in savers) thread.Join();
        stop.Cancel();
        foreach (var thread in readers) thread.Join();

        Assert.Null(problem);
        Assert.Equal(["file"], Names());

        void Try(Action action)
        {
            try
            {
                action();
            }
            catch (Exception thrown)
            {
                problem = thrown;
            }
        }
    }

    [Fact]
    public void A_full_disk_leaves_the_old_file()
    {
        var disk = Directory.CreateDirectory(At("disk")).FullName;
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=8k", "netgen-test", disk), "Only root mounts a small disk.");
        try
        {
            File.WriteAllText(At("disk/file"), "old");
            Assert.ThrowsAny<IOException>(() => Save("disk/file", 1));
            Assert.Equal("old", File.ReadAllText(At("disk/file")));
            Assert.Equal([At("disk/file")], Directory.GetFiles(disk));
        }
        finally
        {
            Run("umount", disk);
        }
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");

    private static bool CanWrite(string path)
    {
        try
        {
            using (File.OpenWrite(path)) return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        if (OperatingSystem.IsWindows()) return false;
        var start = new ProcessStartInfo(program) { RedirectStandardError = true };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private void Save(string name, float value) => SaverProcess.Save(At(name), value);

    private void Link(string name, string target) => File.CreateSymbolicLink(At(name), target);

    private string At(string name) => Path.Combine(_folder, name);

    private IEnumerable<string?> Names() => Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
}
