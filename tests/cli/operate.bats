#!/usr/bin/env bats
# Running for years: the two halves of a run, what a monitor asks, old
# archives, units for systemd, and a copy that can be restored.
bats_require_minimum_version 1.5.0

setup_file() {
	export data=$BATS_FILE_TMPDIR/data
	SANDYQ_NOW=2026-03-01T06:00:00Z "$SANDYQ_BIN/sandyq" \
	    -c "$SANDYQ_SOURCE/config/sandyq.yaml" --data "$data" demo \
	    >/dev/null 3>&-
}

sandyq() {
	"$SANDYQ_BIN/sandyq" -c "$data/config/sandyq.yaml" --data "$data" "$@" \
	    2>"$BATS_TEST_TMPDIR/log"
}

@test "the halves of a run are a run" {
	local whole=$data halved=$BATS_TEST_TMPDIR/halved
	# The same archives, a database of their own.
	mkdir "$halved"
	cp -r "$whole/warc" "$whole/config" "$halved"
	data=$halved
	run sandyq run load
	[ "$status" -eq 0 ]
	[[ $output == *'37 documents'* ]]
	sandyq export >"$BATS_TEST_TMPDIR/halved.csv"
	data=$whole
	sandyq export | sed 's/,2026-03-01T06:00:[0-9]*Z//' \
	    >"$BATS_TEST_TMPDIR/whole.csv"
	sed -i 's/,2026-03-01T06:00:[0-9]*Z//' "$BATS_TEST_TMPDIR/halved.csv"
	diff "$BATS_TEST_TMPDIR/whole.csv" "$BATS_TEST_TMPDIR/halved.csv"
	run sandyq run sideways
	[ "$status" -eq 2 ]
}

@test "a run that loads waits for nobody" {
	exec 8>>"$data/lock"
	flock 8
	run sandyq run load
	exec 8>&-
	[ "$status" -eq 75 ]
}

@test "status tells a monitor of a site that went silent" {
	SANDYQ_NOW=2026-03-02T06:00:00Z run sandyq status --exit-code
	[ "$status" -eq 0 ]
	SANDYQ_NOW=2026-03-05T06:00:00Z run sandyq status --exit-code
	[ "$status" -eq 4 ]
	[ "$(grep -c '^attention: [a-z-]* has not answered since 2026-03-01T' \
	    <<<"$output")" -eq 3 ]
	SANDYQ_NOW=2026-03-05T06:00:00Z run sandyq status --exit-code --days 9
	[ "$status" -eq 0 ]
	SANDYQ_NOW=2026-03-05T06:00:00Z run sandyq status
	[ "$status" -eq 0 ]
}

@test "status says where nothing is yet" {
	run "$SANDYQ_BIN/sandyq" -c "$data/config/sandyq.yaml" \
	    --data "$BATS_TEST_TMPDIR/none" status
	[ "$status" -eq 1 ]
	[ "$output" = "sandyq: nothing is in $BATS_TEST_TMPDIR/none yet; sandyq run fetches it" ]
	[ ! -e "$BATS_TEST_TMPDIR/none" ]
}

@test "status tells a monitor of an archive that is not loaded" {
	cp "$(ls "$data"/warc/*.warc.gz)" \
	    "$data/warc/sandyq-20260220000000-00009.warc.gz"
	run sandyq status --exit-code
	rm "$data/warc/sandyq-20260220000000-00009.warc.gz"
	[ "$status" -eq 4 ]
	[[ $output == *'attention: sandyq-20260220000000-00009.warc.gz is not'* ]]
}

@test "prune takes what is old and loaded, and nothing else" {
	local copy=$BATS_TEST_TMPDIR/data name
	cp -r "$data" "$copy"
	data=$copy
	name=$(cd "$copy/warc" && ls -- *.warc.gz)
	cp "$copy/warc/$name" "$copy/warc/sandyq-20200101000000-00001.warc.gz"
	cp "$copy/warc/$name" "$copy/warc/notes.warc.gz"
	SANDYQ_NOW=2026-03-11T06:00:00Z
	run sandyq prune --warc-older-than 30
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	run sandyq prune --warc-older-than 9 --dry-run
	[ "$output" = "$name" ]
	[ -e "$copy/warc/$name" ]
	run sandyq prune --warc-older-than 9
	[ "$output" = "$name" ]
	[ "$(ls "$copy/warc")" = notes.warc.gz$'\n'sandyq-20200101000000-00001.warc.gz ]
	[[ $(<"$BATS_TEST_TMPDIR/log") == *20200101000000*'not loaded: kept'* ]]
	run sandyq series monotown.count
	[[ $output == *'27 -> 20'* ]]
	for days in '' -1 x 9999999; do
		run sandyq prune --warc-older-than "$days"
		[ "$status" -eq 2 ]
	done
}

@test "a published copy answers where the data is lost" {
	local lost=$BATS_TEST_TMPDIR/lost
	sandyq publish "$BATS_TEST_TMPDIR/backup.db"
	sandyq series monotown.count >"$BATS_TEST_TMPDIR/before"
	mkdir "$lost"
	install -m 644 "$BATS_TEST_TMPDIR/backup.db" "$lost/sandyq.db"
	cp -r "$data/config" "$data/warc" "$lost"
	data=$lost
	sandyq series monotown.count | diff "$BATS_TEST_TMPDIR/before" -
	sandyq check >/dev/null
	# The copy knows what was loaded: nothing is loaded again.
	run sandyq run load
	[[ $output == *' 0 documents, 0 new facts, 0 changes' ]]
}

# The number systemd gives a unit: 0 is all closed, 10 all open.
exposure() {
	sed "s|@BIN@|$SANDYQ_BIN|" "$SANDYQ_SOURCE/config/systemd/$1" \
	    >"$BATS_TEST_TMPDIR/$1"
	systemd-analyze verify "$BATS_TEST_TMPDIR/$1" 2>&1 |
	    grep -v "Command 'man " >"$BATS_TEST_TMPDIR/wrong" || true
	cat "$BATS_TEST_TMPDIR/wrong" >&2
	[ ! -s "$BATS_TEST_TMPDIR/wrong" ] || return 1
	systemd-analyze security --offline=true "$BATS_TEST_TMPDIR/$1" |
	    sed -n 's/.*exposure level.*: \([0-9.]*\).*/\1/p'
}

@test "the units are whole, and closed as far as they go" {
	command -v systemd-analyze >/dev/null || skip 'no systemd-analyze'
	awk "BEGIN { exit !($(exposure sandyq-crawl.service) <= 1.5) }"
	awk "BEGIN { exit !($(exposure sandyq-load.service) <= 0.6) }"
	for timer in "$SANDYQ_SOURCE"/config/systemd/*.timer; do
		systemd-analyze calendar \
		    "$(sed -n 's/^OnCalendar=//p' "$timer")" >/dev/null
	done
}
