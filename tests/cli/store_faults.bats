#!/usr/bin/env bats
# The store when the world is against it: kills, full and read-only disks,
# many at once, a clock that goes back.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	golden=$SANDYQ_SOURCE/tests/golden/store
	db=s.db
}

store() {
	"$SANDYQ_BIN/sandyq-store" -c "$SANDYQ_SOURCE/config/sandyq.yaml" \
	    --db "$db" "$@"
}

ask() {
	store "$@" 2>/dev/null
}

# pages COPIES: the scripted two years, each copy at addresses of its own.
pages() {
	for i in $(seq "$1"); do
		jq -c --arg i "$i" '.url += "/" + $i' "$golden/two-years.jsonl"
	done | jq -c -f "$golden/record.jq"
}

# on_small_disk SIZE SCRIPT: with a file system of its own in disk/, which
# nobody else sees.
on_small_disk() {
	unshare -m true 2>/dev/null || skip 'no mounting here'
	mkdir disk
	export -f store ask
	db=disk/s.db run unshare -m bash -eu -c \
	    "export db; mount -t tmpfs -o size=$1 tmpfs disk; $2"
	echo "$output"
}

# Asks until the file `stop` is there; each question must be answered.
read_on() {
	until [ -e stop ]; do
		ask series monotown.count >/dev/null || return 1
		ask status >/dev/null || return 1
	done
}

@test "loads killed at random moments end as if undisturbed" {
	COPIES=3 run bash "$SANDYQ_SOURCE/tests/fault/kill_store.sh" 8
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *'8 kills'* ]]
}

@test "a full disk is told, and with room a load again completes" {
	pages 10 >many.jsonl
	db=whole.db ask load many.jsonl
	db=whole.db ask export >whole
	on_small_disk 1m '
		store load many.jsonl && exit 9
		mount -o remount,size=64m disk
		store load many.jsonl
		ask check
		ask export | cmp whole -'
	[ "$status" -eq 0 ]
	[[ $output == *'the disk is full'* ]]
}

# A slow load commits once a second, so that some of it may be in already.
@test "a disk that fills in a later load costs that one alone" {
	pages 1 >few.jsonl
	pages 30 | tail -n +63 >more.jsonl
	db=whole.db ask load few.jsonl
	db=whole.db ask load more.jsonl
	db=whole.db ask facts --format csv >whole
	on_small_disk 2m '
		store load few.jsonl
		ask facts --format csv >few
		store load more.jsonl && exit 9
		ask check
		ask facts --format csv | cut -d, -f1 >then
		cut -d, -f1 few | grep -vxFf then && exit 9
		mount -o remount,size=64m disk
		store load more.jsonl
		ask check
		ask facts --format csv | cmp whole -'
	[ "$status" -eq 0 ]
	[[ $output == *'the disk is full'* ]]
}

@test "what cannot be written is told, and left as it was" {
	pages 1 >few.jsonl
	on_small_disk 16m '
		ask load few.jsonl
		sha256sum disk/s.db >before
		mount -o remount,ro disk
		store load few.jsonl && exit 9
		sha256sum -c --quiet before'
	[ "$status" -eq 0 ]
	[[ $output == *'must be writable'* ]]
}

@test "two loaders and four readers at once never fail" {
	pages 20 >many.jsonl
	split -n l/2 many.jsonl half.
	head -n 1 many.jsonl | ask load
	loaders="" readers="" failed=""
	for half in half.aa half.ab; do
		ask load "$half" 3>&- &
		loaders="$loaders $!"
	done
	for _ in 1 2 3 4; do
		read_on 3>&- &
		readers="$readers $!"
	done
	for pid in $loaders; do
		wait "$pid" || failed="$failed loader"
	done
	touch stop
	for pid in $readers; do
		wait "$pid" || failed="$failed reader"
	done
	[ -z "$failed" ]
	ask check
	[ "$(ask sql 'SELECT count(*) AS n FROM document' --format jsonl |
	    jq .n)" -eq "$(jq -r .url many.jsonl | sort -u | wc -l)" ]
}

@test "a writer that is kept out says to try again later" {
	[ -n "${SLOW:-}" ] || skip 'waits half a minute; SLOW=1 does'
	pages 1 >few.jsonl
	ask load few.jsonl
	{
		echo 'BEGIN IMMEDIATE;'
		sleep 40
	} | sqlite3 s.db 3>&- &
	sleep 1
	run store load few.jsonl
	kill %1
	[ "$status" -eq 75 ]
	[[ $output == *'locked by another program, try again later'* ]]
}

@test "a clock that went back is told, and nothing is lost" {
	pages 1 >second.jsonl
	head -n 20 second.jsonl >first.jsonl
	jq -c '.ruleset = "r2"
	    | .facts |= map(.value += 1 | .low = null | .high = null)' \
	    first.jsonl >reread.jsonl
	SANDYQ_NOW=2026-03-01T06:00:00Z ask load first.jsonl
	export SANDYQ_NOW=2026-02-28T23:00:00Z
	run store load reread.jsonl second.jsonl
	[ "$status" -eq 0 ]
	[[ $output == *"event=clock_back now=$SANDYQ_NOW"* ]]
	[[ $output == *recorded_at=2026-03-01T06:00:00Z* ]]
	[[ $output == *' bad=0 '* ]]
	ask check
	[ "$(ask sql 'SELECT min(recorded_at)=max(recorded_at) AS one
	    FROM reading' --format jsonl | jq .one)" -eq 1 ]
	[ "$(ask sql 'SELECT count(*) AS n FROM run
	    WHERE finished_at<started_at' --format jsonl | jq .n)" -eq 0 ]
}

@test "a judgement never comes before what was recorded" {
	pages 1 >pages.jsonl
	SANDYQ_NOW=2026-03-01T06:00:00Z ask load pages.jsonl
	anchor=$(jq -r '.facts[] | select(.indicator) | .anchor' pages.jsonl |
	    head -n 1)
	[ -n "$anchor" ]
	export SANDYQ_NOW=2026-02-01T00:00:00Z
	run store judge "$anchor" --verdict wrong --who Aliya --why typo
	[ "$status" -eq 0 ]
	[[ $output == *"event=clock_back now=$SANDYQ_NOW"* ]]
	SANDYQ_NOW=2026-04-01T06:00:00Z ask judge "$anchor" --verdict none
	# And a load not before what was judged.
	jq -c '.ruleset = "r2" | .facts = []' pages.jsonl | ask load
	[ "$(ask judge --format jsonl |
	    jq -r '[.recorded_at, .recorded_until] | join(" ")')" = \
	    "2026-03-01T06:00:00Z 2026-04-01T06:00:00Z" ]
	[ "$(ask sql "SELECT count(*) AS n FROM reading
	    WHERE recorded_at<'2026-04-01' AND recorded_until<'2026-04-01'" \
	    --format jsonl | jq .n)" -eq 0 ]
	[ "$(ask sql "SELECT count(*) AS n FROM event a JOIN event b
	    ON b.event_id=a.event_id+1 WHERE b.recorded_at<a.recorded_at" \
	    --format jsonl | jq .n)" -eq 0 ]
}

@test "a series that the configuration no longer has can still be asked" {
	cp -R "$SANDYQ_SOURCE/config" config
	pages 1 >few.jsonl
	ask load few.jsonl
	ask series monotown.count --format csv >before
	[ -s before ]
	rm config/indicators/*
	run "$SANDYQ_BIN/sandyq-store" -c config/sandyq.yaml --db s.db \
	    load few.jsonl
	[ "$status" -eq 0 ]
	[[ $output == *"event=indicator_retired code=monotown.count "* ]]
	[ "$(ask sql "SELECT retired_at FROM indicator
	    WHERE code='monotown.count'" --format csv | tail -n 1 |
	    tr -d '\r')" = "$SANDYQ_NOW" ]
	ask series monotown.count --format csv | cmp before -
	# Told once; and no more so when it is back.
	run "$SANDYQ_BIN/sandyq-store" -c config/sandyq.yaml --db s.db \
	    load few.jsonl
	[[ $output != *indicator_retired* ]]
	ask load few.jsonl
	[ "$(ask sql "SELECT count(*) AS n FROM indicator
	    WHERE code='monotown.count' AND retired_at IS NULL" \
	    --format jsonl | jq .n)" -eq 1 ]
	ask check
}
