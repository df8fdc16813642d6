#!/usr/bin/env bash
# Installs a build and uses it as others would: consume.sh BUILD SOURCE WORK
# A program that codes a string is built twice, through the CMake package and through pkg-config, and each must find the
# casualty claim of the sentence. No option of ours (warnings, sanitizers) may reach it.
set -euo pipefail
build=$1 source=$2 work=$3
rm -rf "$work"
mkdir -p "$work"
exec > >(tee "$work/log") 2>&1
cmake --install "$build" --prefix "$work/prefix" >/dev/null
sentence=$(cat "$source/tests/consumer/sentence.txt")

check() {
  "$1" "$sentence" >"$work/claims.jsonl"
  grep -q '"kind": \?"casualty"' "$work/claims.jsonl" || { echo "$1 found no casualty claim:"; cat "$work/claims.jsonl"; exit 1; }
}

cmake -S "$source/tests/consumer" -B "$work/cmake" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_PREFIX_PATH="$work/prefix" \
  -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DSOURCE="$source/examples/code_a_string.cc" >/dev/null
cmake --build "$work/cmake"
check "$work/cmake/consumer"
! grep -E -- '-Werror|-Wshadow|-fsanitize' "$work/cmake/compile_commands.json" || { echo "our compiler options reach consumers"; exit 1; }

export PKG_CONFIG_PATH
PKG_CONFIG_PATH=$(dirname "$(find "$work/prefix" -name isnad.pc)")
# shellcheck disable=SC2046
c++ -std=c++20 "$source/examples/code_a_string.cc" -o "$work/by_pkg_config" $(pkg-config --cflags --libs isnad)
check "$work/by_pkg_config"

"$work/prefix/bin/isnad" --version
