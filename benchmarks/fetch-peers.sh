#!/bin/sh
# Fetches ONNX Runtime, a peer of the benchmarks, into benchmarks/.peers (git-ignored) and prints the path of its library.
# Needs npm; the package registry is whatever npm is configured to use.
set -eu

version=1.30.0
here=$(cd "$(dirname "$0")" && pwd)
peers="$here/.peers"

mkdir -p "$peers"
[ -f "$peers/package.json" ] || echo '{ "private": true }' > "$peers/package.json"

# The package's install script downloads GPU libraries, which no benchmark here uses.
npm install --prefix "$peers" --ignore-scripts --no-audit --no-fund --save-exact "onnxruntime-node@$version" >&2

case "$(uname -s)" in
  Linux) platform=linux name='libonnxruntime.so.1' ;;
  Darwin) platform=darwin name='libonnxruntime.1*.dylib' ;;
  *) platform=win32 name='onnxruntime.dll' ;;
esac
case "$(uname -m)" in
  aarch64 | arm64) architecture=arm64 ;;
  *) architecture=x64 ;;
esac

library=$(find "$peers/node_modules/onnxruntime-node/bin" -path "*/$platform/$architecture/*" -name "$name" | sort | head -n 1)
if [ -z "$library" ]; then
  echo "onnxruntime-node $version holds no library for $platform/$architecture" >&2
  exit 1
fi
echo "$library"
