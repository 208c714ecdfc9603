#!/bin/bash
# kill.sh [KILLS]   kills crawls with SIGKILL at random moments and starts
# them again.  When a crawl at last comes to its end, every page has to be in
# the archives once as a response, further copies only as revisits, no file
# may be torn, and no page may be missing.  SEED repeats a sequence.
set -eu
: "${SANDYQ_BUILD:=build}" "${SEED:=$$}" "${PAGES:=60}"
kills=${1:-200}
RANDOM=$SEED
export SANDYQ_NOW=2026-03-01T06:00:00Z
crawl=$SANDYQ_BUILD/bin/sandyq-crawl
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT

fail() {
	echo "kill.sh: $* (SEED=$SEED, after $done_kills kills)" >&2
	exit 1
}

site_make() {
	local root=$work/root/town.test i
	mkdir -p "$root/n" "$work/sites"
	for i in $(seq "$PAGES"); do
		echo "<title>$i</title>page $i" >"$root/n/$i.html"
		echo "<a href='/n/$i.html'>$i</a>"
	done >"$root/index.html"
	"$SANDYQ_BUILD/server/httpd" --root "$work/root" \
		--port-file "$work/port" 3>&- &
	server=$!
	for _ in $(seq 100); do
		[ ! -s "$work/port" ] || break
		sleep 0.05
	done
	cat >"$work/sandyq.yaml" <<-END
		sites: sites
		indicators: i
		rules: r
		lexicon: l
		places: p.yaml
		crawl: { user_agent: sandyq-test/1, delay: 0.005 }
	END
	cat >"$work/sites/town.yaml" <<-END
		code: town
		name: Town
		home: http://town.test/
		kind: media
		start: [http://town.test/]
		article: '/n/[0-9]+\.html$'
		connect: 127.0.0.1:$(cat "$work/port")
		private_addresses: yes
	END
}

# "TYPE URL" of each record in all archives.
records() {
	zcat "$work"/data/warc/*.warc.gz | tr -d '\r' | LC_ALL=C awk '
		/^WARC-Type: / { type = $2 }
		/^WARC-Target-URI: / { print type, $2 }'
}

look() {
	gzip -t "$work"/data/warc/*.warc.gz || fail 'a file is torn'
	! ls "$work"/data/warc/*.open 2>/dev/null || fail 'a file is open'
	"$crawl" check "$work"/data/warc/*.warc.gz >"$work/check" 2>&1 ||
		fail "check: $(cat "$work/check")"
	records | grep '^response' | sort | uniq -c >"$work/responses"
	[ "$(grep -c '/n/' "$work/responses")" -eq "$PAGES" ] ||
		fail 'pages are lost'
	! grep -E '^ *([2-9]|1[0-9]+) .*/n/' "$work/responses" ||
		fail 'a page is archived twice'
}

done_kills=0
crawls=0
site_make
while [ "$done_kills" -lt "$kills" ]; do
	"$crawl" -c "$work/sandyq.yaml" --data "$work/data" run \
		2>"$work/log" 3>&- &
	pid=$!
	sleep "0.$(printf %03d $((RANDOM % 300 + 5)))"
	if kill -9 "$pid" 2>/dev/null && ! wait "$pid" 2>/dev/null; then
		done_kills=$((done_kills + 1))
		[ "$done_kills" -lt "$kills" ] || break
		continue
	fi
	look
	crawls=$((crawls + 1))
	rm -rf "$work/data"
done
"$crawl" -c "$work/sandyq.yaml" --data "$work/data" run 2>"$work/log" ||
	fail "the last run: $(tail -1 "$work/log")"
look
echo "$done_kills kills, $((crawls + 1)) crawls came to their end"
