using NetGen.Arm64.Tests.Toolchain;
using Xunit;

namespace NetGen.Arm64.Tests;

/// <summary>
/// Skips a test, with the reason, where the arm64 tools are missing. With <c>NETGEN_REQUIRE_ARM64=1</c>, which a build server
/// that has installed them sets, it fails instead, so that the tests cannot silently stop running there.
/// </summary>
public static class RequiresArm64
{
    public static void Tools()
    {
        if (Arm64Toolchain.Available(out var reason)) return;
        Skip(reason);
    }

    public static void LlvmMca()
    {
        Tools();
        if (Arm64Toolchain.Current.LlvmMca is null) Skip("missing llvm-mca (Debian package llvm)");
    }

    private static void Skip(string reason)
    {
        if (Environment.GetEnvironmentVariable("NETGEN_REQUIRE_ARM64") == "1")
            Assert.Fail($"NETGEN_REQUIRE_ARM64 is set, but the arm64 tests cannot run: {reason}.");
        Assert.Skip($"The arm64 tests cannot run: {reason}.");
    }
}
