#!/bin/bash
# kill.sh [KILLS [full]]   kills crawls with SIGKILL at random moments and
# starts them again; or, with "full", lets the disk fill up under them: DATA is
# a small tmpfs with a random amount of ballast, and every write of the crawl
# may be the one that fails.  When a crawl at last comes to its end, every page
# has to be in the archives once as a response, further copies only as
# revisits, no file may be torn, and no page may be missing.  SEED repeats a
# sequence.  Where nobody may mount a tmpfs "full" ends with 77.
set -eu
: "${SANDYQ_BUILD:=build}" "${SEED:=$$}" "${PAGES:=60}"
kills=${1:-200} how=${2:-kill}
RANDOM=$SEED
export SANDYQ_NOW=2026-03-01T06:00:00Z
reader=${XDG_CACHE_HOME:-$HOME/.cache}/sandyq/npm/node_modules/.bin/warcio
# shellcheck source=/dev/null
source "$(dirname "$0")/../wait.bash"
work=$(mktemp -d)
bin=$SANDYQ_BUILD/bin/sandyq-crawl
crawl=("$bin" -c "$work/sandyq.yaml" --data "$work/data")
server=
clean_up() {
	[ -z "$server" ] || kill "$server"
	! mountpoint -q "$work/data" || umount "$work/data"
	rm -rf "$work"
}
trap clean_up EXIT

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
	wait_file "$work/port"
	cat >"$work/sandyq.yaml" <<-END
		sites: sites
		indicators: i
		rules: r
		lexicon: l
		places: p.yaml
		crawl: { user_agent: sandyq-test/1, delay: 0.005, latency: 0,
		  disk_reserve: 0, file_max: 8000 }
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
	local file
	gzip -t "$work"/data/warc/*.warc.gz || fail 'a file is torn'
	! ls "$work"/data/warc/*.open 2>/dev/null || fail 'a file is open'
	"$bin" check "$work"/data/warc/*.warc.gz >"$work/check" 2>&1 ||
		fail "check: $(cat "$work/check")"
	if [ -x "$reader" ]; then
		for file in "$work"/data/warc/*.warc.gz; do
			"$reader" index "$file" >/dev/null ||
				fail "warcio: $file"
		done
	fi
	records | grep '^response' | sort | uniq -c >"$work/responses"
	[ "$(grep -c '/n/' "$work/responses")" -eq "$PAGES" ] ||
		fail 'pages are lost'
	! grep -E '^ *([2-9]|1[0-9]+) .*/n/' "$work/responses" ||
		fail 'a page is archived twice'
}

# True when the crawl was killed before it came to its end.
spoil_kill() {
	"${crawl[@]}" run 2>"$work/log" 3>&- &
	local pid=$!
	sleep "0.$(printf %03d $((RANDOM % 300 + 5)))"
	kill -9 "$pid" 2>/dev/null && ! wait "$pid" 2>/dev/null
}

# True when the disk was full before the crawl came to its end.
spoil_full() {
	local code=0 room=$((RANDOM % 400))
	local free
	free=$(df --output=avail -k "$work/data" | tail -1)
	[ "$free" -le "$room" ] || head -c "$((free - room))k" /dev/zero \
		>"$work/data/ballast"
	"${crawl[@]}" run 2>"$work/log" || code=$?
	rm -f "$work/data/ballast"
	[ "$code" -ne 0 ] || return 1
	[ "$code" -eq 1 ] || fail "exit $code: $(tail -2 "$work/log")"
	grep -Eq 'No space left|disk is full|disk full|disk I/O' "$work/log" ||
		fail "no word of the disk: $(tail -2 "$work/log")"
}

# Whatever stands in it goes, the folder may be a mount.
data_empty() {
	mkdir -p "$work/data"
	find "$work/data" -mindepth 1 -delete
}

done_kills=0
crawls=0
site_make
data_empty
[ "$how" != full ] || mount -t tmpfs -o size=4m none "$work/data" 2>/dev/null ||
	{ echo 'kill.sh: only root can mount'; exit 77; }
while [ "$done_kills" -lt "$kills" ]; do
	if "spoil_$how"; then
		done_kills=$((done_kills + 1))
		continue
	fi
	look
	crawls=$((crawls + 1))
	data_empty
done
"${crawl[@]}" run 2>"$work/log" ||
	fail "the last run: $(tail -1 "$work/log")"
look
verb=kills
[ "$how" != full ] || verb='full disks'
echo "$done_kills $verb, $((crawls + 1)) crawls came to their end"
