#!/bin/sh
# store.sh   sandyq-store over BENCH_DOCUMENTS (100000) documents with six
# figures each: the load against a bare insert of the same rows, and the time
# of every question in questions.txt.  RUNS turns of each question (3), one
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

# The yardstick copies the rows of the database that the load left, so one
# load comes first.
rm -f "$db" "$db"-*
$store load "$history" >/dev/null 2>>"$log"
cp "$db" "$cache/rows.db"
facts=$(rows fact)
echo "== $(rows document) documents, $facts facts, $(rows observation)" \
	"observations; $(du -m "$history" | cut -f1) MB in," \
	"$(du -m "$db" | cut -f1) MB stored"
bare="$BUILD/bench/sqlite_bare"
clean="rm -f $cache/bare.db $cache/bare.db-*"
"$race" -n 1 -u "fact=$facts" \
	"bare insert of the rows" "$clean" \
	"exec $bare $cache/rows.db $cache/bare.db" \
	"bare insert, constraints, indexes" "$clean" \
	"exec $bare -i $cache/rows.db $cache/bare.db" \
	"sandyq-store load" "rm -f $db $db-*" \
	"exec $store load $history >/dev/null 2>>$log" \
	"sandyq-store load, nothing new" "" \
	"exec $store load $history >/dev/null 2>>$log"
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
