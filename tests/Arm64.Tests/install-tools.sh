#!/usr/bin/env bash
# Installs what the arm64 tests need and this machine lacks, from Debian's packages.
# Ends with 0 when everything is there, or when it cannot be installed here (the tests are then skipped and say why);
# with an error only when installing was possible and failed.
set -u

# program and the package that brings it; the C library for the cross compiler is known by a file.
needed=(
    "qemu-aarch64-static qemu-user-static"
    "aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu"
    "aarch64-linux-gnu-objdump binutils-aarch64-linux-gnu"
    "/usr/aarch64-linux-gnu/lib/libc.a libc6-dev-arm64-cross"
    "llvm-mca llvm"
)

missing() {
    local entry
    for entry in "${needed[@]}"; do
        local probe=${entry% *} package=${entry#* }
        case $probe in
            /*) [ -e "$probe" ] || echo "$package" ;;
            *) command -v "$probe" > /dev/null || echo "$package" ;;
        esac
    done
}

give_up() {
    echo "The arm64 tests will be skipped: missing $(echo $packages), and $1."
    exit 0
}

packages=$(missing)
[ -z "$packages" ] && exit 0
[ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || give_up "they run on x64 Linux only, not on $(uname -s) $(uname -m)"
command -v apt-get > /dev/null || give_up "there is no apt-get here to install it"
[ "$(id -u)" -eq 0 ] || give_up "installing it takes root (sudo $0)"

export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
# One package name a line, so unquoted on purpose.
if apt-get update > "$log" 2>&1 && apt-get install -y --no-install-recommends $packages >> "$log" 2>&1 && [ -z "$(missing)" ]; then
    echo "Installed for the arm64 tests:" $packages
    rm -f "$log"
else
    cat "$log" >&2
    echo "Installing" $packages "failed." >&2
    exit 1
fi
