#!/bin/sh
# figures.sh   rules and normalize over document records, in MB of UTF-8 text
# a second, and one bare PCRE2 pass for numbers over the same text.
#
# The text is that of ../shared/eval, else of our own demonstration newsrooms,
# repeated to BENCH_MB (32) megabytes, so that the start, which has a line of
# its own, is a small part.  RUNS turns each (3).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(dirname "$here")
: "${BUILD:=$source/build}" "${RUNS:=3}" "${BENCH_MB:=32}"
cache=${BENCH_CACHE:-$BUILD/bench/cache}
eval=$source/../shared/eval/figures
export SANDYQ_CONFIG="$source/config/sandyq.yaml"
race=$BUILD/bench/race
extract=$BUILD/bin/sandyq-extract
normalize=$BUILD/bin/sandyq-normalize
mkdir -p "$cache"
: >"$cache/figures.log"

# The records to take figures from, none twice.
documents() {
	if [ -d "$eval" ]; then
		for gold in "$eval"/gold/*.jsonl; do
			python3 "$eval/adapt.py" documents "$gold"
		done
	else
		echo "bench-figures: no ../shared/eval here; our own pages" >&2
		make -s -C "$source" BUILD="$BUILD" newsroom >&2
		find "$BUILD/newsroom" -name '*.html' | sort | xargs \
			"$extract" 2>>"$cache/figures.log" |
			jq -c 'del(.mentions)'
	fi
}

# Repeats a file until its text is large enough: repeat FROM TO
repeat() {
	text=$(jq -j .text <"$1" | wc -c)
	[ "$text" -gt 0 ] || exit 1
	: >"$2"
	i=0
	while [ $i -lt $((BENCH_MB * 1000000)) ]; do
		cat "$1" >>"$2"
		i=$((i + text))
	done
}

# bench NAME FILE
bench() {
	repeat "$2" "$cache/figures.jsonl"
	jq -r .text <"$cache/figures.jsonl" >"$cache/figures.txt"
	"$extract" "$cache/figures.jsonl" 2>>"$cache/figures.log" \
		>"$cache/mentions.jsonl"
	head -n 1 "$2" >"$cache/one.jsonl"
	mb=$(wc -c <"$cache/figures.txt" | awk '{ printf "%.3f", $1 / 1e6 }')
	echo "== $1: $mb MB of text in $(wc -l <"$cache/figures.jsonl") documents," \
		"$(jq '.mentions | length' <"$cache/mentions.jsonl" |
			awk '{ n += $1 } END { print n }') figures"
	one="exec taskset -c 0"
	quiet="2>>$cache/figures.log"
	"$race" -n "$RUNS" -u "MB=$mb" \
		"PCRE2 JIT, one digits regex" "" \
		"$one $BUILD/bench/pcre2_bare $cache/figures.txt >/dev/null" \
		"sandyq-extract | sandyq-normalize" "" \
		"$one sh -c '$extract $cache/figures.jsonl $quiet |
		    $normalize $quiet >/dev/null'" \
		"  sandyq-extract (rules)" "" \
		"$one $extract $cache/figures.jsonl $quiet >/dev/null" \
		"  sandyq-normalize" "" \
		"$one $normalize $cache/mentions.jsonl $quiet >/dev/null" \
		"  both over one document (start)" "" \
		"$one sh -c '$extract $cache/one.jsonl $quiet |
		    $normalize $quiet >/dev/null'"
	echo
}

documents >"$cache/documents.jsonl"
for lang in ru kk; do
	jq -c --arg lang $lang 'select(.lang == $lang)' \
		<"$cache/documents.jsonl" >"$cache/$lang.jsonl"
	[ ! -s "$cache/$lang.jsonl" ] || bench $lang "$cache/$lang.jsonl"
done
