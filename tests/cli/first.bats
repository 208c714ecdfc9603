#!/usr/bin/env bats
# The first steps: a configuration of one's own, a site, an indicator.
bats_require_minimum_version 1.5.0
source "$SANDYQ_SOURCE/tests/wait.bash"

setup() {
	cd "$BATS_TEST_TMPDIR"
	mine=$PWD/mine/sandyq.yaml
}

sandyq() {
	"$SANDYQ_BIN/sandyq" "$@" 2>log || { code=$?; cat log >&2; return $code; }
}

begin() {
	sandyq -c "$SANDYQ_SOURCE/config/sandyq.yaml" init mine \
	    --contact aliya@example.kz "$@"
}

# Sites on this machine, which need no pauses.
here_and_at_once() {
	sed -i -e 's/private_addresses: no/private_addresses: yes/' \
	    -e 's/^  delay: .*/  delay: 0/' "$mine"
}

@test "init writes what every program takes" {
	run begin
	[ "$status" -eq 0 ]
	[[ $output == *"sandyq -c $mine run"* ]]
	for program in crawl extract normalize store; do
		"$SANDYQ_BIN/sandyq-$program" -c "$mine" --print-config \
		    >"$program"
		grep -qx "data=$PWD/mine/data" "$program"
		grep -qx 'contact=aliya@example.kz' "$program"
		grep -qx "sites=$PWD/mine/sites" "$program"
		grep -qx "rules=$SANDYQ_SOURCE/config/rules" "$program"
	done
	[ "$(grep -c '^#' mine/sandyq.yaml)" -ge 5 ]
	printf '{"v":1,"type":"document","id":"x","text":"%s"}\n' \
	    'Сейчас в стране 27 моногородов.' |
	    "$SANDYQ_BIN/sandyq-extract" -c "$mine" - 2>/dev/null |
	    "$SANDYQ_BIN/sandyq-normalize" -c "$mine" 2>/dev/null |
	    jq -e '.facts[0].indicator == "monotown.count"'
}

@test "init --all leaves nothing elsewhere" {
	begin --all
	"$SANDYQ_BIN/sandyq-store" -c "$mine" --print-config |
	    grep -F "=$SANDYQ_SOURCE/" >paths || true
	cat paths
	[ ! -s paths ]
}

@test "init never overwrites, and takes no nonsense" {
	begin
	run begin
	[ "$status" -eq 2 ]
	[[ $output == *'is not empty'* ]]
	run "$SANDYQ_BIN/sandyq" -c "$SANDYQ_SOURCE/config/sandyq.yaml" init bare
	[ "$status" -eq 0 ]
	[[ $output == *'say in `contact` where you can be reached' ]]
	run "$SANDYQ_BIN/sandyq" -c "$mine" init again
	[[ $output != *'can be reached'* ]]
	run sandyq init
	[ "$status" -eq 2 ]
	run sandyq init other --contact $'a\nprivate_addresses: yes'
	[ "$status" -eq 2 ]
	[ ! -e other ]
}

@test "site add proposes what the site offers" {
	"$SANDYQ_BUILD/server/httpd" --root "$SANDYQ_BUILD/newsroom" \
	    --port-file port --log asked 3>&- &
	server=$!
	wait_file port
	begin
	here_and_at_once
	run sandyq -c "$mine" site add "http://127.0.0.1:$(<port)/"
	first=$status
	file=$(sed -n 's/^written: //p' <<<"$output")
	run sandyq -c "$mine" site add "http://127.0.0.1:$(<port)/"
	again=$status
	run "$SANDYQ_BIN/sandyq-crawl" -c "$mine" probe \
	    "$(basename "$file" .yaml)"
	kill $server
	[ "$first" -eq 0 ]
	grep -q "^home: 'http://127.0.0.1:" "$file"
	[ "$again" -eq 2 ]
	[ "$status" -eq 0 ]
	for words in '' 'add' 'add ftp://x/' 'remove x'; do
		# shellcheck disable=SC2086
		run sandyq -c "$mine" site $words
		[ "$status" -eq 2 ]
	done
}

@test "of a site that does not answer nothing is proposed" {
	begin
	before=$(ls mine/sites)
	here_and_at_once
	run sandyq -c "$mine" site add http://127.0.0.1:1/
	[ "$status" -eq 1 ]
	[[ $output == *'no answer'* ]]
	run sandyq -c "$mine" site add http://
	[ "$status" -eq 2 ]
	[ "$(ls mine/sites)" = "$before" ]
}

@test "indicator new proposes a series that then reads its examples" {
	begin
	run sandyq -c "$mine" indicator new theatre.count \
	    --title-ru "Театры \"'страны'\"" \
	    --example 'В стране работают 68 театров.' \
	    --example 'Елімізде 70 театр бар.'
	[ "$status" -eq 0 ]
	[ -e mine/indicators/theatre.count.yaml ]
	for said in 'Открыты 69 театров.:69' 'Елде 71 театр жұмыс істейді.:71'; do
		printf '{"v":1,"type":"document","id":"x","text":"%s"}\n' \
		    "${said%:*}" |
		    "$SANDYQ_BIN/sandyq-extract" -c "$mine" - 2>/dev/null |
		    "$SANDYQ_BIN/sandyq-normalize" -c "$mine" 2>/dev/null |
		    jq -e --argjson v "${said#*:}" '.facts[0] |
		    .indicator == "theatre.count" and .value == $v'
	done
	run sandyq -c "$mine" indicator new theatre.count --example '68 театров'
	[ "$status" -eq 2 ]
}

@test "indicator new knows from the store how large figures are" {
	begin
	jq -c -f "$SANDYQ_SOURCE/tests/golden/store/record.jq" \
	    "$SANDYQ_SOURCE/tests/golden/store/history.jsonl" |
	    "$SANDYQ_BIN/sandyq-store" -c "$mine" load 2>/dev/null
	sandyq -c "$mine" indicator new towns --dry-run \
	    --example 'В стране 25 моногородов.' >proposed
	grep -qx '    low: 10' proposed
	grep -qx '    high: 54' proposed
	run sandyq -c "$mine" indicator new towns --example 'Ничего.'
	[ "$status" -eq 2 ]
	run sandyq -c "$mine" indicator new '../x' --example '25 домов.'
	[ "$status" -eq 2 ]
}
