#!/bin/bash
# kill_store.sh [KILLS]   kills loads with SIGKILL at random moments and starts
# them again.  After each kill `check` must find nothing, and once all shards
# are through the database must say to the byte what an undisturbed one says.
# SEED repeats a sequence; COPIES is how many shards there are.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
: "${SANDYQ_SOURCE:=$(dirname "$(dirname "$here")")}"
: "${SANDYQ_BUILD:=$SANDYQ_SOURCE/build}" "${SEED:=$$}" "${COPIES:=6}"
kills=${1:-200}
RANDOM=$SEED
export SANDYQ_NOW=2026-03-01T06:00:00Z
export SANDYQ_CONFIG="$SANDYQ_SOURCE/config/sandyq.yaml"
golden=$SANDYQ_SOURCE/tests/golden/store
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
db=$work/killed.db
done_kills=0

fail() {
	echo "kill_store.sh: $* (SEED=$SEED, after $done_kills kills)" >&2
	exit 1
}

store() {
	"$SANDYQ_BUILD/bin/sandyq-store" --db "$@" 2>"$work/log"
}

# The scripted two years, once a shard, at addresses of its own.
shards_make() {
	local i
	for i in $(seq "$COPIES"); do
		jq -c --arg i "$i" '.url += "/" + $i' "$golden/two-years.jsonl" |
			jq -c -f "$golden/record.jq" >"$work/$i.jsonl"
	done
}

# All that can be asked of a database, but for its runs.
answers() {
	store "$1" export
	store "$1" facts --format csv
	store "$1" events --format csv
	store "$1" search моногород* --format csv
}

look() {
	# It may have been killed before there was a table.
	[ -s "$db" ] && [ "$(sqlite3 "$db" 'PRAGMA user_version')" -gt 0 ] ||
		return 0
	store "$db" check >"$work/check" ||
		fail "check: $(cat "$work/check" "$work/log")"
}

# Loads a shard, or kills the load; fails when it was killed.
try_load() {
	local pid
	# No function: the process itself is to be killed, not a shell around it.
	"$SANDYQ_BUILD/bin/sandyq-store" --db "$db" load "$work/$1.jsonl" \
		2>"$work/log" 3>&- &
	pid=$!
	sleep "$(printf '%d.%03d' $((RANDOM % span / 1000)) \
		$((RANDOM % span % 1000)))"
	if [ "$done_kills" -lt "$kills" ] && kill -9 "$pid" 2>/dev/null &&
		! wait "$pid" 2>/dev/null; then
		done_kills=$((done_kills + 1))
		return 1
	fi
	wait "$pid" || fail "load: $(tail -1 "$work/log")"
}

# A database from nothing to the end, through kills.
database_fill() {
	local i
	rm -f "$db" "$db"-*
	for i in $(seq "$COPIES"); do
		until try_load "$i"; do
			look
		done
	done
	look
	answers "$db" >"$work/answers"
	cmp "$work/whole" "$work/answers" || fail 'it says something else'
}

shards_make
began=$(date +%s%3N)
for i in $(seq "$COPIES"); do
	store "$work/whole.db" load "$work/$i.jsonl"
done
# A kill falls into a load, at its beginning or just behind its end.
span=$((($(date +%s%3N) - began) * 3 / 2 / COPIES + 10))
answers "$work/whole.db" >"$work/whole"
[ -s "$work/whole" ] || fail 'nothing was loaded'
filled=0
while [ "$done_kills" -lt "$kills" ]; do
	database_fill
	filled=$((filled + 1))
done
echo "$done_kills kills, $filled databases filled"
