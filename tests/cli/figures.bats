#!/usr/bin/env bats
# Figures, from text to facts: golden pairs, examples, and the open sets.

bats_require_minimum_version 1.5.0

setup() {
	golden=$SANDYQ_SOURCE/tests/golden/figures
	export SANDYQ_CONFIG=$SANDYQ_SOURCE/config/sandyq.yaml
	cd "$BATS_TEST_TMPDIR" || return 1
}

# facts [OPTION...]: documents on stdin to one flat fact a line.
facts() {
	"$SANDYQ_BIN/sandyq-extract" "$@" - 2>extract.log |
		"$SANDYQ_BIN/sandyq-normalize" --flat "$@" - 2>normalize.log
}

# document LANG TEXT
document() {
	jq -cn --arg lang "$1" --arg text "$2" '{v: 1, type: "document",
	    id: "00000000000000000000000000000001",
	    url: "https://example.kz/a", lang: $lang, text: $text}'
}

@test "every golden text gives the facts beside it" {
	for text in "$golden"/*.jsonl; do
		facts <"$text" | jq -rf "$golden/facts.jq" >got
		diff -u "${text%.jsonl}.expected" got || { echo "$text"; return 1; }
	done
}

@test "of two words for a bound one is recorded, the nearer" {
	document ru 'Построят товар более менее 99517 по району.' |
	    "$SANDYQ_BIN/sandyq-extract" - 2>/dev/null >got
	[ "$(grep -o '"bound":' got | wc -l)" -eq 1 ]
	[ "$(jq -r '.text[.mentions[1].captures.bound.start:][:5]' got)" = менее ]
	"$SANDYQ_BIN/sandyq-normalize" got
}

@test "a broken rule is refused before the first page, which would not meet it" {
	cp -R "$SANDYQ_SOURCE/config" config
	cat >config/rules/mine.yaml <<'END'
rules:
  - name: cue.mine
    lang: [kk]
    kind: cue
    pattern: '(?<!{numeral} )болады'
END
	echo 'The city opened a new bridge, and its mayor was there.' >page.txt
	run --separate-stderr "$SANDYQ_BIN/sandyq-extract" \
	    -c config/sandyq.yaml page.txt
	[ "$status" -eq 2 ]
	[ -z "$output" ]
	[[ $stderr == *config/rules/mine.yaml:5:14:*lookbehind* ]]
}

@test "an invented text has no figure of the trap classes" {
	for lang in ru kk; do
		[ -s "$golden/$lang-traps.jsonl" ]
		[ ! -s "$golden/$lang-traps.expected" ]
	done
	for lang in ru kk en; do
		[ -s "$golden/$lang-none.jsonl" ]
		[ ! -s "$golden/$lang-none.expected" ]
	done
}

@test "every form and every trap has a golden text in both languages" {
	missing=
	for tag in $(grep -v '^#' "$golden/tags"); do
		for lang in ru kk; do
			grep -q "/$tag\.[0-9]" "$golden/$lang"-*.jsonl ||
			    missing="$missing $lang:$tag"
		done
	done
	[ -z "$missing" ] || { echo "no text for$missing"; return 1; }
	# And every text has a tag that is listed.
	jq -r '.url | split("/") | last | split(".")[0]' \
	    "$golden"/*-press.jsonl "$golden"/*-none.jsonl | sort -u >used
	grep -v '^#' "$golden/tags" | tr ' ' '\n' | sort -u >listed
	comm -23 used listed >strange
	[ ! -s strange ] || { cat strange; return 1; }
}

@test "the same bytes come out with any number of jobs" {
	cat "$golden"/*.jsonl >all
	facts --jobs 1 <all >one
	facts --jobs 3 <all >three
	[ -s one ]
	cmp one three
}

@test "documents whose rules ran before can be read again" {
	"$SANDYQ_BIN/sandyq-extract" "$golden/ru-numbers.jsonl" >once 2>log
	"$SANDYQ_BIN/sandyq-extract" once >twice 2>log
	cmp once twice
}

# examples: of config/indicators, one a line: code, lang, value or -, text.
# These files are plain enough for grep: each example is one flow mapping of
# text, lang, and value or none.
examples() {
	cat "$SANDYQ_SOURCE"/config/indicators/*.yaml | tr '\n' ' ' |
		grep -o "code: [a-z_.]*\|{ text: '[^']*',[^}]*}" |
		sed -n "s/^code: //; t name
			s/^{ text: '\([^']*\)',.*lang: \([a-z]*\).*value: \([0-9.]*\).*/\2\t\3\t\1/; t example
			s/^{ text: '\([^']*\)',.*lang: \([a-z]*\).*/\2\t-\t\1/; t example
			b
			:name
			h
			b
			:example
			G
			s/\(.*\)\n\(.*\)/\2\t\1/
			p"
}

@test "every indicator keeps its examples" {
	examples >rows
	[ "$(wc -l <rows)" -ge 200 ]
	jq -cR 'split("\t") | {v: 1, type: "document",
	    id: "00000000000000000000000000000001",
	    url: "https://example.kz/\(input_line_number)",
	    lang: .[1], text: .[3]}' rows | facts >got
	jq -rR 'split("\t") | [input_line_number, .[0], .[2]] | @tsv' rows \
	    >want
	# Whatever was found by the example's own indicator, or "-".
	jq -r '[(.url | split("/") | last), .indicator // "",
	    .change.role // "", .value] | @tsv' got |
	    awk -F '\t' 'NR == FNR {
		if ($3 != "from")
			v[$1, $2] = v[$1, $2] (v[$1, $2] == "" ? "" : " ") $4
		next
	    } {
		value = (($1, $2) in v) ? v[$1, $2] : "-"
		if (value != $3 && value + 0 != $3 + 0 || value == "-" && $3 != "-")
			print $2 ": line " $1 ": not " $3 " but " value
	    }' - want >wrong
	[ ! -s wrong ] || { cat wrong; return 1; }
}

@test "every indicator has examples in both languages and one against" {
	examples | awk -F '\t' '
	    { codes[$1]; n[$1, $3 == "-" ? "none" : $2]++ }
	    END {
		for (c in codes)
			if (n[c, "ru"] < 2 || n[c, "kk"] < 2 || n[c, "none"] < 1)
				print c, n[c, "ru"] + 0, n[c, "kk"] + 0, n[c, "none"] + 0
	    }' >few
	[ ! -s few ] || { cat few; return 1; }
}

@test "a broken rule is refused with file, line and column" {
	cp -R "$SANDYQ_SOURCE/config" config
	printf '%s\n' 'rules:' '  - name: money.broken' '    lang: ru' \
		'    kind: money' "    pattern: '{number} ('" >config/rules/zz.yaml
	run --separate-stderr "$SANDYQ_BIN/sandyq-extract" \
		-c config/sandyq.yaml "$golden/ru-numbers.jsonl"
	[ "$status" -eq 2 ]
	case $stderr in *zz.yaml:5:14:*) ;; *) echo "$stderr"; return 1 ;; esac
}

@test "text of any make does no harm" {
	{
		document ru "$(printf '\364\217\277\277 27 \356\200\200 школ')"
		document ru "$(printf '1%.0s' $(seq 400)) школ"
		document ru "5 школ $(printf ' и ещё%.0s' $(seq 2000)) 6 школ"
		document xx "27 schools"
		document ru ""
	} >odd
	facts <odd >got
	[ "$(grep -c event=stats extract.log)" -eq 1 ]
	grep -q 'in=5 out=5 bad=0' extract.log
	jq -e 'select(.surface | test("11111")) | error("a fact")' got && return 1
	[ "$(jq -s length got)" -ge 3 ]
}

@test "the seeds give at least their 29 figures and no others" {
	seeds=$SANDYQ_SOURCE/../shared/seeds
	[ -d "$seeds" ] || skip "no seeds here"
	command -v python3 || skip "no python3"
	"$SANDYQ_BIN/sandyq-extract" "$seeds"/*.txt 2>log |
		"$SANDYQ_BIN/sandyq-normalize" 2>log |
		python3 "$seeds/score_seeds.py" - >score
	cat score
	grep -q 'TOTAL found 29/29 extra 0 boilerplate 0' score
	[ "$(grep -c 'stated change .* found' score)" -eq 2 ]
}

# reaches SET KIND COLUMN LEAST: a score of the open sets.
reaches() {
	awk -v set="$1" -v kind="$2" -v least="$4" -v column="$3" '
	    $1 == set && $2 == kind {
		for (i = 1; i <= NF; i++) if ($i == column) got = $(i + 1)
		print set, kind, column, got
		exit got + 0 < least + 0
	    }' score
}

@test "the open sets are read as well as they were" {
	sets=$SANDYQ_SOURCE/../shared/eval/figures
	[ -d "$sets" ] || skip "no sets here"
	command -v python3 || skip "no python3"
	sh "$sets/eval.sh" "$SANDYQ_BIN" >score 2>log
	reaches nerel.dev money F1 97
	reaches nerel.dev percent F1 98.5
	reaches nerel.dev money prec+ 99
	reaches kaznerd.dev money F1 96
	reaches kaznerd.dev percent F1 97
	sh "$sets/eval_spell.sh" "$SANDYQ_BIN" >spell 2>log
	[ "$(awk '$1 == "cardinal" { n += $NF >= 99 } END { print n }' spell)" -eq 2 ]
}
