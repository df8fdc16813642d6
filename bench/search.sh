#!/usr/bin/env bash
# Search over COUNT documents (default 100,000) made of the reports in FILE, each with a number of its own:
#   bench/search.sh build/release FILE [COUNT]
set -euo pipefail
build=$1 file=$2 count=${3:-100000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 - "$file" "$count" >"$folder/many.jsonl" <<'PYTHON'
import itertools, json, sys
documents = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
for number, document in zip(range(int(sys.argv[2])), itertools.cycle(documents)):
    text = " ".join(document["text"].split()[:60])
    print(json.dumps({"doc_id": str(number), "outlet": document.get("outlet") or "", "title": document.get("title") or "",
                      "published": f"{2010 + number % 10}-{number % 12 + 1:02}-{number % 28 + 1:02}", "text": f"{text} {number}"}))
PYTHON
"$build/isnad" ingest --no-incidents "$folder/many.db" "$folder/many.jsonl"
"$build/bench/isnad_search_bench" "$folder/many.db" $(cut -f1 "$(dirname "$0")/search_words.txt")
