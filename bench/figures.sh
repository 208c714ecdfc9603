#!/bin/sh
# figures.sh   rules and normalize over document records, in MB of UTF-8 text
# a second, and one bare PCRE2 pass for numbers over the same text.
#
# The text is that of ../shared/eval, else of our own demonstration newsrooms,
# repeated to BENCH_MB (32) megabytes, so that the start, which has a line of
# its own, is a small part.  RUNS turns each (3).  The Kazakh sentences of
# ../shared/eval stand alone; they are joined to documents as long as the
# Russian ones there, and measured one by one as well.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(dirname "$here")
: "${BUILD:=$source/build}" "${RUNS:=3}" "${BENCH_MB:=32}"
cache=${BENCH_CACHE:-$BUILD/bench/cache}
eval=$source/../shared/eval/figures
article=2900 # bytes of text, as the Russian documents have
sentence=500 # and fewer than any article has
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

# Records of one sentence, joined to articles: articles BYTES <FROM
articles() {
	jq -cn --argjson bytes "$1" '
	    def article($i): .had[0] + { id: "articles:\($i)",
	        url: "bench:articles:\($i)",
	        text: [.had | range(0; length; 4) as $k |
	            .[$k:$k + 4] | map(.text) | join(" ")] | join("\n\n") };
	    foreach (inputs, null) as $d ({ had: [], bytes: 0, made: 0 };
	        if .full then .had = [] | .bytes = 0 | .made += 1
	        else . end |
	        if $d != null then .had += [$d] |
	            .bytes += ($d.text | utf8bytelength) else . end |
	        .full = .bytes >= $bytes or ($d == null and .bytes > 0);
	        if .full then article(.made) else empty end)'
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
	[ -s "$cache/$lang.jsonl" ] || continue
	length=$(jq -j .text <"$cache/$lang.jsonl" |
		wc -c | awk -v n="$(wc -l <"$cache/$lang.jsonl")" \
			'{ printf "%d", $1 / n }')
	if [ "$length" -ge $sentence ]; then
		bench $lang "$cache/$lang.jsonl"
		continue
	fi
	articles $article <"$cache/$lang.jsonl" >"$cache/$lang-articles.jsonl"
	bench "$lang, articles" "$cache/$lang-articles.jsonl"
	bench "$lang, one sentence a record" "$cache/$lang.jsonl"
done
