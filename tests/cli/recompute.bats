#!/usr/bin/env bats
# Rules that change are run again over what is stored.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	cp -R "$SANDYQ_SOURCE/config" config
	export SANDYQ_CONFIG=$PWD/config/sandyq.yaml SANDYQ_DATA=$PWD/data
	mkdir -p pages data
	cat >pages/one.txt <<-'EOF'
	Число моногородов

	Количество моногородов сокращено с 27 до 20, сообщил министр.

	В областях построят 14 школ.
	EOF
	{
		"$SANDYQ_BIN/sandyq-extract" pages/one.txt |
		    jq -c '.url = "https://a.example/x?utm=1"
		        | .canonical_url = "https://a.example/x"
		        | .published_at = "2026-02-01T00:00:00Z"' |
		    "$SANDYQ_BIN/sandyq-normalize" >facts.jsonl
		"$SANDYQ_BIN/sandyq-store" load facts.jsonl
	} 2>/dev/null
}

ask() {
	"$SANDYQ_BIN/sandyq-store" "$@" 2>/dev/null
}

recompute() {
	SANDYQ_NOW=$1 "$SANDYQ_BIN/sandyq" recompute
}

@test "the documents that come out are those that went in" {
	ask documents >out.jsonl
	diff <(jq -cS '.site = "unknown" | del(.facts, .extractor, .ruleset, .blocks, .authors,
	    .mentions)' facts.jsonl) \
	    <(jq -cS 'del(.extractor, .ruleset, .blocks, .authors)' out.jsonl)
	diff <(jq -c '[.blocks[] | [.start, .length]]' facts.jsonl) \
	    <(jq -c '[.blocks[] | [.start, .length]]' out.jsonl)
}

@test "the same rules change nothing" {
	sqlite3 data/sandyq.db .dump >one
	run recompute 2026-03-05T00:00:00Z
	[ "$status" -eq 0 ]
	[[ $output == *'what they said before'* ]]
	sqlite3 data/sandyq.db .dump | diff one -
}

@test "an indicator that is new is found in stored texts" {
	[ -z "$(ask facts --indicator school.new --format jsonl)" ]
	printf '%s\n' 'indicators:' '  - code: school.new' \
	    '    title_ru: Школы' '    title_kk: Мектептер' \
	    '    title_en: Schools' '    kind: flow' '    fact: count' \
	    '    noun: школа' >config/indicators/schools.yaml
	run recompute 2026-03-05T00:00:00Z
	[ "$status" -eq 0 ]
	[[ $output == *changed* ]]
	[ "$(ask facts --indicator school.new --format jsonl |
	    jq .value)" = 14 ]
	# What was known stays known, by the same anchors and dates.
	[ "$(ask series monotown.count --format jsonl |
	    jq -r '[.value, .recorded_at] | join(" ")')" = \
	    "20 2026-03-01T06:00:00Z" ]
	[ "$(ask rereading --format jsonl |
	    jq -s 'map(.changed) | add')" -eq 1 ]
	ask check
	# And what was said then can be asked about.
	[ -z "$(ask series school.new --recorded-as-of 2026-03-02 \
	    --format jsonl)" ]
	run recompute 2026-03-06T00:00:00Z
	[[ $output == *'what they said before'* ]]
}

@test "rules that go back bring back what they said" {
	names() {
		ask facts --format jsonl "$@" | jq -r '.indicator // "-"' | xargs
	}
	before=$(names)
	mv config/indicators/monotowns.yaml kept.yaml
	recompute 2026-03-05T00:00:00Z
	[ "$(names)" != "$before" ]
	# The archive of before is no news ...
	SANDYQ_NOW=2026-03-06T00:00:00Z ask load facts.jsonl
	[ "$(names)" != "$before" ]
	# ... but the rules of before are, once they are in force again.
	mv kept.yaml config/indicators/monotowns.yaml
	recompute 2026-03-07T00:00:00Z
	[ "$(names)" = "$before" ]
	[ "$(names --recorded-as-of 2026-03-06)" != "$before" ]
	[ "$(names --recorded-as-of 2026-03-04)" = "$before" ]
	[ "$(ask series monotown.count --format jsonl | jq -r .value | xargs)" = 20 ]
	ask check
	run recompute 2026-03-08T00:00:00Z
	[[ $output == *'what they said before'* ]]
}

@test "an indicator that is gone closes what it had, and judgements stay" {
	anchor=$(ask series monotown.count --format jsonl | jq -r .anchor)
	ask judge "$anchor" --verdict preferred --who A --why B
	rm config/indicators/*.yaml
	printf 'indicators: []\n' >config/indicators/none.yaml
	recompute 2026-03-05T00:00:00Z >/dev/null 2>&1
	[ -z "$(ask series monotown.count --format jsonl)" ]
	[ "$(ask series monotown.count --recorded-as-of 2026-03-02 \
	    --format jsonl | jq .value)" = 20 ]
	[ "$(ask judge --format jsonl | jq -r .anchor)" = "$anchor" ]
	[ "$(ask facts --format jsonl | jq -r .anchor | grep -c "$anchor")" -eq 1 ]
	ask check
}
