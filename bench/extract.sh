#!/bin/sh
# extract.sh   the whole of sandyq-extract against a bare gumbo_parse.
#
# Over the pages of ../shared/eval where it is there, else over our own pages
# many times over.  RUNS turns each (3); --jobs over the pages AGAIN times (32).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(dirname "$here")
: "${BUILD:=$source/build}" "${RUNS:=3}" "${AGAIN:=32}"
cache=${BENCH_CACHE:-$BUILD/bench/cache}
sets=$source/../shared/eval/extract
export SANDYQ_CONFIG="$source/config/sandyq.yaml"
race=$BUILD/bench/race
mkdir -p "$cache"
: >"$cache/nothing.html"

# One core, so that CPU and wall time say the same.
one="exec taskset -c 0"
extract="$BUILD/bin/sandyq-extract --fetched-at 2026-01-01T00:00:00Z"
quiet=">/dev/null 2>>$cache/extract.log"

# again PAGES: the same AGAIN times.
again() {
	for _ in $(seq "$AGAIN"); do
		printf '%s ' "$1"
	done
}

# bench NAME FOLDER: the pages of a folder.
bench() {
	pages="'$2'/*.html"
	n=$(find "$2" -name '*.html' | wc -l)
	bytes=$(find "$2" -name '*.html' -printf '%s\n' |
		awk '{ n += $1 } END { printf "%.1f", n / 1e6 }')
	echo "== $1: $n pages, $bytes MB"
	"$race" -n "$RUNS" -u "page=$n" \
		"gumbo_parse + destroy" "" \
		"$one $BUILD/bench/gumbo_bare $pages $quiet" \
		"sandyq-extract --jobs 1" "" \
		"$one $extract --jobs 1 $pages $quiet" \
		"sandyq-extract of one empty page" "" \
		"$one $extract --jobs 1 $cache/nothing.html $quiet"
	echo "-- the same pages $AGAIN times, so that the run is longer than its start"
	"$race" -n "$RUNS" -u "page=$((n * AGAIN))" \
		"sandyq-extract --jobs 1" "" \
		"exec $extract --jobs 1 $(again "$pages") $quiet" \
		"sandyq-extract --jobs 2" "" \
		"exec $extract --jobs 2 $(again "$pages") $quiet"
	echo
}

# Our own pages until there are 500 of them.
multiply() {
	rm -rf "$cache/own"
	mkdir -p "$cache/own"
	find "$BUILD/newsroom" "$source/tests/golden/pages" -name '*.html' |
		sort >"$cache/own.list"
	i=0
	while [ $i -lt 500 ]; do
		while read -r page; do
			ln -s "$page" "$cache/own/$i.html"
			i=$((i + 1))
		done <"$cache/own.list"
	done
}

: >"$cache/extract.log"
if [ ! -d "$sets" ]; then
	echo "bench-extract: no ../shared/eval here; our own pages instead" >&2
	multiply
	bench own "$cache/own/"
	exit 0
fi
for set in scrapinghub-dev fundus-news-dev daniel-ru-dev; do
	[ -d "$cache/$set" ] || tar -C "$cache" -xJf "$sets/$set.tar.xz"
	bench $set "$cache/$set/html"
done
