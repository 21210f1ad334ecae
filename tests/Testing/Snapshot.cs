using System.Runtime.CompilerServices;

namespace NetGen.Testing;

/// <summary>
/// Compares a text with the one kept beside the test, in Verify's file convention: <c>Class.Method.verified.txt</c> is committed; on a difference
/// the new text is written to <c>Class.Method.received.txt</c> for review, and accepting it means renaming that file.
/// </summary>
public static class Snapshot
{
    /// <summary>Fails with both files' names when <paramref name="actual"/> differs from the kept text.</summary>
    /// <param name="actual">The text, lines ending in LF.</param>
    /// <param name="extension">The kept file's extension: <c>txt</c>, <c>cs</c>.</param>
    /// <param name="file">The test's source file, given by the compiler; it is named after its class.</param>
    /// <param name="method">The test's method, given by the compiler.</param>
    /// <exception cref="SnapshotException">The texts differ, or nothing is kept yet.</exception>
    public static void Matches(string actual, string extension = "txt", [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var stem = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}");
        string verified = $"{stem}.verified.{extension}", received = $"{stem}.received.{extension}";
        var expected = File.Exists(verified) ? File.ReadAllText(verified).ReplaceLineEndings("\n") : null;
        if (expected == actual)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, actual);
        throw new SnapshotException(
            expected is null ? $"Nothing is kept yet: review {received} and rename it to {verified}." : $"{received} differs from {verified} {FirstDifference(expected, actual)}");
    }

    private static string FirstDifference(string expected, string actual)
    {
        string[] before = expected.Split('\n'), after = actual.Split('\n');
        var line = Enumerable.Range(0, Math.Max(before.Length, after.Length)).First(i => i >= before.Length || i >= after.Length || before[i] != after[i]);
        return $"in line {line + 1}:\n- {before.ElementAtOrDefault(line)}\n+ {after.ElementAtOrDefault(line)}";
    }
}

/// <summary>A text differs from the kept one.</summary>
/// <param name="message">Which files, and where.</param>
public sealed class SnapshotException(string message) : Exception(message);
