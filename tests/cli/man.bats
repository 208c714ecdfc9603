#!/usr/bin/env bats
# The manual pages against the programs they describe: what --help prints
# stands in the page, what the page names is there, and its examples work.

setup() {
	man=$SANDYQ_SOURCE/docs/man
	programs='sandyq sandyq-crawl sandyq-extract sandyq-normalize sandyq-store'
	cd "$BATS_TEST_TMPDIR" || return 1
	PATH=$SANDYQ_BIN:$PATH
	export SANDYQ_DATA=$PWD/data
}

# --help; of the driver also the options of the verbs it answers itself.
helps() {
	"$1" --help
	[ "$1" = sandyq ] || return 0
	for verb in demo diff indicator init prune recompute run site status \
	    watch; do
		sandyq help "$verb" | grep '^  -' || true
	done
}

# Both lists: one a line, options as -c and --data, verbs as load.
told_by_help() {
	helps "$1" | awk '
	/^  -/ {
		sub(/^ +/, "")
		sub(/  +.*/, "")
		n = split($0, words, /[ ,]+/)
		for (i = 1; i <= n; i++)
			if (words[i] ~ /^-/) print words[i]
	}
	/^  [a-z]/ {
		sub(/^ +/, "")
		sub(/  +.*/, "")
		n = split($0, words, " ")
		for (i = 1; i <= n && words[i] ~ /^[a-z-]+$/; i++)
			print words[i]
	}' | sort -u
}

told_by_page() {
	awk '
	/^\.It Ic / { print $3; if ($4 == "Cm") print $5 }
	/^\./ {
		for (i = 2; i < NF; i++)
			if ($i == "Fl" && $(i + 1) ~ /^(-[a-z-]+|[a-z])$/)
				print "-" $(i + 1)
	}' "$man/$1.1" | sort -u
}

# Every command of a page's EXAMPLES, in order.
examples() {
	awk '
	/^\.Sh/ { here = $2 == "EXAMPLES" }
	/^\.Ed/ { block = 0 }
	here && block { sub(/^\$ /, ""); gsub(/\\e/, "\\"); print }
	/^\.Bd/ { block = 1 }' "$man/$1"
}

# A page with two figures, and an archive that holds the same page.
material() {
	local head='WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\n'
	local page='<html lang="ru"><head><title>Число моногородов</title>
<meta property="article:published_time" content="2026-02-03T09:00:00+05:00">
</head><body><article><h1>Число моногородов</h1>
<p>Количество моногородов сокращено с 27 до 20, сообщил министр в среду.</p>
<p>На их развитие из бюджета направят 343,6 млрд тенге, число моногородов
указано в новом перечне.</p></article></body></html>'
	printf '%s' "$page" >page.html
	mkdir -p warc data
	printf "$head"'WARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: 2026-02-03T05:00:00Z\r\nWARC-Target-URI: https://qala.example/1\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n' \
		"$(wc -c <page.html)" "$page" | gzip >warc/day.warc.gz
}

run_examples() {
	examples "$1" >examples.sh
	[ -s examples.sh ]
	bash -euo pipefail examples.sh 2>log || {
		cat examples.sh log
		return 1
	}
}

@test "mandoc finds nothing to say against the pages" {
	run mandoc -T lint -W warning "$man"/*.[15]
	echo "$output"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
}

@test "every program has a page, with exit codes, files and environment" {
	for program in $programs; do
		for section in 'EXIT STATUS' FILES ENVIRONMENT EXAMPLES; do
			grep -qx ".Sh $section" "$man/$program.1"
		done
		for code in 0 1 2 3 75; do
			grep -qx ".It $code" "$man/$program.1"
		done
	done
}

@test "options and verbs of --help and of the page are the same" {
	for program in $programs; do
		told_by_help "$program" >help
		told_by_page "$program" >page
		[ "$(wc -l <help)" -ge 4 ]
		diff --label "$program --help" --label "$program.1" -u help page
	done
}

@test "a page refers to pages that are there" {
	sed -n 's/^\.Xr \(sandyq[a-z-]*\) \([0-9]\).*/\1.\2/p' "$man"/*.[15] |
		sort -u >named
	[ -s named ]
	while read -r name; do
		[ -e "$man/$name" ]
	done <named
	grep -ho 'share/doc/sandyq/[a-zA-Z.]*' "$man"/*.[15] | sort -u >named
	[ -s named ]
	while read -r name; do
		name=${name##*/}
		[ -e "$SANDYQ_SOURCE/docs/$name" ] || [ "$name" = README.md ]
	done <named
}

@test "the examples of sandyq-extract and sandyq-normalize work" {
	material
	run_examples sandyq-extract.1
	[ "$(jq -s 'length' again.jsonl)" -eq 1 ]
	cmp documents.jsonl again.jsonl
	run_examples sandyq-normalize.1
	grep -q '"money",343600000000,"KZT"' figures.csv
}

@test "the examples of sandyq-store and of the records work" {
	material
	run_examples sandyq-store.1
	[ "$(sandyq-store series monotown.count --format jsonl 2>log |
		jq -r .status)" = wrong ]
	grep -q monotown.count observations.csv
	[ -s figures.db.metadata.json ]
	sandyq-extract page.html 2>log | sandyq-normalize >facts.jsonl 2>log
	examples sandyq-records.5 >examples.sh
	bash -euo pipefail examples.sh | grep -q 'направят 343,6 млрд тенге'
}

@test "the source and the series of sandyq(5) are taken" {
	cp -R "$SANDYQ_SOURCE/config" config
	rm config/indicators/*.yaml
	examples sandyq.5 |
		awk '/^indicators:/ { to = "config/indicators/theatres.yaml" }
		     { print >to }' to=config/sites/example.yaml
	run sandyq-crawl -c config/sandyq.yaml --data data status
	echo "$output"
	[[ $output != *yaml:* ]]
	echo "В Казахстане работают 68 театров, сообщили в министерстве культуры страны в ходе брифинга." \
		>news.txt
	sandyq-extract news.txt 2>log |
		sandyq-normalize -c config/sandyq.yaml >facts.jsonl 2>log
	[ "$(jq -r ".facts[].indicator" facts.jsonl)" = theatre.count ]
	sed -i 's/^kind: media/kind: gossip/' config/sites/example.yaml
	run sandyq-crawl -c config/sandyq.yaml --data data status
	[[ $output == *example.yaml:4:* ]]
	[ "$status" -eq 2 ]
}
