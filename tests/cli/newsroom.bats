#!/usr/bin/env bats
# The demonstration newsrooms, the server that shows them, and what the
# extractor keeps of every one of their pages.
source "$SANDYQ_SOURCE/tests/wait.bash"

setup() {
	room=$SANDYQ_BUILD/newsroom
	port_file=$BATS_TEST_TMPDIR/port
	log=$BATS_TEST_TMPDIR/access.log
}

teardown() {
	[ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
}

serve() {
	"$SANDYQ_BUILD/server/httpd" --root "$room" --port-file "$port_file" \
	    --log "$log" 3>&- &
	server=$!
	wait_file "$port_file"
	port=$(cat "$port_file")
}

# ask METHOD HOST PATH [HEADER...]: the whole answer, header lines and body.
ask() {
	local header
	exec 5<>"/dev/tcp/127.0.0.1/$port"
	{
		printf '%s %s HTTP/1.1\r\nHost: %s\r\n' "$1" "$3" "$2"
		for header in "${@:4}"; do
			printf '%s\r\n' "$header"
		done
		printf 'Connection: close\r\n\r\n'
	} >&5
	cat <&5
	exec 5>&-
}

status_of() {
	ask "$@" | sed -n '1s/^HTTP.1.1 \([0-9]*\).*/\1/p'
}

head_of() {
	ask "$@" | sed '/^\r$/q' | tr -d '\r'
}

body_of() {
	ask "$@" | sed '1,/^\r$/d'
}

@test "composing twice gives the same bytes" {
	sh "$SANDYQ_SOURCE/tests/newsroom/compose.sh" "$BATS_TEST_TMPDIR/again"
	diff -r -x .done "$room" "$BATS_TEST_TMPDIR/again"
}

@test "there are articles enough, a third of them Kazakh, all dated" {
	run jq -rs '[length, (map(select(.lang == "kk")) | length),
	    (map(.date[:4]) | unique | join(" "))] | @tsv' "$room/truth.jsonl"
	[ "$status" -eq 0 ]
	read -r all kazakh years <<<"$output"
	[ "$all" -ge 34 ]
	[ $((kazakh * 3)) -ge "$all" ]
	[ "$years" = "2023 2024 2025 2026" ]
}

@test "every line of prose in the sources comes through" {
	# What follows the head and is no mark; cells and items lose theirs.
	for source in "$SANDYQ_SOURCE"/tests/newsroom/*/articles/*.txt; do
		grep -q '^closed: yes' "$source" && continue
		sed '1,/^$/d; /^$/d; /^!/d; /^|/d; s/^\(##\|>\|-\|[0-9]*\.\) //' \
		    "$source"
	done >"$BATS_TEST_TMPDIR/prose"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/prose")" -gt 200 ]
	jq -r '.text[]' "$room/truth.jsonl" | sort >"$BATS_TEST_TMPDIR/kept"
	run bash -c 'sort "$1" | comm -23 - "$2"' sh "$BATS_TEST_TMPDIR/prose" \
	    "$BATS_TEST_TMPDIR/kept"
	echo "$output"
	[ -z "$output" ]
}

@test "every list, feed and sitemap names only pages that are there" {
	cd "$room"
	grep -rhoE '<(loc|link|id)>http://[^<]*' --include='*.xml' . |
	    sed 's|^<[a-z]*>http://||' | sort -u >"$BATS_TEST_TMPDIR/named"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/named")" -gt 40 ]
	while read -r page; do
		[ -e "$page" ] || { echo "missing $page"; return 1; }
	done <"$BATS_TEST_TMPDIR/named"
}

@test "every article is reachable from a sitemap or a list" {
	cd "$room"
	jq -r .url truth.jsonl | while read -r url; do
		path=${url#http://*/}
		host=${url#http://}
		host=${host%%/*}
		find "$host" -name 'sitemap*' -o -path "$host/index.html" \
		    -o -name 'archive-*' | xargs grep -q "/$path[\"<]" ||
		    { echo "nowhere: $url"; exit 1; }
	done
}

@test "hosts behind one port show their own pages" {
	serve
	ask GET dala-habar.test /robots.txt | grep -q 'Dala Habar'
	ask GET zhetisu-post.test /robots.txt | grep -q 'jabyq'
	ask GET zhetisu-post.test:8080 / | grep -q 'Жетісу пошта'
	[ "$(status_of GET nobody.test /)" = 404 ]
}

@test "a page in windows-1251 says so in its meta or in its header" {
	serve
	body_of GET qala.test /news/1093.html | iconv -f CP1251 -t UTF-8 |
	    grep -q 'Проезд в автобусе'
	head_of GET qala.test /news/1093.html | grep -qx 'Content-Type: text/html'
	head_of GET qala.test /news/1188.html |
	    grep -qx 'Content-Type: text/html; charset=windows-1251'
}

@test "an unchanged page is 304 by its tag and by its date" {
	serve
	head_of HEAD qala.test / >"$BATS_TEST_TMPDIR/head"
	tag=$(sed -n 's/^ETag: //p' "$BATS_TEST_TMPDIR/head")
	date=$(sed -n 's/^Last-Modified: //p' "$BATS_TEST_TMPDIR/head")
	[ "$(status_of GET qala.test / "If-None-Match: $tag")" = 304 ]
	[ "$(status_of GET qala.test / "If-Modified-Since: $date")" = 304 ]
	[ "$(status_of GET qala.test / 'If-None-Match: "other"' \
	    "If-Modified-Since: $date")" = 200 ]
}

@test "a compressed page is sent only to those who take it" {
	serve
	page=/2026/01/29/jiyrma-monoqala.html
	body_of GET zhetisu-post.test $page >"$BATS_TEST_TMPDIR/plain"
	cmp "$BATS_TEST_TMPDIR/plain" "$room/zhetisu-post.test$page"
	body_of GET zhetisu-post.test $page 'Accept-Encoding: gzip' |
	    gzip -dc | cmp - "$BATS_TEST_TMPDIR/plain"
}

@test "nothing outside the folder and no sidecar is served" {
	serve
	[ "$(status_of GET qala.test /../truth.jsonl)" = 400 ]
	[ "$(status_of GET .. /truth.jsonl)" = 400 ]
	[ "$(status_of GET qala.test /news/1093.html.headers)" = 400 ]
	[ "$(status_of DELETE qala.test /)" = 405 ]
}

@test "the log has one line for each answer" {
	serve
	ask GET dala-habar.test /ru
	ask HEAD dala-habar.test '/ru/?page=2'
	ask GET dala-habar.test /nothing
	run cat "$log"
	[ "${lines[0]}" = "GET dala-habar.test /ru 301" ]
	[ "${lines[1]}" = "HEAD dala-habar.test /ru/ 200" ]
	[ "${lines[2]}" = "GET dala-habar.test /nothing 404" ]
	[ "${#lines[@]}" -eq 3 ]
}

@test "broken and idle clients do not stop the server" {
	serve
	head -c 100000 /dev/zero >"/dev/tcp/127.0.0.1/$port" || true
	printf 'GET\r\n\r\n' >"/dev/tcp/127.0.0.1/$port" || true
	exec 6<>"/dev/tcp/127.0.0.1/$port"
	printf 'GET / HT' >&6
	ask GET qala.test / | grep -q '<html>'
	exec 6>&-
}

# has_ended PID: a zombie whom nobody waits for has ended as well.
has_ended() {
	local state
	state=$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' \
	    "/proc/$1/status" 2>/dev/null || true)
	[ -z "$state" ] || [ "$state" = Z ]
}

@test "the server ends with SIGTERM and with its parent" {
	serve
	kill "$server"
	wait "$server"
	rm "$port_file"
	bash -c '"$1" --root "$2" --port-file "$3" & echo $! >"$3.pid"
	    while [ ! -s "$3" ]; do sleep 0.05; done' sh \
	    "$SANDYQ_BUILD/server/httpd" "$room" "$port_file" 3>&- >/dev/null
	child=$(cat "$port_file.pid")
	wait_for has_ended "$child"
}

# Each page of the newsrooms through sandyq-extract, beside its truth.
extract_all() {
	cd "$room"
	find . -name '*.html' ! -path '*/print/*' ! -path '*/jabyq/*' \
	    ! -path '*/drafts/*' \( -path './dala*/news/*' -o \
	    -path './qala.test/news/*' -o -path './zhetisu*/20*' \) | sort |
	    xargs "$SANDYQ_BIN/sandyq-extract" \
	    -c "$SANDYQ_SOURCE/config/sandyq.yaml" >"$BATS_TEST_TMPDIR/docs" \
	    2>"$BATS_TEST_TMPDIR/log"
	jq -s --slurpfile docs "$BATS_TEST_TMPDIR/docs" '
	    ($docs | map({key: (.source.path | ltrimstr("./") |
	        rtrimstr("index.html")), value: .}) | from_entries) as $by |
	    map(. + {got: $by[.url | ltrimstr("http://")]})' \
	    "$room/truth.jsonl" >"$BATS_TEST_TMPDIR/pairs"
}

# none WHAT FILTER: the filter over all pairs must print nothing.
none() {
	run jq -r "$2" "$BATS_TEST_TMPDIR/pairs"
	[ "$status" -eq 0 ]
	[ -z "$output" ] || { echo "$1:"; echo "$output"; return 1; }
}

@test "the extractor keeps the whole article and nothing around it" {
	extract_all
	none "no document" '.[] | select(.got == null) | .url'
	none "lost" '.[] | .got.text as $t | .url as $u | .text[] |
	    select(. as $p | $t | contains($p) | not) | "\($u): \(.)"'
	none "left over" '.[] | .got.text as $t | .url as $u | .boilerplate[] |
	    select(. as $p | $t | contains($p)) | "\($u): \(.)"'
}

@test "the extractor reads title, date and language of every article" {
	extract_all
	none "title" '.[] | select(.title != .got.title) |
	    "\(.url): \(.got.title)"'
	none "language" '.[] | select(.lang != .got.lang) |
	    "\(.url): \(.got.lang)"'
	# A date without a clock or a zone may differ by hours, not by a day.
	none "date" '.[] | select(.date[:10] != .got.published_at[:10]) |
	    "\(.url): \(.got.published_at)"'
}

@test "every figure that an article states is found, and no other of its kind" {
	extract_all
	"$SANDYQ_BIN/sandyq-normalize" --flat \
	    -c "$SANDYQ_SOURCE/config/sandyq.yaml" "$BATS_TEST_TMPDIR/docs" \
	    >"$BATS_TEST_TMPDIR/facts" 2>"$BATS_TEST_TMPDIR/log"
	# Where a number changed, the page states what it has become.
	jq -r --slurpfile truth "$room/truth.jsonl" '
	    ([$truth[].figures[] | split(" ")[0]] | unique) as $codes |
	    select(.change.role != "from") |
	    select(.indicator as $i | $codes | index($i)) |
	    "\(.url | ltrimstr("http://") | ltrimstr("./")) \(.indicator) \(.value)"' \
	    "$BATS_TEST_TMPDIR/facts" | sort -u >"$BATS_TEST_TMPDIR/got"
	jq -r '(.url | ltrimstr("http://")) as $u | .figures[] | "\($u) \(.)"' \
	    "$room/truth.jsonl" | sort -u >"$BATS_TEST_TMPDIR/want"
	[ "$(wc -l <"$BATS_TEST_TMPDIR/want")" -gt 30 ]
	diff "$BATS_TEST_TMPDIR/want" "$BATS_TEST_TMPDIR/got"
}
