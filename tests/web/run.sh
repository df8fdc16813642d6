#!/usr/bin/env bash
# The page in a browser: run.sh PROGRAM [NAME]; NAME: only tests whose name matches. Needs node, Debian's chromium and the packages of web/; without one of them, or when the
# program was built without its page, the suite is skipped and says why. The last line is "N passed, N failed".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export ISNAD_PROGRAM=$1

skip() { printf 'skipped: %s\n' "$*"; exit 77; }
command -v node >/dev/null || skip "node is missing: ./run setup web"
command -v "${ISNAD_CHROMIUM:=chromium}" >/dev/null || skip "chromium is missing: ./run setup web"
export ISNAD_CHROMIUM=$(command -v "$ISNAD_CHROMIUM")
[[ -d web/node_modules/playwright-core ]] || skip "the packages of the page are missing: ./run web"
[[ -f web/dist/index.html ]] || skip "the page is not built: ./run web, then build the program again"

said=$(mktemp)
trap 'rm -f "$said"' EXIT
node --test --test-concurrency=1 --test-reporter=tap ${2+--test-name-pattern="$2"} tests/web/*.test.mjs | tee "$said" |
  grep -vE '^ *(duration_ms|---|\.\.\.|# Subtest|1\.\.)|type: '
status=${PIPESTATUS[0]}
printf '%d passed, %d failed\n' "$(grep -E '^ *ok ' "$said" | grep -cv '# SKIP')" "$(grep -cE '^ *not ok ' "$said")"
exit "$status"
