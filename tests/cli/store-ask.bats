#!/usr/bin/env bats
# Questions over a small store: by words, by what nobody follows, by what
# somebody judged.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	golden=$SANDYQ_SOURCE/tests/golden/store
	mkdir sites indicators
	cp "$SANDYQ_SOURCE/config/sandyq.yaml" "$SANDYQ_SOURCE/config/speakers.yaml" "$SANDYQ_SOURCE/config/places.yaml" .
	jq -c -f "$golden/record.jq" "$golden/history.jsonl" >history.jsonl
	ask load history.jsonl
}

store() {
	"$SANDYQ_BIN/sandyq-store" -c sandyq.yaml --db s.db "$@"
}

ask() {
	store "$@" 2>/dev/null
}

# urls WORDS...   of the pages found
urls() {
	ask search "$@" --format jsonl | jq -r .url | xargs
}

statuses() {
	ask series monotown.count --format jsonl "$@" | jq -r .status | xargs
}

@test "search finds words, phrases and fronts of words" {
	[ "$(urls 'сообщил МИНИСТР')" = https://qala.example/2026 ]
	[ "$(urls '"с 27 до 20"')" = https://qala.example/2026 ]
	[ -z "$(urls '"до 20 с 27"')" ]
	[ "$(urls 'насчитыва*')" = https://qala.example/2023 ]
	[ -z "$(urls насчитыва)" ]
	[ "$(ask search 'моногород*' --format jsonl | wc -l)" -eq 6 ]
	[ "$(ask search 'моногород*' --limit 2 --format jsonl | wc -l)" -eq 2 ]
	[ "$(ask search 'моногород*' --since 2026-02-04 --format jsonl |
	    wc -l)" -eq 3 ]
	ask search насчитыва* --format jsonl | jq -r .found |
	    grep -qF '[насчитывается]'
}

@test "search takes any words for words" {
	for words in '27 AND (' 'title:x' '-a' 'NEAR(a b)' '"' '^x' "a'b"; do
		run store search -- "$words"
		[[ $status -eq 0 || $output == *'which words'* ]]
	done
	run store search ''
	[ "$status" -eq 2 ]
	run store search x --limit many
	[ "$status" -eq 2 ]
}

@test "every question takes every form, place and moment, and shows how" {
	declare -A words=([series]=monotown.count [quotes]=monotown.count
		[sources]=monotown.count [search]=моногород*)
	for verb in series changes disagreements stale events facts quotes \
	    sources indicators suggest search; do
		store "$verb" --help 2>/dev/null >help
		grep -q "^  sandyq-store $verb" help
		for limit in '--place all' '--place KZ' '--as-of 2026-02-03' \
		    '--recorded-as-of 2026-03-02' '--since 2026-02-04'; do
			# shellcheck disable=SC2086 # words
			ask "$verb" ${words[$verb]-} $limit --format json | jq -e . >/dev/null
		done
		ask "$verb" ${words[$verb]-} --format table >/dev/null
		lines=$(ask "$verb" ${words[$verb]-} --format jsonl | wc -l)
		[ "$(ask "$verb" ${words[$verb]-} --format json |
		    jq length)" -eq "$lines" ]
		ask "$verb" ${words[$verb]-} --format csv >answer.csv
		[ "$(python3 -c 'import csv; print(sum(1 for _ in csv.DictReader(
		    open("answer.csv", newline=""))))')" -eq "$lines" ]
	done
	for verb in judge status check sql; do
		store "$verb" --help 2>/dev/null | grep -q "^  sandyq-store $verb"
	done
}

@test "facts, pages and series know places and pasts" {
	jq -n -c '{url: "k", site: "qala", at: "2026-02-22T04:00:00Z",
	    text: "Там 3 моногорода.", says: [{figure: "3", value: 3,
	    place: {kato: "350000000", name: "Карагандинская область",
	    basis: "sentence"}}]}' | jq -c -f "$golden/record.jq" |
	    SANDYQ_NOW=2026-03-05T00:00:00Z ask load
	[ "$(ask facts --place Караган --format jsonl | jq .value)" -eq 3 ]
	[ "$(ask facts --place KZ --format jsonl | wc -l)" -eq 7 ]
	[ "$(ask facts --as-of 2023-12-31 --format jsonl | wc -l)" -eq 1 ]
	[ "$(ask facts --recorded-as-of 2026-03-04 --format jsonl | wc -l)" -eq 7 ]
	[ "$(urls моногород* --place 350000000)" = k ]
	[ "$(urls моногород* --as-of 2023-12-31)" = https://qala.example/2023 ]
	[ -z "$(urls моногород* --recorded-as-of 2026-02-01)" ]
	[ "$(ask indicators --place Караган --format jsonl |
	    jq '[.value, .observations, .places] | join(" ")')" = '"3 1 1"' ]
	[ "$(ask indicators --as-of 2025-12-31 --format jsonl |
	    jq '[.value, .observations] | join(" ")')" = '"27 2"' ]
	[ "$(ask indicators --recorded-as-of 2026-03-04 --format jsonl |
	    jq .places)" -eq 1 ]
	run store facts --as-of yesterday
	[ "$status" -eq 2 ]
}

@test "a place is found by what it was called, and says since when it is" {
	jq -n -c '{url: "k", site: "qala", at: "2026-02-22T04:00:00Z",
	    text: "Там 3 моногорода.", says: [{figure: "3", value: 3,
	    place: {kato: "71", name: "Астана", basis: "sentence"}}]}' |
		jq -c -f "$golden/record.jq" | ask load
	for name in Астана нур-султан 71; do
		[ "$(ask series monotown.count --place $name --format jsonl |
		    jq -r .place)" = Астана ]
		[ "$(ask facts --place $name --format jsonl | wc -l)" -eq 1 ]
	done
	[ "$(ask sql "SELECT valid_from,valid_until FROM place_past
	    WHERE name='Нур-Султан'" --format csv | tail -n 1 | tr -d '\r')" = \
	    2019-03-23,2022-09-19 ]
	[ "$(ask sql "SELECT name,valid_from FROM place WHERE kato='10'" \
	    --format csv | tail -n 1 | tr -d '\r')" = 'область Абай,2022-06-08' ]
	sqlite3 s.db .dump >one
	ask load /dev/null
	sqlite3 s.db .dump | diff one -
	# What the configuration says no other way is refused by its place.
	sed -i 's/since: 2022-06-08/since: summer/' places.yaml
	run store load /dev/null
	[ "$status" -eq 2 ]
	[[ $output == *places.yaml:*summer* || $output == *places.yaml:*date* ]]
}

@test "check tells a page whose words are not found" {
	ask check
	sqlite3 s.db "INSERT INTO words(words,rowid,title,text)
	    SELECT 'delete',version_id,title,text FROM version
	    WHERE version_id=2"
	run ask check --format jsonl
	[ "$status" -eq 1 ]
	[ "$(jq -r 'select(.result != "ok") | .check + " " + .subject' \
	    <<<"$output")" = "words version 2" ]
}

@test "check tells an index of words that is not whole" {
	sqlite3 s.db "DELETE FROM words_data WHERE id>10"
	run ask check --format jsonl
	[ "$status" -eq 1 ]
	[ "$(jq -r 'select(.result != "ok") | .check' <<<"$output")" = words ]
	[ "$(jq -s length <<<"$output")" -eq 9 ]
}

@test "suggest names what nobody follows" {
	[ -z "$(ask suggest --format jsonl)" ]
	for i in 1 2 3; do
		jq -n -c --arg i "$i" '{url: ("w" + $i), site: "qala",
		    at: "2026-02-21T04:00:00Z", text: ($i + "0 школ."),
		    says: [{figure: ($i + "0"), value: ($i + "0" | tonumber),
		        indicator: null}]}'
	done | jq -c -f "$golden/record.jq" | ask load
	[ "$(ask suggest --format jsonl | jq -r \
	    '[.lemma, .kind, .pages, .low, .high] | join(" ")')" = \
	    "моногород count 3 10 30" ]
}

@test "a figure judged wrong stands aside until that is taken back" {
	[ "$(statuses)" = "line repeat line repeat stale repeat" ]
	anchor=$(ask series monotown.count --format jsonl | sed -n 3p |
	    jq -r .anchor)
	SANDYQ_NOW=2026-03-02T00:00:00Z ask judge "$anchor" --verdict wrong \
	    --who Aliya --why typo
	[ "$(statuses)" = "line repeat wrong line stale repeat" ]
	[ "$(statuses --recorded-as-of 2026-03-01)" = \
	    "line repeat line repeat stale repeat" ]
	[ "$(ask judge --format jsonl |
	    jq -r '[.verdict, .who, .why, .figure] | join(" ")')" = \
	    "wrong Aliya typo 20" ]
	SANDYQ_NOW=2026-03-05T00:00:00Z ask judge "$anchor" --verdict none
	[ "$(statuses)" = "line repeat line repeat stale repeat" ]
	[ "$(statuses --recorded-as-of 2026-03-03)" = \
	    "line repeat wrong line stale repeat" ]
	ask check
}

@test "a preferred figure leads its line" {
	jq -n -c '{url: "x", site: "qala", at: "2026-02-11T04:00:00Z",
	    text: "Их 21.", says: [{figure: "21", value: 21}]}' |
	    jq -c -f "$golden/record.jq" | ask load
	[ "$(statuses)" = "line repeat line repeat stale contradiction repeat" ]
	ask judge 'x#0' --verdict preferred --who A --why 'the decree'
	[ "$(statuses)" = "line repeat line repeat stale line stale" ]
}

@test "a newsroom that quotes an office weighs as the office does" {
	# The line is a ministry's; a newsroom by itself does not move it.
	say() {
		jq -n -c --arg u "$1" --arg at "$2" --arg v "$3" --arg who "$4" \
		    '{url: $u, site: "zhetisu", at: $at, text: ("Их " + $v),
		    says: [{figure: $v, value: ($v | tonumber),
		    speaker: (if $who == "" then null else $who end)}]}' |
			jq -c -f "$golden/record.jq" | ask load
	}
	say w1 2026-02-22T04:00:00Z 18 ''
	say w2 2026-02-23T04:00:00Z 19 'Президент'
	[ "$(ask series monotown.count --since 2026-02-21 --format jsonl |
	    jq -r '.status' | xargs)" = "contradiction line" ]
	# Who weighs otherwise moves otherwise, and the log says so.
	printf '%s\n' 'speakers:' '  - names: [министр]' '    authority: 80' \
	    >speakers.yaml
	ask load /dev/null
	[ "$(ask series monotown.count --since 2026-02-21 --format jsonl |
	    jq -r '.status' | xargs)" = "contradiction contradiction" ]
	[ "$(ask events --after 0 --format jsonl |
	    jq -r 'select(.retracts) | .kind' | xargs)" = moved ]
}

@test "a judgement without name, reason or figure is refused" {
	for words in 'x --verdict wrong --who A --why B' 'x' \
	    'https://qala.example/2026#1 --verdict wrong --who A' \
	    'https://qala.example/2026#1 --verdict bad --who A --why B'; do
		# shellcheck disable=SC2086 # words
		run store judge $words
		[ "$status" -eq 2 ]
	done
	[ -z "$(ask judge --format jsonl)" ]
}
