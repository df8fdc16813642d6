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

# The model `report` is trained on these sentences, so each fifth of the articles is coded by a program whose model has not seen it.
folds=5

train_folds() {
  local fold
  for ((fold = 0; fold < folds; fold++)); do
    mkdir -p "$work/fold$fold"
    cp models/*.model "$work/fold$fold"
    python3 tools/gsr_sentences.py ASSAULT "$shared/eval/gsr/assault_dev.csv" PROTEST "$shared/eval/gsr/protest_dev.csv" \
      --fold "$fold/$folds" >"$work/fold$fold/lines.tsv"
    "$isnad" train report --from "$work/fold$fold/lines.tsv" --to "$work/fold$fold/report.model" >&2
  done
}

# Lines whose article (doc_id up to its last dash) lies in fold $1, as tools/gsr_sentences.py divides them.
in_fold() {
  python3 -c 'import json, sys; sys.path.insert(0, "tools"); from gsr_sentences import in_fold
for line in sys.stdin: in_fold(json.loads(line)["doc_id"], sys.argv[1]) and sys.stdout.write(line)' "$1/$folds"
}

sentences() {  # NAME RECORDS TYPE: after train_folds
  local fold
  python3 "$shared/eval/gsr.py" documents "$2" >"$work/$1.texts.jsonl"
  for ((fold = 0; fold < folds; fold++)); do
    in_fold "$fold" <"$work/$1.texts.jsonl" | "$isnad" code --models "$work/fold$fold" -
  done >"$work/$1.jsonl"
  python3 "$shared/eval/gsr.py" score "$2" "$work/$1.jsonl" --type "$3" | report "sentences $3"
}

layers() {  # TASK GOLD [NAME]
  local name=${3:-$1}
  python3 "$shared/eval/analysis.py" documents "$1" "$2" >"$work/$name.texts.jsonl"
  "$isnad" analyze --format json "$work/$name.texts.jsonl" >"$work/$name.jsonl"
  python3 "$shared/eval/analysis.py" score "$1" "$2" "$work/$name.jsonl" | report "$name"
}

# Features of words: by models that have not seen the last fifth of the treebank.
features() {
  mkdir -p "$work/features"
  cp models/*.model "$work/features"
  python3 tools/score_features.py --split "$shared/data/treebank/pud.conllu" "$work/features"
  local model
  for model in tagger number state; do
    "$isnad" train "$model" --from "$work/features/train.conllu" --models "$work/features" --to "$work/features/$model.model" >&2
  done
  "$isnad" analyze --format conllu --models "$work/features" "$work/features/test.jsonl" >"$work/features/test.found.conllu"
  python3 tools/score_features.py "$work/features/test.conllu" "$work/features/test.found.conllu" | report features
}

for name in seed dev; do
  claims $name "$shared/gold/$name.jsonl"
  incidents $name "$shared/gold/$name.jsonl"
done
train_folds
sentences gsr_assault "$shared/eval/gsr/assault_dev.csv" ASSAULT
sentences gsr_protest "$shared/eval/gsr/protest_dev.csv" PROTEST
"$isnad" code --format docs "$shared/eval/tolls/dev.jsonl" >"$work/tolls.jsonl"
python3 "$(dirname "$0")/score_tolls.py" "$shared/eval/tolls/dev.jsonl" "$work/tolls.jsonl" | report tolls
layers numbers "$shared/eval/numbers/dev.jsonl"
layers dates "$shared/eval/dates/dev.jsonl"
features
layers segmentation "$shared/data/segmentation/padt_dev.tsv" segmentation_padt
layers names "$shared/data/names/anercorp_train.txt" names_anercorp
