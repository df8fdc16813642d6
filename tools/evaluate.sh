#!/usr/bin/env bash
# All development figures of docs/evaluation.md: evaluate.sh ISNAD SHARED [WORK]
#
# Codes or analyses the annotated texts in SHARED with the program ISNAD and prints, a line for each measurement, its name
# and the JSON of its scorer. What the program wrote stays in WORK (default build/eval).
set -euo pipefail
isnad=$1 shared=$2 work=${3:-build/eval}
export PYTHONDONTWRITEBYTECODE=1
mkdir -p "$work"

report() { printf '%-22s %s\n' "$1" "$(tr -d '\n' | tr -s ' ')"; }

claims() {  # NAME GOLD
  "$isnad" code --format docs "$2" >"$work/$1.jsonl"
  python3 "$shared/eval/score_claims.py" "$2" "$work/$1.jsonl" | report "claims $1"
}

incidents() {  # NAME GOLD: after claims NAME
  "$isnad" fuse --format docs "$work/$1.jsonl" >"$work/$1.fused.jsonl"
  python3 "$shared/eval/score_incidents.py" "$2" "$work/$1.fused.jsonl" | report "incidents $1"
}

sentences() {  # NAME RECORDS TYPE
  python3 "$shared/eval/gsr.py" documents "$2" >"$work/$1.texts.jsonl"
  "$isnad" code "$work/$1.texts.jsonl" >"$work/$1.jsonl"
  python3 "$shared/eval/gsr.py" score "$2" "$work/$1.jsonl" --type "$3" | report "sentences $3"
}

layers() {  # TASK GOLD [NAME]
  local name=${3:-$1}
  python3 "$shared/eval/analysis.py" documents "$1" "$2" >"$work/$name.texts.jsonl"
  "$isnad" analyze --format json "$work/$name.texts.jsonl" >"$work/$name.jsonl"
  python3 "$shared/eval/analysis.py" score "$1" "$2" "$work/$name.jsonl" | report "$name"
}

for name in seed dev; do
  claims $name "$shared/gold/$name.jsonl"
  incidents $name "$shared/gold/$name.jsonl"
done
sentences gsr_assault "$shared/eval/gsr/assault_dev.csv" ASSAULT
sentences gsr_protest "$shared/eval/gsr/protest_dev.csv" PROTEST
"$isnad" code --format docs "$shared/eval/tolls/dev.jsonl" >"$work/tolls.jsonl"
python3 "$(dirname "$0")/score_tolls.py" "$shared/eval/tolls/dev.jsonl" "$work/tolls.jsonl" | report tolls
layers numbers "$shared/eval/numbers/dev.jsonl"
layers dates "$shared/eval/dates/dev.jsonl"
layers segmentation "$shared/data/segmentation/padt_dev.tsv" segmentation_padt
layers names "$shared/data/names/anercorp_train.txt" names_anercorp
