#!/usr/bin/env bash
# The case runner must report what it is there for: case_runner_self.sh CASE_RUNNER
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/case_runner_data"
runner=$1 gaps=$(mktemp) failed=0
trap 'rm -f "$gaps"' EXIT

# expect FILE TEXT…: a run over FILE fails and prints every TEXT.
expect() {
  local file=$1 output text
  shift
  if output=$("$runner" "$gaps" "$file"); then echo "$file: the run did not fail"; failed=1; fi
  for text in "$@"; do
    [[ $output == *"$text"* ]] || { printf '%s: expected "%s" in:\n%s\n' "$file" "$text" "$output"; failed=1; }
  done
}

expect broken_quote.case "broken_quote.case:5: a string without its closing quote"
expect broken_kind.case "broken_kind.case:5: no kind is called quarrel"
expect broken_end.case "broken_end.case:4: the block ends before its first expectation"
expect broken_name.case "broken_name.case:11: a second case is called one"
expect broken_key.case "broken_key.case:5: no property is called colour"
expect outcomes.case "outcomes.case:14: missed" "outcomes.case:20: forbidden" "sentences 1" "1 passed, 2 failed, 0 known gaps"
printf '%s\n' "outcomes.case: met" "outcomes.case: missed" "outcomes.case: gone" >"$gaps"
expect outcomes.case "is met now" "there is no such case" "0 passed, 3 failed, 1 known gaps"
exit $failed
