#!/usr/bin/env bats
# The whole path over the demonstration newsrooms: crawl, extract, normalize,
# store, and the questions people ask.  The demonstration runs three times:
# at first, a day later when pages are due again, and right after that.

setup_file() {
	show first 2026-03-01T06:00:00Z
	show second 2026-03-02T07:00:00Z
	show third 2026-03-02T07:00:00Z
}

setup() {
	here=$BATS_FILE_TMPDIR
	truth=$SANDYQ_BUILD/newsroom/truth.jsonl
}

# show NAME TIME: a demonstration; keeps what it said and what was asked of
# the server.
show() {
	local data=$BATS_FILE_TMPDIR/data code=0
	rm -f "$data/access.log"
	SANDYQ_NOW=$2 "$SANDYQ_BIN/sandyq" \
	    -c "$SANDYQ_SOURCE/config/sandyq.yaml" --data "$data" demo \
	    >"$BATS_FILE_TMPDIR/$1" 2>"$BATS_FILE_TMPDIR/$1.log" 3>&- || code=$?
	echo $code >"$BATS_FILE_TMPDIR/$1.code"
	cp "$data/access.log" "$BATS_FILE_TMPDIR/$1.access"
}

# ask VERB...: an answer of the store as JSON Lines.
ask() {
	"$SANDYQ_BIN/sandyq" -c "$here/data/config/sandyq.yaml" \
	    --data "$here/data" "$@" --format jsonl 2>/dev/null
}

# What the articles say of a series: "date value outlet", as written there.
written() {
	jq -r --arg code "$1 " '(.figures[] | select(startswith($code)) |
	    ltrimstr($code)) as $value | [.date[:10], $value,
	    (.url | capture("http://(?<h>[a-z-]*)").h)] | join(" ")' \
	    "$truth" | sort
}

@test "every demonstration ends well and quietly" {
	for name in first second third; do
		echo "$name: $(cat "$here/$name.code")"
		cat "$here/$name.log"
		[ "$(cat "$here/$name.code")" -eq 0 ]
		[ ! -s "$here/$name.log" ]
	done
}

@test "each demonstration plays a day later than the one before" {
	local data=$BATS_TEST_TMPDIR/data day
	for day in 2026-03-01 2026-03-02; do
		env -u SANDYQ_NOW "$SANDYQ_BIN/sandyq" \
		    -c "$SANDYQ_SOURCE/config/sandyq.yaml" --data "$data" demo \
		    >/dev/null 3>&-
		"$SANDYQ_BIN/sandyq-crawl" -c "$data/config/sandyq.yaml" \
		    --data "$data" status --format json 2>/dev/null |
		    jq -e --arg day "$day" \
		    'all(.[]; .last_run | startswith($day + "T06:00:"))'
	done
}

@test "every article is fetched, and nothing that robots.txt closes" {
	jq -r '.url | capture("http://(?<h>[^/]*)(?<p>.*)") |
	    "GET \(.h) \(.p) 200"' "$truth" | sort >"$BATS_TEST_TMPDIR/wanted"
	sort "$here/first.access" | comm -13 - "$BATS_TEST_TMPDIR/wanted" \
	    >"$BATS_TEST_TMPDIR/missed"
	cat "$BATS_TEST_TMPDIR/missed"
	[ ! -s "$BATS_TEST_TMPDIR/missed" ]
	[ "$(wc -l <"$SANDYQ_BUILD/newsroom/closed.txt")" -ge 3 ]
	run grep -hE ' (/print/|/go/|/ru/drafts/|/adv/|/jabyq/|/tag/)' \
	    "$here"/*.access
	[ "$status" -eq 1 ]
}

@test "every article is a document, and nothing else is" {
	ask sql 'SELECT url FROM document' | jq -r .url | sort \
	    >"$BATS_TEST_TMPDIR/stored"
	jq -r .url "$truth" | sort | diff - "$BATS_TEST_TMPDIR/stored"
}

@test "the count of monotowns is read from every article that tells it" {
	ask series monotown.count | jq -r '[.date, .value, .source] |
	    join(" ")' | sort >"$BATS_TEST_TMPDIR/series"
	written monotown.count | diff - "$BATS_TEST_TMPDIR/series"
}

@test "the series shows 27, then 20, with outlets and sentences" {
	grep -A1 '^2023-02-16 *27 .* dala-habar' "$here/first" |
	    grep -q 'Сейчас в Казахстане 27 моногородов.'
	grep -A2 '^2023-03-29 *27 .* zhetisu-post' "$here/first" |
	    grep -q 'Қазақстанда 27 моноқала бар.'
	grep -A1 '^2026-01-20 .*20 .* dala-habar' "$here/first" |
	    grep -q 'уменьшилось с 27 до 20'
	grep -A1 '^2026-01-21 .*20 .* dala-habar' "$here/first" |
	    grep -q '27-ден 20-ға дейін қысқарды'
	grep -A1 '^2026-02-05 *20 .* zhetisu-post' "$here/first" |
	    grep -q 'Сегодня в Казахстане 20 моногородов'
}

@test "exactly one change is told: 27 to 20, by the agency" {
	run bash -c "$(declare -f ask); here=$here
	    ask changes monotown.count | jq -rc 'select(.kind == \"moved\" or
	    .kind == \"stated\") | [.date, .old, .new, .source]'"
	[ "$output" = '["2026-01-20",27,20,"dala-habar"]' ]
}

@test "the outlet that repeats the old number is called stale" {
	run bash -c "$(declare -f ask); here=$here
	    ask changes monotown.count | jq -rc 'select(.kind == \"stale\") |
	    [.date, .value, .source]'"
	[ "$output" = '["2026-02-12",27,"qala"]' ]
	ask series monotown.count | jq -r 'select(.status == "line") | .value' |
	    paste -sd ' ' | grep -qx '27 20'
}

# A sentence that says "in them" and not "in the monotowns" is not told by
# its own words; so not every article is heard, but none is misheard.
@test "people, enterprises and share of monotowns are followed as well" {
	for code in population enterprises industry_share; do
		ask series "monotown.$code" |
		    jq -r '[.date, .value, .source] | join(" ")' | sort -u \
		    >"$BATS_TEST_TMPDIR/series"
		run comm -13 <(written "monotown.$code") "$BATS_TEST_TMPDIR/series"
		echo "$code: $output"
		[ -z "$output" ]
	done
	grep -q ' 36 dala-habar' "$BATS_TEST_TMPDIR/series"
	ask changes monotown.enterprises | jq -rc 'select(.kind == "moved") |
	    [.date, .old, .new, .source]' |
	    grep -qx '\["2026-01-20",32,16,"dala-habar"\]'
}

@test "every sentence stands in the text it is said to come from" {
	ask check
	jq -r '.text[]' "$truth" >"$BATS_TEST_TMPDIR/text"
	ask series monotown.count | jq -r .sentence >"$BATS_TEST_TMPDIR/said"
	[ -s "$BATS_TEST_TMPDIR/said" ]
	while IFS= read -r sentence; do
		grep -qF -- "$sentence" "$BATS_TEST_TMPDIR/text"
	done <"$BATS_TEST_TMPDIR/said"
}

@test "a second demonstration asks on condition and is told: unchanged" {
	[ "$(grep -c ' 304$' "$here/second.access")" -ge 37 ]
	run grep -v ' 304$' "$here/second.access"
	[ -z "$output" ]
	grep -qE '^sandyq: 0 pages fetched, [0-9]+ unchanged; 0 documents, 0 new facts, 0 changes$' \
	    "$here/second"
}

@test "a third one right after it adds nothing either" {
	grep -qE '^sandyq: 0 pages fetched, .*; 0 documents, 0 new facts, 0 changes$' \
	    "$here/third"
	diff <(grep -v '^sandyq:' "$here/first") \
	    <(grep -v '^sandyq:' "$here/third")
}

@test "the first demonstration tells what it brought" {
	grep -qE '^sandyq: 37 pages fetched, 0 unchanged; 37 documents, [1-9][0-9]+ new facts, [1-9][0-9]* changes$' \
	    "$here/first"
}

@test "no server is left behind" {
	run grep -ls -- "$here/data/access.log" /proc/[0-9]*/cmdline
	[ -z "$output" ]
}
