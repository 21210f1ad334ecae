namespace NetGen.Generator.Frontend;

/// <summary>An internal fault in one line, for NG9999: what was thrown and where, without paths of the machine the generator was built on.</summary>
internal static class Fault
{
    public static string Describe(Exception fault)
    {
        var cause = fault.GetBaseException();
        var frame = cause.StackTrace?.Split('\n').FirstOrDefault()?.Trim() ?? "";
        var path = frame.IndexOf(") in ", StringComparison.Ordinal);
        if (path >= 0) frame = frame.Substring(0, path + 1);
        return $"{cause.GetType().Name}: {fault.Message.Replace('\r', ' ').Replace('\n', ' ')} {frame}".Trim();
    }
}
