#!/bin/sh
# store.sh   sandyq-store over BENCH_DOCUMENTS (100000) documents with six
# figures each: the load against a bare insert of the same rows, the rules run
# again over all texts, and the time of every question in questions.txt.  RUNS turns of each question (3), one
# of the load.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(dirname "$here")
: "${BUILD:=$source/build}" "${RUNS:=3}" "${BENCH_DOCUMENTS:=100000}"
cache=${BENCH_CACHE:-$BUILD/bench/cache}
race=$BUILD/bench/race
export SANDYQ_CONFIG="$source/config/sandyq.yaml"
export SANDYQ_NOW=2026-03-01T06:00:00Z
mkdir -p "$cache"
history=$cache/history-$BENCH_DOCUMENTS.jsonl
db=$cache/bench.db
log=$cache/store.log
store="$BUILD/bin/sandyq-store --db $db"
: >"$log"

rows() {
	sqlite3 "$db" "SELECT count(*) FROM $1"
}

"$BUILD/bench/history" "$here/words.txt" "$BENCH_DOCUMENTS" >"$history.new"
mv "$history.new" "$history"

# The yardstick copies the rows of the database that the load leaves.
bare="$BUILD/bench/sqlite_bare"
copy=$cache/bare.db
facts=$((BENCH_DOCUMENTS * 6))
echo "== $BENCH_DOCUMENTS documents, $facts facts, $(du -m "$history" |
	cut -f1) MB of JSON Lines"
again="$BUILD/bin/sandyq-store --db $copy documents 2>>$log |
	$BUILD/bin/sandyq-extract - 2>>$log |
	$BUILD/bin/sandyq-normalize - 2>>$log |
	SANDYQ_NOW=2026-04-01T06:00:00Z $BUILD/bin/sandyq-store --db $copy load -"
"$race" -n 1 -b 4 -u "fact=$facts" \
	"sandyq-store load" "rm -f $db $db-*" \
	"exec $store load $history >/dev/null 2>>$log" \
	"sandyq-store load, nothing new" "" \
	"exec $store load $history >/dev/null 2>>$log" \
	"bare insert of the rows" "rm -f $copy $copy-*" \
	"exec $bare $db $copy" \
	"bare, constraints, indexes, words" "rm -f $copy $copy-*" \
	"exec $bare -i $db $copy" \
	"recompute, our rules" "rm -f $copy $copy-*; cp $db $copy" \
	"$again >/dev/null 2>>$log"
echo "stored: $(rows document) documents, $(rows fact) facts," \
	"$(rows observation) observations, $(du -m "$db" | cut -f1) MB"
echo

# One row a question: what it is called, then the words of the command.
set --
while IFS='	' read -r name words; do
	case $name in '' | '#'*) continue ;; esac
	verb=${words%% *}
	if $store --help | grep -q "^  $verb\\b"; then
		set -- "$@" "$name" "" "exec $store $words >/dev/null 2>>$log"
	else
		echo "bench-store: no verb $verb yet" >&2
	fi
done <"$here/questions.txt"
"$race" -n "$RUNS" "$@"
