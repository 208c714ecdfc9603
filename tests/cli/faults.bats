#!/usr/bin/env bats
# sandyq-crawl among servers that misbehave: one crawl over all of them, each
# on a host of its own, and then what it made of each.  tests/server/rogue.c
# has the faults.

bats_require_minimum_version 1.5.0
source "$SANDYQ_SOURCE/tests/wait.bash"

setup_file() {
	export work=$BATS_FILE_TMPDIR/work data=$BATS_FILE_TMPDIR/data
	export access=$BATS_FILE_TMPDIR/access.log log=$BATS_FILE_TMPDIR/log
	local host
	export patience=6
	# A process for each connection takes its time under the sanitizers.
	! grep -q __asan_init "$SANDYQ_BUILD/server/rogue" || patience=8
	mkdir -p "$work/sites"
	"$SANDYQ_BUILD/server/rogue" --port-file "$BATS_FILE_TMPDIR/port" \
		--log "$access" 3>&- &
	echo $! >"$BATS_FILE_TMPDIR/server"
	wait_file "$BATS_FILE_TMPDIR/port"
	port=$(cat "$BATS_FILE_TMPDIR/port")
	export port
	cat >"$work/sandyq.yaml" <<-END
		sites: sites
		indicators: i
		rules: r
		lexicon: l
		places: p.yaml
		crawl: { user_agent: sandyq-test/1, delay: 0.01, latency: 0, pages: 70,
		  total_seconds: $((2 * patience)), stall_seconds: $patience }
	END
	for host in drip driphead stall silent hundred endless toolong \
		tooshort twolengths chunkcut chunksize reset refuse nohttp \
		bighead bigline nul unasked flap busyseconds busydate notgzip \
		loop tofile toprivate cookiewall robotslarge robotsendless \
		robotsring robotsdown unwelcome soft calendar queries repeats \
		vast pager good; do
		site "$host"
	done
	site jsonbomb 'start: [http://jsonbomb.test/]' \
		'lists: [{ url: http://jsonbomb.test/api/, items: items, link: url }]'
	# Many of them at once are more than memory would hold.
	for host in $(seq 12); do
		site "endless.e$host"
	done
	for host in gzipbomb packedbomb brotlibomb mapflood mapdeep maploop \
		xxe laughs dates; do
		site "$host" "sitemaps: [http://$host.test/sitemap.xml]" \
			"start: [http://$host.test/]"
	done
	crawl run 2>"$log" 3>&- &
	peak $! >"$BATS_FILE_TMPDIR/peak"
	wait $! || echo $? >"$BATS_FILE_TMPDIR/code"
	records >"$BATS_FILE_TMPDIR/records"
}

# What the archives hold, read back: "URL TYPE STATUS TRUNCATED" of each
# answer, "URL metadata FAULT -" where none came.
records() {
	zcat "$data"/warc/*.warc.gz | tr -d '\r' | LC_ALL=C awk '
		/^WARC\/1/ { type = url = ""; cut = "-"; head = 1; next }
		head && /^WARC-Type: / { type = $2 }
		head && /^WARC-Target-URI: / { url = $2 }
		head && /^WARC-Truncated: / { cut = $2 }
		head && /^$/ { head = 0; first = 1; next }
		first && (type == "response" || type == "revisit") {
			print url, type, $2, cut }
		type == "metadata" && /^fetch-fault: / {
			print url, type, $2, "-" }
		{ first = 0 }'
}

# A test that fails leaves its disk mounted.
teardown() {
	! mountpoint -q "$BATS_TEST_TMPDIR/disk" ||
		umount "$BATS_TEST_TMPDIR/disk"
}

teardown_file() {
	kill "$(cat "$BATS_FILE_TMPDIR/server")"
}

# site HOST LINE...: its configuration, with these lines added.
site() {
	local code=${1/./-}
	cat >"$work/sites/$code.yaml" <<-END
		code: $code
		name: $1
		home: http://$1.test/
		kind: media
		article: '^http://[a-z0-9.]+\.test/n/'
		connect: 127.0.0.1:$port
		private_addresses: yes
	END
	printf '%s\n' "${@:2}" >>"$work/sites/$code.yaml"
}

crawl() {
	exec "$SANDYQ_BIN/sandyq-crawl" -c "$work/sandyq.yaml" \
		--data "$data" "$@"
}

# The most memory in KiB that process held until it ended.
peak() {
	local kib=0 now
	while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$1/status" 2>/dev/null) &&
		[ -n "$now" ]; do
		kib=$now
		sleep 0.02
	done
	echo "$kib"
}

# refute COMMAND...: it must fail ("!" alone does not fail a test).
refute() {
	! "$@"
}

# state URL: how it stands in the state: status, failures in a row, good
# answers, seconds until it is due, class of its trouble.
state() {
	sqlite3 "$data/crawl.db" "SELECT status, errors, visits, due -
		unixepoch('$SANDYQ_NOW'), fault FROM page WHERE key = '$1'"
}

# rests HOST: failures in a row, and seconds from now.
rests() {
	sqlite3 "$data/crawl.db" "SELECT failures, not_before -
		unixepoch('$SANDYQ_NOW') FROM host WHERE host = '$1.test'"
}

# rested HOST: for how many seconds it was left alone after the first trouble.
rested() {
	sed -En "s/.*=(host_strained|not_welcome) host=$1.test seconds=//p" \
		"$log" | head -n 1
}

# ends PATH: each line of the table says a host, what the archive has of that
# path there, how it stands in the state, and how long the host is given rest.
ends() {
	local host record row rest url bad=0
	while read -r host record row rest; do
		url=http://$host.test$1
		[ "$(grep -F -m 1 "$url " "$BATS_FILE_TMPDIR/records" |
			cut -d' ' -f2- | tr ' ' ,)" = "$record" ] &&
			[ "$(state "$url")" = "$row" ] &&
			[ "$(rested "$host")" = "${rest#-}" ] && continue
		echo "$host: $(grep -F -m 1 "$url " \
			"$BATS_FILE_TMPDIR/records") $(state "$url") $(
			rested "$host")"
		bad=1
	done
	return "$bad"
}

# told HOST REASON: the page was refused, and the log says why.
told() {
	grep -F "subject=http://$1.test/" "$log" | grep -qF "$2"
}

# others_came HOST: its honest pages were fetched all the same.
others_came() {
	local n
	for n in 1 2; do
		[ "$(sqlite3 "$data/crawl.db" "SELECT status, visits FROM page
			WHERE key = 'http://$1.test/n/$n.html'")" = '200|1' ]
	done
}

@test "the run ends by itself, with exit 3 and whole archives" {
	[ "$(cat "$BATS_FILE_TMPDIR/code")" -eq 3 ]
	grep -q event=stats "$log"
	gzip -t "$data"/warc/*.warc.gz
	run "$SANDYQ_BIN/sandyq-crawl" check "$data"/warc/*.warc.gz
	[ "$status" -eq 0 ]
	refute ls "$data"/warc/*.open
}

@test "64 MiB are enough for all of it" {
	! grep -q __asan_init "$SANDYQ_BIN/sandyq-crawl" ||
		skip 'sanitizers need more'
	[ "$(cat "$BATS_FILE_TMPDIR/peak")" -gt 1000 ]
	[ "$(cat "$BATS_FILE_TMPDIR/peak")" -lt 65536 ]
}

# meanwhile HOST: how often the good host was asked while that one was waited
# for.
meanwhile() {
	awk -v bad="$1.test" -v ms="$((patience * 1000))" '
		$2 == bad && $3 == "/n/bad.html" { since = $1 }
		$2 == "good.test" && since && $1 < since + ms { n++ }
		END { print n + 0 }' <(sort -n "$access")
}

@test "a good host beside them is crawled whole and is not held up" {
	local host n=0
	[ "$(grep -c ' good.test /n/' "$access")" -eq 60 ]
	[ "$(sqlite3 "$data/crawl.db" "SELECT count(*) FROM page WHERE
		site = 'good' AND kind = 2 AND visits = 1")" -eq 60 ]
	for host in drip stall silent driphead hundred; do
		n=$((n + $(meanwhile "$host")))
	done
	[ "$n" -ge 5 ]
}

@test "each fault ends in its record, class and schedule" {
	ends /n/bad.html <<-'END'
		drip response,200,time 200|1|0|3600|time 1
		stall response,200,time 200|1|0|3600|time 1
		driphead metadata,time,- 0|1|0|3600|time 1
		silent metadata,time,- 0|1|0|3600|time 1
		hundred metadata,time,- 0|1|0|3600|time 1
		endless response,200,length 200|1|0|3600|length -
		endless.e7 response,200,length 200|1|0|3600|length -
		toolong response,200,disconnect 200|1|0|3600|disconnect -
		reset response,200,disconnect 200|1|0|3600|disconnect -
		chunkcut response,200,disconnect 200|1|0|3600|disconnect -
		chunksize response,200,unspecified 200|1|0|3600|http -
		tooshort response,200,- 200|0|1|3600| -
		twolengths response,200,- 200|0|1|3600| -
		notgzip response,200,- 200|0|1|3600| -
		refuse metadata,disconnect,- 0|1|0|3600|disconnect 1
		nohttp metadata,http,- 0|1|0|3600|http 1
		bighead metadata,head,- 0|1|0|3600|head 1
		bigline metadata,head,- 0|1|0|3600|head 1
		nul metadata,http,- 0|1|0|3600|http 1
		unasked response,304,- 304|1|0|3600|status -
		flap response,503,- 503|1|0|3600|status 1
		busyseconds response,429,- 429|1|0|3600|status 3600
		busydate response,429,- 429|1|0|3600|status 7200
		loop response,302,- 302|0|1|3600|redirects -
		cookiewall response,302,- 302|0|1|3600|redirects -
		tofile response,302,- 302|0|1|3600|leaves -
		toprivate response,302,- 302|0|1|3600|leaves -
	END
}

@test "so does each list that is none" {
	ends /sitemap.xml <<-'END'
		gzipbomb response,200,- 200|0|1|300|list -
		packedbomb response,200,- 200|0|1|300|list -
		brotlibomb response,200,- 200|0|1|300|list -
		mapdeep response,200,- 200|0|1|300|list -
		xxe response,200,- 200|0|1|300|list -
		laughs response,200,- 200|0|1|300|list -
		mapflood response,200,- 200|0|1|0| -
		maploop response,200,- 200|0|1|0| -
		dates response,200,- 200|0|1|0| -
	END
}

@test "and each robots.txt" {
	ends /robots.txt <<-'END'
		robotslarge response,200,length 200|1|0|3600|length -
		robotsendless response,200,length 200|1|0|3600|length -
		robotsring response,302,- 302|0|1|0|redirects -
		robotsdown response,503,- 503|1|0|3600|status 1
		unwelcome response,403,- 403|1|0|3600|status 86400
	END
}

@test "and each page full of traps" {
	ends / <<-'END'
		soft response,200,- 200|0|1|0| -
		calendar response,200,- 200|0|1|0| -
		queries response,200,- 200|0|1|0| -
		repeats response,200,- 200|0|1|0| -
		vast response,200,- 200|0|1|300| -
		unwelcome response,403,- 403|1|0|300|status 86400
	END
	ends /n/6.html <<-'END'
		soft response,200,- 200|1|0|3600|soft -
	END
}

@test "what is no answer is refused with its reason" {
	while read -r host reason; do
		told "$host" "$reason"
	done <<-'END'
		drip cut short (time)
		silent too slow
		refuse reset by peer
		nohttp HTTP/0.9
		bighead header lines over 262144 bytes
		bigline header line too long
		nul Nul byte in header
	END
}

@test "the rest of a faulty host is fetched all the same" {
	local host
	for host in endless toolong reset chunkcut chunksize tooshort \
		twolengths notgzip refuse nohttp bighead bigline nul unasked \
		flap drip stall silent; do
		others_came "$host"
	done
}

@test "the archive says what was asked for in vain" {
	zcat "$data"/warc/*.warc.gz | tr -d '\r' | LC_ALL=C awk '
		/^WARC-Type/ { type = $2 }
		/^WARC-Target-URI/ { url = $2 }
		type == "metadata" && /^fetch-error/ { print url, $0 }' |
		grep -x 'http://nul.test/n/bad.html fetch-error: Nul byte in header'
	[ "$(zcat "$data"/warc/*.warc.gz | tr -d '\r' |
		grep -acx 'outlink: http://good.test/n/[0-9]*.html L')" -eq 60 ]
}

@test "redirects without end, away and into the dark lead nowhere" {
	told loop 'more than 5 redirects'
	told cookiewall 'more than 5 redirects' ||
		grep -q 'cookiewall.*more than 5 redirects' "$log"
	# A wall that invents addresses does not fill the state.
	[ "$(sqlite3 "$data/crawl.db" "SELECT count(*) FROM page WHERE
		site = 'cookiewall' AND kind = 2")" -eq 3 ]
	grep -q 'event=redirect_lost url=http://tofile.test.*to=file:.*why=leaves' "$log"
	grep -q 'event=redirect_lost url=http://toprivate.test' "$log"
	refute grep -q 169.254 "$access"
	others_came loop
	others_came cookiewall
}

@test "bombs are refused by size or ratio, the site goes on without" {
	told gzipbomb 'unpacks past'
	told packedbomb 'unpacks past'
	told brotlibomb 'unpacks past'
	others_came gzipbomb
	others_came packedbomb
	others_came brotlibomb
}

@test "robots.txt of 2 MB or without end counts by its first 500 KiB" {
	refute grep -q 'robotslarge.test /n/bad' "$access"
	refute grep -q 'robotsendless.test /n/bad' "$access"
	others_came robotslarge
	others_came robotsendless
}

@test "a ring of robots.txt means no rules, one that is down means none" {
	others_came robotsring
	refute grep -E 'robotsdown.test /(index|n)' "$access"
	[ "$(grep -c 'robotsring.test /robots.txt' "$access")" -eq 6 ]
}

@test "where robots.txt and home are forbidden we stay away for a day" {
	[ "$(grep -c unwelcome.test "$access")" -eq 2 ]
	grep -q 'event=not_welcome host=unwelcome.test' "$log"
	[ "$(rests unwelcome)" = '0|86400' ]
}

@test "sitemaps that loop, flood, nest and declare entities are bounded" {
	[ "$(grep -c 'mapflood.test /m/' "$access")" -le 62 ]
	[ "$(grep -c 'maploop.test .*sitemap' "$access")" -le 10 ]
	told mapdeep 'nested too deeply'
	told xxe 'document type declaration'
	told laughs 'document type declaration'
	refute grep -q passwd "$access"
	others_came mapflood
	others_came maploop
	others_came xxe
	others_came laughs
}

@test "impossible dates are no dates, their articles are fetched" {
	[ "$(sqlite3 "$data/crawl.db" "SELECT count(*) FROM page WHERE
		site = 'dates' AND kind = 2 AND visits = 1")" -eq 7 ]
	[ "$(sqlite3 "$data/crawl.db" "SELECT count(*) FROM page WHERE
		site = 'dates' AND dated > unixepoch('$SANDYQ_NOW')")" -eq 0 ]
}

@test "one page under many addresses is found out as a soft 404" {
	[ "$(grep -c 'soft 404.*this page' <(grep soft.test "$log"))" -eq 3 ]
	[ "$(sqlite3 "$data/crawl.db" "SELECT sum(errors) FROM page WHERE
		site = 'soft'")" -eq 3 ]
}

@test "traps without end have a budget" {
	[ "$(grep -c 'calendar.test /n/' "$access")" -eq 70 ]
	[ "$(sqlite3 "$data/crawl.db" "SELECT count(*) FROM page WHERE
		site = 'queries' AND kind = 2")" -eq 100 ]
	grep -q 'event=trap url=http://queries.test/ addresses=4900' "$log"
	grep -q 'event=trap url=http://repeats.test/ addresses=36' "$log"
}

@test "list pages without end and trees too large are bounded" {
	[ "$(grep -c 'pager.test /list/' "$access")" -eq 9 ]
	[ "$(grep -c 'pager.test /n/' "$access")" -eq 10 ]
	told jsonbomb 'JSON of more than 200000 values'
	others_came jsonbomb
}

@test "a host that asked for rest is not asked in the next run either" {
	: >"$access"
	run crawl --site busyseconds run
	[[ $output == *'event=host_rests host=busyseconds.test seconds=3600'* ]]
	refute grep busyseconds "$access"
	SANDYQ_NOW=2026-03-01T07:00:01Z run crawl --site busyseconds run
	grep -q 'busyseconds.test /n/bad.html' "$access"
}

@test "crawls killed at random moments archive each page once, lose none" {
	run bash "$SANDYQ_SOURCE/tests/fault/kill.sh" 8
	[ "$status" -eq 0 ]
	[[ $output == '8 kills, '* ]]
}

@test "crawls on a disk that fills up archive each page once, lose none" {
	run bash "$SANDYQ_SOURCE/tests/fault/kill.sh" 8 full
	[ "$status" -ne 77 ] || skip 'only root can mount'
	[ "$status" -eq 0 ]
	[[ $output == '8 full disks, '* ]]
}

# once: 60 articles stand in the archives of that folder, each once.
once() {
	gzip -t "$1"/warc/*.warc.gz
	[ "$(zcat "$1"/warc/*.warc.gz | tr -d '\r' | LC_ALL=C awk '
		/^WARC-Type/ { type = $2 }
		type == "response" && /^WARC-Target-URI.*\/n\// { print $2 }' |
		sort | uniq -c | awk '{ n[$1]++ } END { for (i in n) print i, n[i] }')" = '1 60' ]
}

@test "a write that fails ends the run, and nothing is lost" {
	local i
	# A ceiling on the size of files stands for the disk that is full.
	for i in 12 30 50; do
		run bash -c "ulimit -f $i; trap '' XFSZ
			exec '$SANDYQ_BIN/sandyq-crawl' -c '$work/sandyq.yaml' \
			--data '$data.full' --site good run"
		[ "$status" -eq 1 ]
		[[ $output == *'level=error event=failed reason='* ]]
	done
	run crawl --data "$data.full" --site good run
	[ "$status" -eq 0 ]
	once "$data.full"
}

@test "a full disk has its own message" {
	local disk=$BATS_TEST_TMPDIR/disk
	mkdir "$disk"
	mount -t tmpfs -o size=40m none "$disk" 2>/dev/null ||
		skip 'only root can mount'
	head -c 8300000 /dev/zero >"$disk/ballast"
	run crawl --data "$disk/data" --site good run
	rm "$disk/ballast"
	[ "$status" -eq 1 ]
	[[ $output == *'reason="disk full: '*'MiB left'* ]]
	run crawl --data "$disk/data" --site good run
	once "$disk/data" || status=9
	umount "$disk"
	[ "$status" -eq 0 ]
}

@test "a certificate nobody vouches for is no answer" {
	local tls=$BATS_TEST_TMPDIR port
	openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=tls.test \
		-keyout "$tls/key" -out "$tls/cert" -days 2 2>/dev/null
	openssl s_server -accept 127.0.0.1:0 -key "$tls/key" -cert "$tls/cert" \
		-www >"$tls/out" 2>&1 3>&- &
	echo $! >"$tls/pid"
	wait_for grep -q '^ACCEPT' "$tls/out"
	port=$(sed -n 's/^ACCEPT.*://p' "$tls/out")
	site tls
	sed -i "s|http://tls|https://tls|; s|^connect:.*|connect: 127.0.0.1:$port|" \
		"$work/sites/tls.yaml"
	run crawl --site tls run
	kill "$(cat "$tls/pid")"
	[ "$status" -eq 3 ]
	[[ $output == *'subject=https://tls.test/robots.txt reason="SSL certificate problem'* ]]
}
