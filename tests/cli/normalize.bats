#!/usr/bin/env bats
# sandyq-normalize as a program: streams, refusals, exit codes.

bats_require_minimum_version 1.5.0

setup() {
	export SANDYQ_CONFIG=$SANDYQ_SOURCE/config/sandyq.yaml
	cd "$BATS_TEST_TMPDIR" || return 1
	jq -cn '{v: 1, type: "document",
	    id: "00000000000000000000000000000001",
	    url: "https://example.kz/a", lang: "ru",
	    text: "Есть 27 моногородов.", strange: [1, {"a": null}],
	    mentions: [{start: 5, length: 14, sentence: {start: 0, length: 20},
		rule: "count.noun", captures: {number: {start: 5, length: 2},
		    noun: {start: 8, length: 11}}}]}' >good
}

normalize() {
	run --separate-stderr "$SANDYQ_BIN/sandyq-normalize" \
		--rejects "$BATS_TEST_TMPDIR/rejects" "$@"
}

@test "facts take the place of mentions, and the rest is kept" {
	normalize good
	[ "$status" -eq 0 ]
	echo "$output" | jq -e '.facts[0].value == 27 and
	    .facts[0].noun.lemma == "моногород" and
	    (has("mentions") | not) and .strange == [1, {"a": null}]'
}

@test "standard input is read when no file is named" {
	run --separate-stderr sh -c '"$0" <good | jq -r ".facts | length"' \
		"$SANDYQ_BIN/sandyq-normalize"
	[ "$output" = 1 ]
}

@test "flat writes one fact a line with its document" {
	normalize --flat good good
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 2 ]
	echo "${lines[0]}" | jq -e '.value == 27 and
	    .document == "00000000000000000000000000000001" and
	    .url == "https://example.kz/a"'
}

@test "a document with facts passes unchanged" {
	"$SANDYQ_BIN/sandyq-normalize" good >once 2>log
	"$SANDYQ_BIN/sandyq-normalize" once >twice 2>log
	cmp once twice
}

@test "a broken line is refused by file and line, the others go on" {
	{ cat good; echo '{"v":1,'; echo; cat good; } >mixed
	normalize mixed
	[ "$status" -eq 3 ]
	[ "${#lines[@]}" -eq 2 ]
	case $stderr in *mixed:2*) ;; *) echo "$stderr"; return 1 ;; esac
	[ "$(jq -r .subject rejects)" = mixed:2 ]
	[ "$(jq -r .stage rejects)" = normalize ]
}

@test "a document that extract never read is refused with the reason" {
	jq -c 'del(.mentions)' good >unread
	normalize unread
	[ "$status" -eq 3 ]
	case $stderr in *sandyq-extract*) ;; *) echo "$stderr"; return 1 ;; esac
}

@test "offsets outside the text are refused" {
	jq -c '.mentions[0].start = 500' good >far
	normalize far good
	[ "$status" -eq 3 ]
	[ "${#lines[@]}" -eq 1 ]
}

@test "a line over 16 MiB is refused and the next one read" {
	{ head -c 17000000 /dev/zero | tr '\0' x; echo; cat good; } >long
	normalize long
	[ "$status" -eq 3 ]
	[ "${#lines[@]}" -eq 1 ]
	case $stderr in *long:1*) ;; *) echo "$stderr"; return 1 ;; esac
}

@test "wrong usage and configuration are told apart from bad records" {
	normalize --jobs 0 good
	[ "$status" -eq 2 ]
	normalize --no-such-option
	[ "$status" -eq 2 ]
	cp -R "$SANDYQ_SOURCE/config" config
	printf 'places:\n  - { kato: 1, nome: x }\n' >config/places.yaml
	normalize -c config/sandyq.yaml good
	[ "$status" -eq 2 ]
	case $stderr in *places.yaml:2:*) ;; *) echo "$stderr"; return 1 ;; esac
}

@test "the last line of the log tells how it went" {
	normalize good
	case ${stderr_lines[-1]} in
	*event=stats\ in=1\ out=1\ bad=0*) ;;
	*) echo "$stderr"; return 1 ;;
	esac
}
