#!/usr/bin/env bash
# Publishes the sample with NativeAOT and holds it against the same program under the JIT: a network trained by either answers the same in both.
# A program that only infers must not contain anything of training, nor what makes native programs large: LINQ and the building of types at run time.
# Needs a C compiler to link (gcc or clang). Usage: samples/Aot/compare.sh [instruction set, default x86-64-v3]
set -euo pipefail
cd "$(dirname "$0")"
instructions=${1:-x86-64-v3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
linker=$(command -v clang >/dev/null && echo clang || echo gcc)

dotnet build -c Release -v quiet -nologo
publish() { dotnet publish -c Release -v quiet -nologo -r linux-x64 -p:Native=true -p:CppCompilerAndLinker="$linker" -p:IlcInstructionSet="$instructions" "$@"; }
publish -o "$work/native"
publish -o "$work/inference" -p:InferenceOnly=true -p:IlcGenerateMapFile=true -p:IntermediateOutputPath="$work/obj/"
if grep -oE 'Name="[^"]*(Gradient|Trainer|Optimizer|Adam)[^"]*"' "$work/obj/native/Aot.map.xml"; then
    echo "the program that only infers contains training" >&2
    exit 1
fi
if grep -oE 'Name="(System_Linq|S_P_TypeLoader[A-Za-z_]*_TypeBuilder_)[^"]*"' "$work/obj/native/Aot.map.xml"; then
    echo "the program that only infers contains LINQ or builds types" >&2
    exit 1
fi

# The JIT takes the same instruction set as the native program, so that even the roundings agree.
jit() { DOTNET_EnableAVX512=$([ "$instructions" = x86-64-v3 ] && echo 0 || echo 1) dotnet bin/Release/net10.0/Aot.dll "$@"; }
native() { "$work/native/Aot" "$@"; }

echo "JIT:";                            jit "$work/jit.safetensors" > "$work/jit.txt"
echo "NativeAOT, the network it read:"; native "$work/jit.safetensors" > "$work/read.txt"
echo "NativeAOT, trained by itself:";   native "$work/native.safetensors" > "$work/trained.txt"
diff "$work/jit.txt" "$work/read.txt"
diff "$work/jit.txt" "$work/trained.txt"
cmp "$work/jit.safetensors" "$work/native.safetensors"
cat "$work/read.txt"

best=
for _ in 1 2 3 4 5 6 7 8 9 10; do
    start=$(date +%s%N); native "$work/jit.safetensors" > /dev/null 2>&1; end=$(date +%s%N)
    micro=$(((end - start) / 1000))
    if [ -z "$best" ] || [ "$micro" -lt "$best" ]; then best=$micro; fi
done
echo "identical outputs, also after training; binary $(stat -c %s "$work/native/Aot") bytes ($(stat -c %s "$work/inference/Aot") without training), whole process (load, ten inferences) $best us at best of 10"
