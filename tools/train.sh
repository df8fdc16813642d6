#!/usr/bin/env bash
# Trains the models again: train.sh BUILD SHARED [MODEL]...
#
# How each is made is the rows `command...` of its card, docs/models/MODEL.md. Models that others build on come first, and the
# program is linked with what a row made before the next is run.
set -euo pipefail
build=$1 shared=$2
shift 2
(($#)) || set -- $(cat "$(dirname "$0")/models.txt")

rebuild() { cmake --build "$build" --target isnad_program >/dev/null; }

for model in "$@"; do
  commands=$(sed -n 's/^| command[^|]*| `\(.*\)` *|$/\1/p' "docs/models/$model.md" | sed 's/\\|/|/g')
  [[ -n $commands ]] || { echo "docs/models/$model.md has no command" >&2; exit 2; }
  printf '\n== Training %s\n' "$model" >&2
  while IFS= read -r command; do
    rebuild
    PATH="$PWD/$build:$PATH" bash -euo pipefail -c "${command//..\/shared/$shared}" </dev/null
  done <<<"$commands"
done
rebuild
