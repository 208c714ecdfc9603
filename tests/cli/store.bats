#!/usr/bin/env bats
# The store from outside: what goes in stays whole, what comes out is true.
bats_require_minimum_version 1.5.0
source "$SANDYQ_SOURCE/tests/wait.bash"

setup() {
	cd "$BATS_TEST_TMPDIR"
	golden=$SANDYQ_SOURCE/tests/golden/store
	mkdir sites indicators
	cp "$SANDYQ_SOURCE/config/sandyq.yaml" "$SANDYQ_SOURCE/config/speakers.yaml" "$SANDYQ_SOURCE/config/places.yaml" .
	printf '%s\n' 'code: qala' 'name: Қала' 'home: https://qala.example/' \
	    'kind: media' >sites/qala.yaml
	printf '%s\n' 'indicators:' '  - code: monotown.count' \
	    '    title_ru: Число моногородов' '    title_kk: Моноқалалар саны' \
	    '    title_en: Monotowns' '    kind: stock' '    fact: count' \
	    '    noun: моногород' \
	    >indicators/monotown.yaml
	pages <"$golden/history.jsonl" >history.jsonl
}

# Short notes to records.
pages() {
	jq -c -f "$golden/record.jq"
}

store() {
	"$SANDYQ_BIN/sandyq-store" -c sandyq.yaml --db s.db "$@"
}

# An answer without the log.
ask() {
	store "$@" 2>/dev/null
}

# knows N: whether there are so many figures.
knows() {
	[ "$(ask facts --format jsonl | wc -l)" -eq "$1" ]
}

dump() {
	sqlite3 s.db .dump
}

load_notes() {
	pages | ask load
}

@test "the repeated old number is stale and there is one change" {
	store load history.jsonl
	run ask series monotown.count --format jsonl
	[ "$(jq -r '[.date, .value, .status, .source] | join(" ")' \
	    <<<"$output")" = "2023-05-04 27 line qala
2024-03-11 27 repeat zhetisu
2026-02-03 20 line qala
2026-02-04 20 repeat dala
2026-02-10 27 stale zhetisu
2026-02-20 20 repeat qala" ]
	run ask changes --format jsonl
	[ "$(jq -r '[.date, .kind, .old, .new, .source, .stated] | join(" ")' \
	    <<<"$output")" = "2026-02-03 moved 27 20 qala yes
2026-02-10 stale 27 20 zhetisu no" ]
	[ "$(ask changes | grep -c -- '27 -> 20')" -eq 1 ]
	run ! grep -q -- '20 -> 27' <(ask changes)
}

@test "any order of loading tells the same" {
	ask load history.jsonl
	ask series monotown.count --format jsonl | jq -c 'del(.story)' >one
	rm s.db
	tac history.jsonl | ask load
	ask series monotown.count --format jsonl | jq -c 'del(.story)' >two
	diff one two
}

@test "loading twice changes nothing" {
	run store load history.jsonl
	[ "$status" -eq 0 ]
	[[ $output == *'event=loaded documents=6 new=6 unchanged=0 facts=7'* ]]
	dump >one
	run store load history.jsonl
	[ "$status" -eq 0 ]
	[[ $output == *'event=loaded documents=6 new=0 unchanged=6 facts=0'* ]]
	dump | diff one -
	[ -z "$(ask load history.jsonl)" ]
}

@test "a broken line is refused by its number and the rest goes on" {
	{
		head -n 2 history.jsonl
		echo '{"v":1,"type":"document","id":"x","text":"27"'
		jq -c '.facts[0].bound = "roughly" | .id = "y"' \
		    <(head -n 1 history.jsonl)
		jq -c '.facts[0].surface = "28 городов" | .id = "z"' \
		    <(head -n 1 history.jsonl)
		tail -n +3 history.jsonl
	} >broken.jsonl
	run store --rejects rejects.jsonl load broken.jsonl
	[ "$status" -eq 3 ]
	[ "$(jq -r .subject rejects.jsonl | xargs)" = \
	    "broken.jsonl:3 broken.jsonl:4 broken.jsonl:5" ]
	[[ $(sed -n 3p rejects.jsonl | jq -r .reason) == *28*городов* ]]
	dump >one
	# As if they had never been there, but for the numbering of rows.
	[ "$(ask sql 'SELECT count(*) AS n FROM document' --format csv |
	    tr -d '\r' | tail -n 1)" -eq 6 ]
	ask check
	# And the refused ones change nothing the next time either.
	run store load broken.jsonl
	[ "$status" -eq 3 ]
	dump | diff one -
}

@test "a killed load is whole, and a load again completes it" {
	for i in $(seq 300); do
		jq -c --arg i "$i" '.url += "/" + $i' "$golden/history.jsonl"
	done | pages >many.jsonl
	ask load many.jsonl
	ask facts --format csv >whole
	for ms in 05 10 20 40; do
		rm -f s.db s.db-wal s.db-shm
		timeout -s KILL "0.$ms" "$SANDYQ_BIN/sandyq-store" \
		    -c sandyq.yaml --db s.db load many.jsonl 2>/dev/null || true
		[ ! -s s.db ] || ask status >/dev/null || true
		ask load many.jsonl
		ask check
		ask facts --format csv | diff -q whole -
	done
}

@test "two loaders and a reader at once do not fail" {
	for i in $(seq 60); do
		jq -c --arg i "$i" '.url += "/" + $i' "$golden/history.jsonl"
	done | pages >many.jsonl
	ask load history.jsonl
	head -n 180 many.jsonl | ask load 3>&- &
	tail -n 180 many.jsonl | ask load 3>&- &
	for i in 1 2 3 4 5; do
		ask series monotown.count >/dev/null
	done
	wait -n
	wait -n
	[ "$(ask sql 'SELECT count(*) AS n FROM document' --format jsonl |
	    jq .n)" -eq 366 ]
	ask check
}

@test "a load that waits for its input keeps nobody out" {
	mkfifo pipe
	timeout 120 "$SANDYQ_BIN/sandyq-store" -c sandyq.yaml --db s.db \
	    load pipe 2>/dev/null 3>&- &
	exec 8<>pipe
	head -n 3 history.jsonl >&8
	wait_for knows 4
	timeout 60 "$SANDYQ_BIN/sandyq-store" -c sandyq.yaml --db s.db \
	    load history.jsonl 2>/dev/null
	exec 8>&-
	wait
	ask check
}

@test "a database of others, of tomorrow, or none is refused and left alone" {
	sqlite3 other.db 'CREATE TABLE theirs(x)'
	cp other.db other.copy
	run store --db other.db load history.jsonl
	[ "$status" -eq 1 ]
	[[ $output == *'another application'* ]]
	cmp other.db other.copy
	ask load history.jsonl
	sqlite3 s.db 'PRAGMA user_version=99'
	for verb in status check 'load history.jsonl'; do
		# shellcheck disable=SC2086 # a verb and its operand
		run store $verb
		[ "$status" -eq 1 ]
		[[ $output == *'newer sandyq'* ]]
	done
	echo 'no database' >page.html
	run store --db page.html status
	[ "$status" -eq 1 ]
	[[ $output == *'not a database'* ]]
	run store --db absent.db series monotown.count
	[ "$status" -eq 1 ]
	[[ $output == *'no such database'* ]]
	[ ! -e absent.db ]
}

@test "a damaged database is told by check or by refusal" {
	ask load history.jsonl
	sqlite3 s.db 'PRAGMA journal_mode=DELETE' >/dev/null
	size=$(stat -c %s s.db)
	printf 'XXXXXXXXXXXXXXXX' | dd of=s.db bs=1 seek=$((size - 5000)) \
	    conv=notrunc 2>/dev/null
	dd if=/dev/zero of=s.db bs=8192 seek=3 count=1 conv=notrunc 2>/dev/null
	run store check
	[ "$status" -eq 1 ]
}

@test "check finds a figure that its text does not say" {
	ask load history.jsonl
	ask check
	sqlite3 s.db "UPDATE fact SET surface='28' WHERE fact_id=1"
	run ask check --format jsonl
	[ "$status" -eq 1 ]
	[ "$(jq -r 'select(.result != "ok") | .check + " " + .subject' \
	    <<<"$output")" = "figures fact 1" ]
}

@test "every form says the same" {
	ask load history.jsonl
	ask series monotown.count --format jsonl >rows.jsonl
	ask series monotown.count --format json | jq -c '.[]' |
	    diff - <(jq -c . rows.jsonl)
	ask series monotown.count --format csv >rows.csv
	sqlite3 :memory: -cmd '.mode csv' -cmd '.import rows.csv t' \
	    'SELECT date, value, status, sentence FROM t' | tr -d '\r' >csv
	jq -r '[.date, (.value | tostring), .status, .sentence] | @csv' \
	    rows.jsonl | tr -d '"' | diff - <(tr -d '"' <csv)
	[ "$(ask series monotown.count | grep -c '^20')" -eq 6 ]
}

@test "hostile text reaches neither terminal nor spreadsheet" {
	jq -n -c '{url: "https://qala.example/evil", site: "qala",
	    at: "2026-02-21T04:00:00Z", title: "=1+1",
	    text: "a\u001b[2J\"x,y\"\u202e 20\u009b\ttail",
	    says: [{figure: "20", value: 20, speaker: "\u0007bell"}]}' |
	    load_notes
	ask series monotown.count >plain
	run ! grep -qP '[\x01-\x08\x0b-\x1f\x7f]' plain
	run ! grep -qP '[\x{80}-\x{9f}\x{202e}]' plain
	grep -qF '\u001b[2J"x,y"\u202e 20\u009b tail' plain
	ask series monotown.count --format csv >rows.csv
	python3 - <<-'EOF'
	import csv
	row = list(csv.DictReader(open("rows.csv", newline="")))[0]
	assert row["sentence"] == 'a\x1b[2J"x,y"\u202e 20\x9b\ttail', row
	assert row["speaker"] == "\x07bell"
	EOF
	[ "$(ask series monotown.count --format jsonl | jq -r .speaker)" = \
	    "$(printf '\abell')" ]
}

@test "the past can be asked about" {
	ask load <<<"$(head -n 2 history.jsonl)"
	SANDYQ_NOW=2026-03-05T06:00:00Z ask load history.jsonl
	count() {
		ask series monotown.count "$@" --format jsonl | wc -l
	}
	[ "$(count)" -eq 6 ]
	[ "$(count --as-of 2025-12-31)" -eq 2 ]
	[ "$(count --as-of 2026-02-03)" -eq 3 ]
	[ "$(count --recorded-as-of 2026-03-01)" -eq 2 ]
	[ "$(count --recorded-as-of 2026-02-28)" -eq 0 ]
	[ "$(count --since 2026-02-04)" -eq 3 ]
	[ "$(ask indicators --format jsonl | jq -c \
	    '[.code, .value, .title_kk]')" = \
	    '["monotown.count",20,"Моноқалалар саны"]' ]
	# A question about a past day does not know what came later.
	[ "$(ask changes --as-of 2025-12-31 --format jsonl | wc -l)" -eq 0 ]
}

@test "pages without a date come last and are never the newest" {
	load_notes <<-'EOF'
	{"url":"a","text":"В стране 27 моногородов.","says":[{"figure":"27","value":27}]}
	{"url":"b","at":"2026-01-28T13:54:00Z","text":"Моногородов 20.","says":[{"figure":"20","value":20}]}
	{"url":"c","text":"Сокращено с 27 до 20.","says":[{"figure":"27","value":27,"role":"from"},{"figure":"20","value":20,"role":"to"}]}
	EOF
	ask series monotown.count --format jsonl |
	    jq -r '[.date, .value, .status] | map(. // "-") | join(" ")' >rows
	head -n 1 rows | grep -qx '2026-01-28 20 line'
	tail -n 2 rows | sort | diff - <(printf '%s\n' '- 20 repeat' '- 27 stale')
	[ "$(ask indicators --format jsonl | jq .value)" -eq 20 ]
	# The text knows of a change that no dated page showed.
	[ "$(ask changes --format jsonl | jq -r \
	    'select(.kind == "stated") | [.old, .new] | join(" ")')" = "27 20" ]
}

@test "changes tells a script by its exit code" {
	head -n 2 history.jsonl | ask load
	ask changes --exit-code
	ask load history.jsonl
	run ask changes --exit-code
	[ "$status" -eq 4 ]
	ask changes --exit-code --since 2026-02-05
}

@test "facts can be picked" {
	ask load history.jsonl
	[ "$(ask facts --format jsonl | wc -l)" -eq 7 ]
	[ "$(ask facts --since 2026-02-04 --format jsonl | wc -l)" -eq 3 ]
	[ "$(ask facts --url https://qala.example/2026 --format jsonl |
	    wc -l)" -eq 2 ]
	[ "$(ask facts --indicator monotown.count --kind count \
	    --format jsonl | wc -l)" -eq 7 ]
	[ "$(ask facts --kind money --format jsonl | wc -l)" -eq 0 ]
}

@test "places have lines of their own" {
	load_notes <<-'EOF'
	{"url":"a","at":"2026-01-01T00:00:00Z","text":"В стране 20.","says":[{"figure":"20","value":20}]}
	{"url":"b","at":"2026-01-02T00:00:00Z","text":"В области 4.","says":[{"figure":"4","value":4,"place":{"kato":"350000000","name":"Карагандинская область","basis":"sentence"}}]}
	EOF
	[ "$(ask series monotown.count --format jsonl | jq .value)" = 20 ]
	[ "$(ask series monotown.count --place караганд --format jsonl |
	    jq .value)" = 4 ]
	[ "$(ask series monotown.count --place 350000000 --format jsonl |
	    jq .value)" = 4 ]
	[ "$(ask series monotown.count --place all --format jsonl |
	    wc -l)" -eq 2 ]
	[ "$(ask changes --place all --format jsonl | wc -l)" -eq 0 ]
}

@test "sources tells who was first and how far it went" {
	ask load history.jsonl
	[ "$(ask sources monotown.count --format jsonl | jq -r \
	    '[.value, .source, .sources, .pages] | join(" ")')" = "27 qala 2 3
20 qala 2 3" ]
}

@test "quotes mark the figure and name the archive" {
	ask load history.jsonl
	ask quotes monotown.count --format jsonl | sed -n 3p >row
	[ "$(jq -r .quote row)" = \
	    "Количество моногородов сокращено с 27 до [20], сообщил министр." ]
	[ "$(jq -r .archive row)" = day.warc.gz ]
}

@test "archives are marked once they are through" {
	[ -z "$(ask shards)" ]
	ask shards --done b.warc.gz
	ask shards --done a.warc.gz
	ask shards --done b.warc.gz
	[ "$(ask shards)" = "a.warc.gz
b.warc.gz" ]
	run store shards --done ''
	[ "$status" -eq 2 ]
}

@test "status counts what is there, and since when" {
	ask load history.jsonl
	[ "$(ask status --format json | jq -c 'map({(.what): .value}) | add |
	    [.documents, .observations, .sources, .archives,
	    ."first reported"]')" = \
	    '[6,6,3,0,"2023-05-04T04:00:00Z"]' ]
}

@test "sql reads and does nothing else" {
	ask load history.jsonl
	[ "$(ask sql 'SELECT max(value) AS v FROM fact' --format jsonl)" = \
	    '{"v":27}' ]
	for sql in 'DELETE FROM fact' 'SELECT 1; DROP TABLE fact' \
	    "ATTACH 'x.db' AS x" 'PRAGMA journal_mode=DELETE' nonsense ''; do
		run store sql "$sql"
		[ "$status" -eq 2 ]
	done
	[ ! -e x.db ]
	[ "$(ask facts --format jsonl | wc -l)" -eq 7 ]
}

@test "wrong usage is exit 2 and says what is wrong" {
	ask load history.jsonl
	for words in '' dance series 'series nope' 'series a b' \
	    'series monotown.count --format xml' \
	    'series monotown.count --since tomorrow' \
	    'status --place x' 'load --since 2026-01-01'; do
		# shellcheck disable=SC2086 # words
		run store $words
		[ "$status" -eq 2 ]
		[[ $output == *sandyq-store* ]]
	done
}

@test "every verb has a page of help" {
	run store --help
	[ "$status" -eq 0 ]
	for verb in load series changes facts indicators status shards check \
	    sql stale disagreements quotes sources; do
		[[ $output == *"  $verb"* ]]
		store "$verb" --help | grep -q "^usage: sandyq-store .*$verb"
	done
}

@test "the seeds come out with 20 as the newest" {
	seeds=$SANDYQ_SOURCE/../shared/seeds
	[ -d "$seeds" ] || skip "no seeds here"
	[ -x "$SANDYQ_BIN/sandyq-extract" ] && [ -x "$SANDYQ_BIN/sandyq-normalize" ] ||
	    skip "the stages before are not built"
	export SANDYQ_CONFIG=$SANDYQ_SOURCE/config/sandyq.yaml
	"$SANDYQ_BIN/sandyq-extract" "$seeds"/*.txt 2>/dev/null |
	    "$SANDYQ_BIN/sandyq-normalize" 2>/dev/null | ask load
	ask check
	ask series monotown.count --format jsonl >rows
	[ "$(jq -r 'select(.status == "line") | .value' rows)" = 20 ]
	[ "$(jq -r 'select(.value == 27) | .status' rows)" = stale ]
	[ "$(ask changes monotown.count --format jsonl | jq -r \
	    'select(.kind == "stated") | [.old, .new] | join(" ")')" = "27 20" ]
}
