#!/usr/bin/env bats
# Our archives before a public reader, and another program's before ours.  The
# reader is npm's warcio, which `make crosscheck` puts into a cache; nothing is
# fetched here.

bats_require_minimum_version 1.5.0
source "$SANDYQ_SOURCE/tests/wait.bash"

setup_file() {
	export work=$BATS_FILE_TMPDIR/work data=$BATS_FILE_TMPDIR/data
	export READER=${XDG_CACHE_HOME:-$HOME/.cache}/sandyq/npm/node_modules/.bin/warcio
	local host i
	mkdir -p "$work/sites" "$work/root/town.test/n"
	for i in 1 2 3; do
		page "$i" "$i" >"$work/root/town.test/n/$i.html"
		echo "<a href='/n/$i.html'>$i</a>"
	done >"$work/root/town.test/index.html"
	# Large enough to be packed in pieces.
	seq 300000 >>"$work/root/town.test/n/3.html"
	serve httpd --root "$work/root"
	serve rogue
	cat >"$work/sandyq.yaml" <<-END
		sites: sites
		indicators: i
		rules: r
		lexicon: l
		places: p.yaml
		crawl: { user_agent: sandyq-test/1, delay: 0.01, latency: 0,
		  pages: 10, total_seconds: 8, stall_seconds: 4, file_max: 20000 }
	END
	site town httpd
	for host in good endless toolong reset chunkcut chunksize tooshort \
		bighead nul unasked loop notgzip; do
		site "$host" rogue
	done
	# The second run writes revisits, of both kinds.
	crawl run || [ $? -eq 3 ]
	SANDYQ_NOW=2026-03-01T09:00:00Z crawl run || [ $? -eq 3 ]
}

teardown_file() {
	kill "$(cat "$work/httpd.pid")" "$(cat "$work/rogue.pid")"
}

# page TITLE WORDS: a page with enough text to be an article.
page() {
	echo "<!doctype html><title>$1</title><article><h1>Page $1</h1>"
	echo "<p>There were 27 towns of one trade in the country, and when the"
	echo "ministry counted them again, only $2 of them were left to count."
	echo "</article>"
}

# serve NAME OPTION...: starts that server.
serve() {
	"$SANDYQ_BUILD/server/$1" --port-file "$work/$1.port" "${@:2}" 3>&- &
	echo $! >"$work/$1.pid"
	wait_file "$work/$1.port"
}

# site HOST SERVER
site() {
	cat >"$work/sites/$1.yaml" <<-END
		code: $1
		name: $1
		home: http://$1.test/
		kind: media
		article: '/n/'
		connect: 127.0.0.1:$(cat "$work/$2.port")
		private_addresses: yes
	END
}

crawl() {
	"$SANDYQ_BIN/sandyq-crawl" -c "$work/sandyq.yaml" --data "$data" "$@" \
		2>>"$work/log"
}

reader_needed() {
	[ -x "$READER" ] || skip 'no warcio: make crosscheck fetches it'
}

# How many records of each type the public reader sees; and we.
types_there() {
	"$READER" index "$1" | jq -r '."warc-type"' | sort | uniq -c |
		awk '{ print $2 "=" $1 }'
}
types_here() {
	"$SANDYQ_BIN/sandyq-crawl" check "$1" 2>/dev/null | tr ' ' '\n' |
		grep -E '^(warcinfo|response|request|revisit|metadata|resource)=' |
		sort
}

@test "gzip accepts every archive, and there are several" {
	[ "$(ls "$data"/warc/*.warc.gz | wc -l)" -ge 2 ]
	gzip -t "$data"/warc/*.warc.gz
}

@test "the public reader finds every record we know of" {
	reader_needed
	local file
	for file in "$data"/warc/*.warc.gz; do
		[ "$(types_there "$file")" = "$(types_here "$file")" ]
	done
	for type in response revisit request metadata; do
		cat "$data"/warc/*.warc.gz >"$work/all.warc.gz"
		types_there "$work/all.warc.gz" | grep -q "^$type="
	done
}

@test "its index and ours lead to the same places" {
	reader_needed
	local file
	for file in "$data"/warc/*.warc.gz; do
		diff -u <("$READER" cdx-index "$file" | cut -d' ' -f2- | fields) \
			<(cut -d' ' -f2- "${file%.warc.gz}.cdxj" | fields)
	done
}

# Of index lines: time, address, status, place and length, and the digest
# without the name of its kind.
fields() {
	while read -r when object; do
		jq -r --arg when "$when" '[$when, .url, .status, .offset, .length,
			((.digest // "-") | sub("^sha1:"; ""))] | join(" ")' \
			<<<"$object"
	done | sort
}

@test "what wget archives passes our check and is read whole" {
	command -v wget || skip 'no wget'
	local i
	for i in '' n/1.html n/2.html n/3.html n/none.html; do
		echo "http://127.0.0.1:$(cat "$work/httpd.port")/$i"
	done >"$work/urls"
	(cd "$work" && wget -q --header 'Host: town.test' -i urls \
		-O /dev/null --warc-file=wget) || [ $? -eq 8 ]
	run --separate-stderr "$SANDYQ_BIN/sandyq-crawl" check \
		"$work/wget.warc.gz"
	[ "$status" -eq 0 ]
	[[ $output == *' response=5 '*' bad=0' ]]
	[ "$("$SANDYQ_BIN/sandyq-extract" -c "$SANDYQ_SOURCE/config/sandyq.yaml" \
		"$work/wget.warc.gz" 2>/dev/null | jq -r .url |
		grep -c '/n/[123]')" -eq 3 ]
	[ ! -x "$READER" ] || [ "$(types_there "$work/wget.warc.gz")" = \
		"$(types_here "$work/wget.warc.gz")" ]
}
