#!/bin/sh
# compose.sh OUTDIR   makes the demonstration newsrooms from their sources.
#
# Each HOST folder beside this file holds site.txt (where things go), one
# template page.html, and articles/*.txt.  Out come OUTDIR/HOST/... as a
# server shows them, and for the tests
#   OUTDIR/truth.jsonl   per article: what must survive, what must not
#   OUTDIR/closed.txt    addresses that robots.txt closes
# and OUTDIR/config, the configuration that crawls them.
set -eu
export LC_ALL=C
here=$(cd "$(dirname "$0")" && pwd)
[ $# -eq 1 ] || { echo "usage: compose.sh OUTDIR" >&2; exit 2; }
out=$1
rm -rf "$out"
mkdir -p "$out/config/sites"
cp "$here/sandyq.yaml" "$out/config"
cp "$here"/sites/*.yaml "$out/config/sites"

for site in "$here"/*/site.txt; do
	dir=$(dirname "$site")
	host=$(basename "$dir")
	mkdir "$out/$host"
	cp "$dir/robots.txt" "$out/$host/robots.txt"
	awk -f "$here/article.awk" -f "$here/site.awk" -f "$here/compose.awk" \
	    -v host="$host" -v dir="$dir" -v out="$out" \
	    "$dir"/articles/*.txt
done

# The pages of the old site that never left windows-1251.
while read -r page; do
	iconv -f UTF-8 -t CP1251 "$page" >"$page.tmp"
	mv "$page.tmp" "$page"
done <"$out/recode.txt"

# The site whose server keeps its pages compressed as well.
while read -r page; do
	gzip -9nc "$page" >"$page.gz"
done <"$out/gzip.txt"

# A page is as old as its article: Last-Modified comes from the file.
while read -r date page; do
	touch -d "$date" "$page"
done <"$out/dates.txt"
rm "$out/recode.txt" "$out/gzip.txt" "$out/dates.txt"
