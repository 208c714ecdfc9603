#!/usr/bin/env bash
# How long a report takes to make, and its pages to be drawn by a headless
# Chromium: an index of 300 series, and one series of 5,000 observations.
# Needs chromium and chromedriver; BUILD names the build folder.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${BUILD:=$here/../build}"
# shellcheck disable=SC1091
source "$here/../tests/browser/drive.sh"
work=$(mktemp -d)
browser=
trap '[ -z "$browser" ] || browser_stop; rm -rf "$work"' EXIT

# pages SERIES COUNT FIRST: COUNT pages that say a figure of each of SERIES
# series, numbered from FIRST.
pages() {
	awk -v series="$1" -v count="$2" -v first="$3" 'BEGIN {
	for (i = 0; i < series; i++) for (k = 0; k < count; k++) {
	    day = strftime("%Y-%m-%dT04:00:00Z", 1500000000 + k * 86400 / 2, 1)
	    value = 27 - int(k * 20 / count) + (k % 97 == 0)
	    text = sprintf("On day %d there were %d houses.", k, value)
	    url = sprintf("https://s%d.example/%d/%d", k % 7, first + i, k)
	    start = index(text, "were ") + 4
	    n = length(value "")
	    printf "{\"v\":1,\"type\":\"document\",\"id\":\"%s\",\"url\":\"%s\"," \
	        "\"canonical_url\":\"%s\",\"site\":\"s%d\"," \
	        "\"published_at\":\"%s\",\"published_from\":\"meta\"," \
	        "\"title\":\"Houses %d\",\"lang\":\"en\",\"text\":\"%s\"," \
	        "\"blocks\":[],\"facts\":[{\"start\":%d,\"length\":%d," \
	        "\"surface\":\"%d\",\"sentence\":{\"start\":0,\"length\":%d}," \
	        "\"kind\":\"count\",\"value\":%d,\"low\":%d,\"high\":%d," \
	        "\"bound\":\"exact\",\"noun\":{\"surface\":\"houses\"," \
	        "\"lemma\":\"house\"},\"period\":{\"from\":null,\"until\":null," \
	        "\"basis\":\"published\"},\"modality\":\"actual\"," \
	        "\"indicator\":\"bench.r%03d\",\"rule\":\"r\",\"anchor\":\"%s\"}]," \
	        "\"source\":{\"path\":\"warc/b.warc.gz\",\"offset\":%d," \
	        "\"length\":1},\"extractor\":\"0\",\"ruleset\":\"r\"}\n", url, url,
	        url, k % 7, day, k, text, start, n, value, length(text), value,
	        value, value, first + i, url, k
	} }'
}

# drawn FILE: milliseconds from asking for a page to its last frame.
drawn() {
	browser_open "file://$1"
	browser_js 'await new Promise((r) => requestAnimationFrame(() =>
	    setTimeout(r, 0)));
	    return Math.round(performance.now())'
}

store="$BUILD/bin/sandyq-store --db $work/b.db"
{ pages 1 5000 0; pages 299 3 1; } |
	$store load 2>/dev/null
echo "== a report of $($store sql 'SELECT count(DISTINCT indicator_id) FROM
observation' --format csv 2>/dev/null | tail -n 1 | tr -d '\r') series"
TIMEFORMAT='made in %U s of CPU, %R s in all'
time $store report "$work/report" >/dev/null 2>&1
browser_start "$work"
for page in index bench.r000; do
	for _ in 1 2 3; do
		echo "$page: $(drawn "$work/report/$page.html") ms," \
			"$(stat -c %s "$work/report/$page.html") bytes"
	done
done
