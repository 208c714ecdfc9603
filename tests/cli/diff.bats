#!/usr/bin/env bats
# What is new since the last look.
bats_require_minimum_version 1.5.0
source "$SANDYQ_SOURCE/tests/wait.bash"

setup() {
	golden=$SANDYQ_SOURCE/tests/golden/store
	cd "$BATS_TEST_TMPDIR"
	jq -c -f "$golden/record.jq" "$golden/history.jsonl" >pages
	export SANDYQ_DATA=$PWD/data
	mkdir data
	sed -n 1,2p pages | load
}

load() {
	"$SANDYQ_BIN/sandyq-store" -c "$SANDYQ_SOURCE/config/sandyq.yaml" load \
	    2>/dev/null
}

sandyq() {
	"$SANDYQ_BIN/sandyq" -c "$SANDYQ_SOURCE/config/sandyq.yaml" "$@" \
	    2>log || { code=$?; cat log >&2; return $code; }
}

@test "each look shows what came since the one before, and no more" {
	run sandyq diff
	[[ $output == *'New figures'*monotown.count*2* ]]
	[[ $output != *'What changed'* ]]
	run sandyq diff --exit-code
	[ "$status" -eq 0 ]
	[ "$output" = 'sandyq: nothing new' ]
	# The clock has gone on when the next pages come.
	sed -n '3,$p' pages | SANDYQ_NOW=2026-03-02T06:00:00Z load
	run sandyq diff --keep --exit-code
	[ "$status" -eq 4 ]
	[[ $output == *'What changed'*'27 -> 20'*'27 again, now 20'* ]]
	[[ $output == *'New figures'*'monotown.count  '[45]* ]]
	first=$output
	run sandyq diff
	[ "$output" = "$first" ]
	run sandyq diff
	[ "$output" = 'sandyq: nothing new' ]
}

@test "a look that could not be shown does not count" {
	load <pages
	code=0
	sandyq diff >/dev/full || code=$?
	[ "$code" -eq 1 ]
	run sandyq diff --exit-code
	[ "$status" -eq 4 ]
	[[ $output == *'What changed'* ]]
}

@test "there are colours for a person alone" {
	script -qec true /dev/null >/dev/null 2>&1 || skip 'no terminal to be had'
	escape=$(printf '\033')
	run sandyq diff --keep
	[[ $output != *"$escape"* ]]
	script -qec "'$SANDYQ_BIN/sandyq' -c \
	    '$SANDYQ_SOURCE/config/sandyq.yaml' diff --keep" /dev/null >seen
	grep -q "$escape\[1;32mNew figures" seen
	NO_COLOR=1 script -qec "'$SANDYQ_BIN/sandyq' -c \
	    '$SANDYQ_SOURCE/config/sandyq.yaml' diff --keep" /dev/null >seen
	run ! grep -q "$escape" seen
}

@test "watch shows what comes, and ends when it is asked to" {
	sandyq diff >/dev/null
	sandyq watch --every 1 >shown 3>&- &
	watching=$!
	sleep 0.5
	sed -n '3,$p' pages | SANDYQ_NOW=2026-03-02T06:00:00Z load
	wait_for grep -q '27 -> 20' shown
	pkill -TERM -P $watching -f 'sandyq .*watch' || kill $watching
	wait $watching || true
	[ "$(grep -c '27 -> 20' shown)" -eq 1 ]
	for every in 0 x ''; do
		run sandyq watch --every "$every"
		[ "$status" -eq 2 ]
	done
}
