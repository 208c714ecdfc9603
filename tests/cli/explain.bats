#!/usr/bin/env bats
# --explain: which rule took which number, and why the others lost.

bats_require_minimum_version 1.5.0

setup() {
	export SANDYQ_CONFIG=$SANDYQ_SOURCE/config/sandyq.yaml
	cd "$BATS_TEST_TMPDIR" || return 1
}

explain() {
	"$SANDYQ_BIN/sandyq-extract" --explain - 2>log
}

@test "a figure's line names the rule, its order and its captures" {
	echo 'На дороги выделено 343,6 млрд тенге.' | explain >out
	grep -F 'ru: на дороги выделено 343,6 млрд тенге.' out
	grep -E '^  number  number\.scaled \([0-9]+\) "343,6 млрд"$' out
	grep -E '^  took    money\.after .*"343,6 млрд тенге".*unit="тенге"' out
}

@test "a rule that lost tells to which and by what" {
	echo 'На дороги выделено 343,6 млрд тенге.' | explain >out
	grep -E '^  lost    number\.digits .* to number\.scaled .* by order$' out
}

@test "a trap is shown as one and no rule took its number" {
	echo 'Ему 34 года, он живет в городе.' | explain >out
	grep -E '^  trap    trap\.' out
	run -1 grep -E '^  took' out
}

@test "a document record is explained in its own language" {
	jq -cn '{v: 1, type: "document", id: "1", lang: "kk",
	    url: "https://example.kz/a",
	    text: "Елімізде 27 моноқала бар."}' | explain >out
	[ "$(head -n 1 out)" = '# https://example.kz/a' ]
	grep -E '^  took    count\.[a-z_]+ .*"27 моноқала"' out
}
