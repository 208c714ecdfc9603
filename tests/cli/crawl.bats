#!/usr/bin/env bats
# sandyq-crawl against a small site on loopback: what it asks for, what it
# archives, what it leaves alone, and how it comes back after a kill.

bats_require_minimum_version 1.5.0
source "$SANDYQ_SOURCE/tests/wait.bash"

setup() {
	root=$BATS_TEST_TMPDIR/root
	work=$BATS_TEST_TMPDIR/work
	data=$BATS_TEST_TMPDIR/data
	access=$BATS_TEST_TMPDIR/access.log
	mkdir -p "$root/town.test/n" "$work/sites"
	page / '<a href="/n/1.html">1</a> <a href="/n/2.html">2</a>
	    <a href="/n/closed.html">3</a> <a href="/about.html">about</a>'
	page /n/1.html 'one'
	page /n/2.html 'two'
	page /n/closed.html 'closed'
	printf 'User-agent: *\nDisallow: /n/closed\n' \
		>"$root/town.test/robots.txt"
	"$SANDYQ_BUILD/server/httpd" --root "$root" \
		--port-file "$BATS_TEST_TMPDIR/port" --log "$access" 3>&- &
	server=$!
	wait_file "$BATS_TEST_TMPDIR/port"
	port=$(cat "$BATS_TEST_TMPDIR/port")
	cat >"$work/sandyq.yaml" <<-END
		sites: sites
		indicators: i
		rules: r
		lexicon: l
		places: p.yaml
		crawl: { user_agent: sandyq-test/1, delay: 0 }
	END
	site 'private_addresses: yes'
}

teardown() {
	kill "$server"
}

# page PATH BODY: a page of the site.
page() {
	local file=$root/town.test$1
	[ "$1" != / ] || file=$root/town.test/index.html
	printf '<!doctype html><title>t</title>%s\n' "$2" >"$file"
}

# site LINE...: the configuration of the site, with these lines added.
site() {
	cat >"$work/sites/town.yaml" <<-END
		code: town
		name: Town
		home: http://town.test/
		kind: media
		start: [http://town.test/]
		article: '^http://town\.test/n/[a-z0-9]+\.html$'
		connect: 127.0.0.1:$port
	END
	printf '%s\n' "$@" >>"$work/sites/town.yaml"
}

crawl() {
	"$SANDYQ_BIN/sandyq-crawl" -c "$work/sandyq.yaml" --data "$data" "$@"
}

# The same in the background, as a process that can be killed: in $pid.
begin() {
	"$SANDYQ_BIN/sandyq-crawl" -c "$work/sandyq.yaml" --data "$data" run \
		2>"$BATS_TEST_TMPDIR/log" 3>&- &
	pid=$!
}

# asked N: whether that many articles were.
asked() {
	[ "$(grep -c /n/ "$access")" -ge "$1" ]
}

# refute COMMAND...: it must fail ("!" alone does not fail a test).
refute() {
	! "$@"
}

# How many records of that type there are in all archives.
records() {
	"$SANDYQ_BIN/sandyq-crawl" check "$data"/warc/*.warc.gz 2>/dev/null |
		tr ' ' '\n' | awk -F= -v type="$1" \
		'$1 == type { n += $2 } END { print n + 0 }'
}

@test "a first run archives the site, each page once" {
	run crawl run
	[ "$status" -eq 0 ]
	[ "$(sort "$access")" = "$(sort <<-'END'
		GET town.test /robots.txt 200
		GET town.test / 200
		GET town.test /n/1.html 200
		GET town.test /n/2.html 200
	END
	)" ]
	[[ $output == *'event=site site=town new=2 changed=0 unchanged=0 errors=0 denied=1'* ]]
	[[ ${lines[-1]} == *'event=stats in=4 out=4 bad=0'* ]]
	ls "$data/warc" | grep -Ex 'sandyq-20260301060000-00001\.warc\.gz'
	gzip -t "$data"/warc/*.warc.gz
	[ "$(records response)" -eq 4 ]
	[ "$(records request)" -eq 4 ]
}

@test "a crawler whom nobody can reach is told so" {
	page / nothing
	run crawl run
	[[ $output == *"level=warn event=no_contact "*"file=$work/sandyq.yaml"* ]]
	sed -i 's|user_agent: |contact: a@b.kz, user_agent: |' "$work/sandyq.yaml"
	run crawl run
	[[ $output != *no_contact* ]]
}

@test "what robots.txt closes is never asked for" {
	crawl run
	refute grep closed "$access"
}

@test "a second run asks with what it has and writes revisits alone" {
	crawl run
	: >"$access"
	run crawl run
	[ "$status" -eq 0 ]
	[ "$(sort "$access")" = "$(sort <<-'END'
		GET town.test /robots.txt 304
		GET town.test / 304
	END
	)" ]
	rm "$data/warc/sandyq-20260301060000-00001.warc.gz"
	[ "$(records response)" -eq 0 ]
	[ "$(records revisit)" -eq 2 ]
	[ "$(records request)" -eq 2 ]
	zcat "$data"/warc/*.warc.gz |
		grep -a 'WARC-Profile: .*/revisit/server-not-modified' >/dev/null
}

@test "articles are looked at again in an hour, and only changes archived" {
	crawl run
	page /n/1.html 'one, corrected'
	touch -d 2026-03-01T06:30:00Z "$root/town.test/n/1.html"
	: >"$access"
	SANDYQ_NOW=2026-03-01T07:00:00Z run crawl run
	[ "$status" -eq 0 ]
	grep -qx 'GET town.test /n/1.html 200' "$access"
	grep -qx 'GET town.test /n/2.html 304' "$access"
	[[ $output == *'new=0 changed=1 unchanged=2'* ]]
}

@test "a private address is refused unless the site allows it" {
	site
	run crawl run
	[ "$status" -eq 3 ]
	[[ $output == *'not a public address'* ]]
	[ ! -s "$access" ]
	[ "$(records response)" -eq 0 ]
	[ "$(records metadata)" -gt 0 ]
}

@test "a run killed at any moment loses nothing" {
	local links='' i
	for i in $(seq 60); do
		page "/n/p$i.html" "page $i"
		links="$links<a href='/n/p$i.html'>$i</a>"
	done
	page / "$links"
	site 'private_addresses: yes' 'delay: 0.03'
	for i in 3 9 20 31; do
		begin
		wait_for asked "$i"
		kill -9 "$pid"
		wait "$pid" || true
	done
	ls "$data"/warc/*.open
	run crawl run
	[ "$status" -eq 0 ]
	refute ls "$data"/warc/*.open
	gzip -t "$data"/warc/*.warc.gz
	run "$SANDYQ_BIN/sandyq-crawl" check "$data"/warc/*.warc.gz
	[ "$status" -eq 0 ]
	for i in $(seq 60); do
		zcat "$data"/warc/*.warc.gz |
			grep -aqx "<!doctype html><title>t</title>page $i"
	done
}

@test "only one run at a time: the other is told to come later" {
	mkdir -p "$data"
	exec 8>"$data/crawl.lock"
	flock 8
	run crawl run
	exec 8>&-
	[ "$status" -eq 75 ]
	[ ! -s "$access" ]
}

@test "SIGTERM ends a run in good order" {
	local links='' i
	for i in $(seq 200); do
		links="$links<a href='/n/q$i.html'>$i</a>"
	done
	page / "$links"
	site 'private_addresses: yes' 'delay: 0.05'
	begin
	wait_for grep -q /n/q "$access"
	kill "$pid"
	code=0
	wait "$pid" || code=$?
	[ "$code" -eq 75 ]
	grep -q event=stats "$BATS_TEST_TMPDIR/log"
	refute ls "$data"/warc/*.open
	[ "$(grep -c /n/q "$access")" -lt 200 ]
}

@test "sitemaps, feeds and packed indexes are followed within the site" {
	cat >"$root/town.test/feed.xml" <<-'END'
		<rss version="2.0"><channel><item><link>http://town.test/n/1.html</link>
		<pubDate>Sat, 28 Feb 2026 10:00:00 +0500</pubDate></item>
		<item><link>http://other.test/n/9.html</link></item></channel></rss>
	END
	cat >"$root/town.test/index.xml" <<-'END'
		<sitemapindex><sitemap><loc>http://town.test/map.xml.gz</loc></sitemap>
		</sitemapindex>
	END
	printf '%s' '<urlset><url><loc>http://town.test/n/2.html</loc>' \
		'<lastmod>2026-02-27</lastmod></url></urlset>' |
		gzip >"$root/town.test/map.xml.gz"
	cat >"$work/sites/town.yaml" <<-END
		code: town
		name: Town
		home: http://town.test/
		kind: media
		feeds: [http://town.test/feed.xml]
		sitemaps: [http://town.test/index.xml]
		connect: 127.0.0.1:$port
		private_addresses: yes
	END
	crawl run
	refute grep other.test "$access"
	# The newest comes first.
	[ "$(grep -n /n/ "$access" | cut -d: -f2 | paste -sd' ')" = \
		'GET town.test /n/1.html 200 GET town.test /n/2.html 200' ]
	rm -r "$data"
	: >"$access"
	crawl --since 2026-02-28 run
	refute grep /n/2.html "$access"
	grep -q /n/1.html "$access"
}

@test "a dry run prints what it would fetch and keeps nothing" {
	run --separate-stderr crawl --dry-run run
	[ "$status" -eq 0 ]
	[ "$(sort <<<"$output")" = "$(printf '%s\n' \
		http://town.test/n/1.html http://town.test/n/2.html \
		http://town.test/n/closed.html)" ]
	refute ls "$data"/warc/*
	run crawl --dry-run run
	[[ $output == *http://town.test/n/1.html* ]]
}

@test "lists that bring nothing new are left alone ever longer" {
	local at
	for at in 06:00 06:01 06:02 06:05 06:06 06:10 06:16; do
		SANDYQ_NOW=2026-03-01T$at:00Z crawl run
		echo "$at" >>"$access"
	done
	# New at 06:00, unchanged at 06:01: five minutes, then ten.
	[ "$(grep -E ' / |^0' "$access" | paste -sd' ')" = \
		"GET town.test / 200 06:00 GET town.test / 304 06:01 06:02 06:05 GET town.test / 304 06:06 06:10 GET town.test / 304 06:16" ]
	: >"$access"
	SANDYQ_NOW=2026-03-01T06:17:00Z crawl --site town run
	grep -q 'GET town.test / 304' "$access"
}

@test "a site that gives no articles any more is an alarm" {
	crawl run
	page / 'we have moved house'
	touch -d 2026-03-01T06:30:00Z "$root/town.test/index.html"
	SANDYQ_NOW=2026-03-01T08:00:00Z run crawl run
	[ "$status" -eq 3 ]
	[[ $output == *'subject=town reason="gave 3 articles before, gives none now"'* ]]
}

@test "a run leaves a report, and status says why a site is slow" {
	crawl --report "$BATS_TEST_TMPDIR/report.json" run
	[ "$(jq -r '.[0] | "\(.site) \(.new) \(.why)"' \
		"$BATS_TEST_TMPDIR/report.json")" = 'town 2 null' ]
	sed -i 's/^connect:.*/connect: 127.0.0.1:1/' "$work/sites/town.yaml"
	SANDYQ_NOW=2026-03-01T09:00:00Z run crawl --site town run
	run --separate-stderr crawl --format json status
	[[ $(jq -r '.[0].why' <<<"$output") == 'no answer: '* ]]
	run --separate-stderr crawl status
	[[ ${lines[1]} == town*'no answer: '* ]]
}

# map NAME DATE FROM TO: a sitemap of those articles, all of that date.
map() {
	local i
	{
		echo '<urlset>'
		for i in $(seq "$3" "$4"); do
			echo "<url><loc>http://town.test/n/m$i.html</loc>
				<lastmod>$2</lastmod></url>"
			page "/n/m$i.html" "article $i"
		done
		echo '</urlset>'
	} >"$root/town.test/$1"
}

@test "dates that are all the same are not believed" {
	map map.xml 2026-03-01 1 100
	site 'private_addresses: yes' 'sitemaps: [http://town.test/map.xml]'
	run crawl run
	[[ $output == *'event=list_trouble url=http://town.test/map.xml why="all dates are the same" newest=2026-03-01T00:00:00Z'* ]]
	[ "$(grep -c /n/m "$access")" -eq 100 ]
	: >"$access"
	map map.xml 2026-03-02 1 100
	SANDYQ_NOW=2026-03-01T06:30:00Z run crawl run
	[ "$(grep -c /n/m "$access")" -eq 0 ]
	map map.xml 2026-01-02 101 102
	SANDYQ_NOW=2026-03-02T06:30:00Z run crawl run
	[[ $output == *'event=list_trouble url=http://town.test/map.xml why="its newest entry is old" newest=2026-01-02T00:00:00Z'* ]]
}

@test "sitemaps behind three that hold nothing new are left alone" {
	local i when=2026-02-28
	echo '<sitemapindex>' >"$root/town.test/index.xml"
	for i in 1 2 3 4 5 6; do
		map "map$i.xml" "$when" "$i" "$i"
		echo "<sitemap><loc>http://town.test/map$i.xml</loc>
			<lastmod>2026-02-2$((9 - i))</lastmod></sitemap>"
	done >>"$root/town.test/index.xml"
	echo '</sitemapindex>' >>"$root/town.test/index.xml"
	site 'private_addresses: yes' 'sitemaps: [http://town.test/index.xml]'
	crawl run
	[ "$(grep -c 'map[1-6]' "$access")" -eq 6 ]
	: >"$access"
	for i in 1 2 3 4 5 6; do
		echo '<!-- made again -->' >>"$root/town.test/map$i.xml"
	done
	SANDYQ_NOW=2026-03-02T06:30:00Z crawl run
	[ "$(grep -o 'map[1-6]' "$access" | paste -sd' ')" = 'map1 map2 map3' ]
}

# listing PAGE FIRST LAST LINE: page PAGE of a list, of those articles.
listing() {
	local i links=''
	for i in $(seq "$2" "$3"); do
		links="$links<a href='/n/a$i.html'>$i</a>"
		page "/n/a$i.html" "article $i"
	done
	page "/list$1" "$links${4:-}"
}

@test "list pages are followed by number until nothing is new" {
	local i
	for i in 1 2 3 4 5; do
		listing "$i.html" $((i * 20 - 19)) $((i * 20)) \
			'<a href="/n/1.html">popular</a>'
	done
	site 'private_addresses: yes' 'lists:' \
		"  - { url: 'http://town.test/list{page}.html', from: 1, to: 4 }"
	sed -i '/^start/d' "$work/sites/town.yaml"
	crawl run
	[ "$(grep -o '/list[0-9]' "$access" | paste -sd' ')" = \
		'/list1 /list2 /list3 /list4' ]
	[ "$(grep -c '/n/a' "$access")" -eq 80 ]
	# Three new ones: the first page tells that the others are known.
	: >"$access"
	listing 1.html 101 103 "$(cat "$root/town.test/list1.html")"
	touch -d 2026-03-02T00:00:00Z "$root/town.test/list1.html"
	SANDYQ_NOW=2026-03-02T06:00:00Z crawl run
	[ "$(grep -o '/list[0-9]' "$access" | paste -sd' ')" = /list1 ]
	[ "$(grep -c '/n/a10[123].html 200' "$access")" -eq 3 ]
	# Reaching back passes over what is known.
	: >"$access"
	SANDYQ_NOW=2026-03-03T06:00:00Z crawl --since 2020-01-01 run
	[ "$(grep -c '/list' "$access")" -eq 4 ]
}

@test "list pages are followed by rel=next, and not round in circles" {
	listing 1.html 1 20 '<link rel="next" href="/list2.html">'
	listing 2.html 21 40 '<a rel="next" href="/list3.html">older</a>'
	listing 3.html 41 60 '<a rel=next href="/list1.html">oldest</a>'
	site 'private_addresses: yes'
	sed -i 's|^start:.*|start: [http://town.test/list1.html]|' \
		"$work/sites/town.yaml"
	crawl run
	[ "$(grep -c '/list' "$access")" -eq 3 ]
	[ "$(grep -c '/n/a' "$access")" -eq 60 ]
}

@test "a list that a kill cut off is read to its end by the next run" {
	local i
	for i in 1 2 3 4; do
		listing "$i.html" $((i * 20 - 19)) $((i * 20))
	done
	site 'private_addresses: yes' 'delay: 2' 'lists:' \
		"  - { url: 'http://town.test/list{page}.html', from: 1, to: 4 }"
	sed -i '/^start/d' "$work/sites/town.yaml"
	begin
	wait_for grep -q /list2 "$access"
	kill "$pid"
	wait "$pid" || true
	refute grep -q /list4 "$access"
	sed -i 's/^delay.*/delay: 0/' "$work/sites/town.yaml"
	SANDYQ_NOW=2026-03-01T06:10:00Z crawl run
	[ "$(grep -c '/n/a' "$access")" -eq 80 ]
}

@test "JSON end points name articles, page by page" {
	local i
	for i in 1 2 3; do
		page "/n/j$i.html" "from JSON $i"
		printf '{"data":{"items":[{"slug":"j%s","at":%s}]}}' "$i" \
			$((1772300000 - i * 86400)) >"$root/town.test/api$i.json"
	done
	printf '{"data":{"items":[]}}' >"$root/town.test/api4.json"
	site 'private_addresses: yes' 'lists:' \
		"  - url: 'http://town.test/api{page}.json'" '    from: 1' \
		'    items: data.items' "    link: '/n/{slug}.html'" \
		'    date: at'
	sed -i '/^start/d' "$work/sites/town.yaml"
	crawl --since 2026-02-27 run
	# The second page is all of days before.
	[ "$(grep -c /api "$access")" -eq 2 ]
	[ "$(grep -o '/n/j.' "$access" | paste -sd' ')" = '/n/j1' ]
	rm -r "$data"
	: >"$access"
	crawl run
	[ "$(grep -c /api "$access")" -eq 4 ]
	[ "$(grep -o '/n/j.' "$access" | paste -sd' ')" = '/n/j1 /n/j2 /n/j3' ]
	# What is no JSON is refused, and the status says so.
	echo '<html>moved' >"$root/town.test/api1.json"
	touch -d 2026-03-02T00:00:00Z "$root/town.test/api1.json"
	SANDYQ_NOW=2026-03-02T06:00:00Z run crawl run
	[ "$status" -eq 3 ]
	[[ $output == *'event=list_trouble url=http://town.test/api1.json why="cannot be read"'* ]]
}

@test "while a list lies the standby is read, and no longer" {
	map map.xml 2026-03-01 1 30
	page /n/late.html 'late'
	page /latest.html '<a href="/n/late.html">late</a>'
	site 'private_addresses: yes' \
		'sitemaps: [http://town.test/map.xml]' \
		'standby: [http://town.test/latest.html]'
	sed -i '/^start/d' "$work/sites/town.yaml"
	crawl run
	grep -q /latest.html "$access"
	grep -q /n/late.html "$access"
	run --separate-stderr crawl --format json status
	[ "$(jq -r '.[0].lists[0] | "\(.url) \(.trouble) \(.since)"' <<<"$output")" = \
		'http://town.test/map.xml all dates are the same 2026-03-01T06:00:00Z' ]
	run --separate-stderr crawl status
	[[ ${lines[1]} == *'http://town.test/map.xml: all dates are the same'* ]]
	# The next run knows it at once ...
	: >"$access"
	SANDYQ_NOW=2026-03-01T07:00:00Z crawl run
	grep -q /latest.html "$access"
	# ... and when the list has come to itself the standby is left alone.
	map map.xml 2026-03-02 31 35
	touch -d 2026-03-02T06:00:00Z "$root/town.test/map.xml"
	SANDYQ_NOW=2026-03-02T07:00:00Z run crawl run
	[[ $output == *'event=list_recovered url=http://town.test/map.xml'* ]]
	: >"$access"
	SANDYQ_NOW=2026-03-04T07:00:00Z crawl run
	refute grep /latest.html "$access"
	run --separate-stderr crawl --format json status
	[ "$(jq -r '.[0].lists | length' <<<"$output")" -eq 0 ]
}

@test "an index stands beside each archive and leads into it" {
	crawl run
	local warc=$data/warc/sandyq-20260301060000-00001.warc.gz at
	[ "$(cut -d' ' -f1,2 "${warc%.warc.gz}.cdxj")" = "$(printf '%s\n' \
		'test,town)/ 20260301060000' \
		'test,town)/n/1.html 20260301060000' \
		'test,town)/n/2.html 20260301060000' \
		'test,town)/robots.txt 20260301060000')" ]
	at=$(grep '/n/2.html' "${warc%.warc.gz}.cdxj" | cut -d' ' -f3-)
	[ "$(jq -r '.status + " " + .mime' <<<"$at")" = '200 text/html' ]
	tail -c +"$(($(jq -r .offset <<<"$at") + 1))" "$warc" |
		head -c "$(jq -r .length <<<"$at")" | zcat |
		grep -ax '<!doctype html><title>t</title>two'
	# What a repair writes is the same.
	cp "${warc%.warc.gz}.cdxj" "$BATS_TEST_TMPDIR/before"
	mv "$warc" "$warc.open"
	rm "${warc%.warc.gz}.cdxj"
	crawl run
	cmp "${warc%.warc.gz}.cdxj" "$BATS_TEST_TMPDIR/before"
}

@test "shards divide the sites by registrable domain" {
	local i
	for i in a b c d e f; do
		sed "s/town/$i/g; s/^name.*/name: $i/" "$work/sites/town.yaml" \
			>"$work/sites/$i.yaml"
	done
	for i in 1/3 2/3 3/3; do
		crawl --shard "$i" run
	done
	[ "$(cut -d' ' -f2,3 "$access" | grep robots | sort)" = \
		"$(printf '%s.test /robots.txt\n' a b c d e f town)" ]
	for i in 0/3 4/3 x 1/; do
		run crawl --shard "$i" run
		[ "$status" -eq 2 ]
		[[ $output == *"--shard $i"* ]]
	done
}

@test "language editions of one domain share one connection" {
	mkdir -p "$root/kaz.town.test"
	cp -r "$root/town.test/." "$root/kaz.town.test/"
	sed -i 's|^start:.*|start: [http://town.test/, http://kaz.town.test/]|
		s|^article:.*|article: /n/|' "$work/sites/town.yaml"
	printf '%s\n' 'hosts: [kaz.town.test]' 'delay: 0.1' \
		>>"$work/sites/town.yaml"
	local began=$EPOCHREALTIME
	crawl run
	[ "$(grep -c '/n/' "$access")" -eq 4 ]
	# Eight requests one after another, seven pauses between them.
	[ "$(((${EPOCHREALTIME/./} - ${began/./}) / 1000))" -ge 700 ]
}

@test "status tells what the last run brought" {
	crawl run
	run --separate-stderr crawl --format json status
	[ "$status" -eq 0 ]
	[ "$(jq -r '.[0] | "\(.site) \(.new) \(.denied) \(.pending) \(.last_success) \(.next_due)"' <<<"$output")" = \
		'town 2 1 0 2026-03-01T06:00:00Z 2026-03-01T07:00:00Z' ]
	run --separate-stderr crawl status
	[[ ${lines[0]} == site*'last success'*'next due'* ]]
	[[ ${lines[1]} == town*2026-03-01T06:00:00Z* ]]
}

@test "status before any run is exit 2 and says why" {
	run crawl status
	[ "$status" -eq 2 ]
	[[ $output == *'nothing crawled yet'* ]]
}

@test "wrong configuration is exit 2 with file and line" {
	site 'private_addresses: yes' 'colour: red'
	run crawl run
	[ "$status" -eq 2 ]
	[[ $output == *sites/town.yaml:9:* ]]
	site 'private_addresses: yes' "skip: ['a(b']"
	run crawl run
	[ "$status" -eq 2 ]
	[[ $output == *sites/town.yaml:9:* ]]
	site 'private_addresses: yes'
	run crawl --site nowhere run
	[ "$status" -eq 2 ]
	run crawl --since yesterday run
	[ "$status" -eq 2 ]
	[[ $output == *'--since yesterday'* ]]
}

@test "wrong usage is exit 2" {
	run crawl
	[ "$status" -eq 2 ]
	run crawl fly
	[ "$status" -eq 2 ]
	[[ $output == *'no such verb: fly'* ]]
	run crawl check
	[ "$status" -eq 2 ]
}

@test "robots and url explain themselves without any configuration" {
	run --separate-stderr "$SANDYQ_BIN/sandyq-crawl" robots \
		"$root/town.test/robots.txt" http://town.test/n/closed.html \
		http://town.test/n/1.html
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "$(printf 'deny\thttp://town.test/n/closed.html\tline 2: Disallow: /n/closed')" ]
	[ "${lines[1]}" = "$(printf 'allow\thttp://town.test/n/1.html\tno rule')" ]
	run --separate-stderr "$SANDYQ_BIN/sandyq-crawl" url \
		--base http://Town.test/n/ '1.html?utm_source=x#top' 'ftp://x/'
	[ "$status" -eq 3 ]
	[ "$output" = http://town.test/n/1.html ]
}

@test "check names a torn tail and goes on" {
	crawl run
	file=$(echo "$data"/warc/*.warc.gz)
	truncate -s -5 "$file"
	run --separate-stderr "$SANDYQ_BIN/sandyq-crawl" check "$file"
	[ "$status" -eq 3 ]
	[[ $output == *'response=4 '*' bad=1' ]]
	[[ $stderr == *"$file"* ]]
}

@test "probe tells what works" {
	run --separate-stderr crawl probe town
	[ "$status" -eq 0 ]
	[[ $output == *'robots   200 '*'home allowed'* ]]
	[[ $output == *'4 links, 3 articles, 0 lists'* ]]
	[[ $output == *'nowhere  404 '*'/sandyq-probe-'* ]]
	[[ $output == *'the pattern takes 3 of 4 home links, no section'* ]]
	[[ $output == *'works    1 of 1 lists'* ]]
	[ ! -e "$data/warc" ]
}

@test "probe finds what the site's file does not name, and what lies" {
	map map.xml 2026-03-01 1 30
	page / '<link rel="alternate" type="application/rss+xml" href="/rss">
	    <a href="/n/1.html">1</a>'
	printf '<rss><item><link>http://town.test/n/1.html</link></item></rss>' \
		>"$root/town.test/rss"
	echo 'Sitemap: http://town.test/map.xml' >>"$root/town.test/robots.txt"
	run --separate-stderr crawl --format json probe http://www.town.test/
	[ "$status" -eq 0 ]
	[ "$(jq -c '.looks[] | select(.configured | not) |
		[.what, .url, .works, .trouble]' <<<"$output" | grep town.test/[mr])" = \
		"$(printf '%s\n' '["robots","http://town.test/robots.txt",true,null]' \
		'["sitemap","http://town.test/map.xml",false,"all dates are the same"]' \
		'["feed","http://town.test/rss",true,null]')" ]
	[ "$(jq -c '[.site, .tls, .soft_404, .article.taken]' <<<"$output")" = \
		'["town","none",false,1]' ]
}

@test "probe proposes a file that a run can use" {
	local i
	rm "$work/sites/town.yaml"
	sed -i 's/delay: 0/delay: 0, private_addresses: yes/' "$work/sandyq.yaml"
	mkdir -p "$root/127.0.0.1"
	for i in 1 2 3 4; do
		echo "<title>$i</title>" >"$root/127.0.0.1/story-of-day-$i.html"
		echo "<item><link>http://127.0.0.1:$port/story-of-day-$i.html</link></item>"
	done >"$root/127.0.0.1/items"
	printf '<rss>%s</rss>' "$(cat "$root/127.0.0.1/items")" \
		>"$root/127.0.0.1/rss"
	echo '<title>The Day</title><a href="/about">about</a>' \
		>"$root/127.0.0.1/index.html"
	crawl --propose probe "http://127.0.0.1:$port/" \
		>"$work/sites/127-0-0-1.yaml"
	grep -x "name: 'The Day'" "$work/sites/127-0-0-1.yaml"
	run crawl run
	[ "$status" -eq 0 ]
	[[ $output == *'event=site site=127-0-0-1 new=4 '* ]]
	run crawl probe http://[broken/
	[ "$status" -eq 2 ]
	run crawl --format xml probe 127-0-0-1
	[ "$status" -eq 2 ]
}

@test "a pattern of addresses that yields nothing is given up for the day" {
	local i links='<a href="/n/1.html">1</a>'
	for i in $(seq 120); do
		links="$links<a href='/dead/$i.html'>$i</a>"
	done
	page / "$links<a href='/n/2027/01/1.html'>to come</a>"
	site 'private_addresses: yes'
	sed -i 's|^article:.*|article: /(n\|dead)/|' "$work/sites/town.yaml"
	run crawl run
	[ "$(grep -c /dead/ "$access")" -eq 40 ]
	[[ $output == *'event=barren site=town left=80'* ]]
	[[ $output == *'event=trap url=http://town.test/ addresses=1'* ]]
	grep -q '/n/1.html 200' "$access"
	refute grep 2027 "$access"
	# What was left is for another day.
	: >"$access"
	SANDYQ_NOW=2026-03-01T06:30:00Z crawl --site town run
	refute grep /dead/ "$access"
	SANDYQ_NOW=2026-03-02T08:00:00Z crawl --site town run
	[ "$(grep -c /dead/ "$access")" -eq 40 ]
}

@test "days in addresses count where lists give none" {
	local day links=''
	for day in 2026/02/27 2026/02/28 2026/02/26; do
		mkdir -p "$root/town.test/n/$day"
		page "/n/$day/a.html" "$day"
		links="$links<a href='/n/$day/a.html'>$day</a>"
	done
	page / "$links"
	site 'private_addresses: yes'
	sed -i 's|^article:.*|article: /n/2|' "$work/sites/town.yaml"
	crawl --since 2026-02-27 run
	# The newest first, and none of before that day.
	[ "$(grep -o '/n/2026/02/..' "$access" | paste -sd' ')" = \
		'/n/2026/02/28 /n/2026/02/27' ]
}

@test "an index without dates is read to its end, each sitemap at its pace" {
	local i
	{
		echo '<sitemapindex>'
		for i in 1 2 3 4 5; do
			map "map$i.xml" 2026-02-28 "$i" "$i"
			echo "<sitemap><loc>http://town.test/map$i.xml</loc></sitemap>"
		done
		echo '</sitemapindex>'
	} >"$root/town.test/index.xml"
	site 'private_addresses: yes' 'sitemaps: [http://town.test/index.xml]'
	crawl run
	SANDYQ_NOW=2026-03-01T06:10:00Z crawl run
	map map5.xml 2026-03-01 6 6
	: >"$access"
	echo '<!-- made again -->' >>"$root/town.test/index.xml"
	# Found unchanged ten minutes ago, they have five more to go ...
	SANDYQ_NOW=2026-03-01T06:12:00Z crawl run
	[ "$(grep -c 'map[1-5]' "$access")" -eq 0 ]
	echo '<!-- and again -->' >>"$root/town.test/index.xml"
	SANDYQ_NOW=2026-03-01T06:20:00Z crawl run
	[ "$(grep -c 'map[1-5]' "$access")" -eq 5 ]
	grep -q '/n/m6.html 200' "$access"
}
