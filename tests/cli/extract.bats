#!/usr/bin/env bats
# sandyq-extract over pages of every kind.

bats_require_minimum_version 1.5.0
source "$SANDYQ_SOURCE/tests/wait.bash"

setup() {
	pages=$SANDYQ_SOURCE/tests/golden/pages
	cd "$BATS_TEST_TMPDIR" || return 1
}

extract() {
	run --separate-stderr "$SANDYQ_BIN/sandyq-extract" \
	    --rejects "$BATS_TEST_TMPDIR/rejects" "$@"
}

# record TYPE CONTENT-TYPE URL [FIELD...]: a plain WARC record, its block on
# stdin.
record() {
	cat >block
	printf 'WARC/1.1\r\nWARC-Type: %s\r\nContent-Type: %s\r\n' "$1" "$2"
	printf 'WARC-Target-URI: %s\r\n' "$3"
	printf 'WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\n'
	printf 'WARC-Date: 2026-02-03T08:00:00Z\r\nContent-Length: %d\r\n\r\n' \
		"$(wc -c <block)"
	cat block
	printf '\r\n\r\n'
}

# response STATUS TYPE URL: an HTTP response with the body on stdin.
response() {
	{ printf 'HTTP/1.1 %s X\r\nContent-Type: %s\r\n\r\n' "$1" "$2"; cat; } |
		record response 'application/http; msgtype=response' "$3"
}

@test "every golden page gives the document beside it" {
	for page in "$pages"/*.html "$pages"/*.txt; do
		"$SANDYQ_BIN/sandyq-extract" --fetched-at 2026-03-01T06:00:00Z \
		    "$page" 2>log | jq -f "$pages/passages.jq" >got ||
			{ cat log; return 1; }
		diff -u "$page.json" got || { echo "$page"; return 1; }
	done
}

@test "a file is named in its document and needs no URL" {
	cp "$pages/ru-trending.txt" page.txt
	extract page.txt
	[ "$status" -eq 0 ]
	[ "$(echo "$output" | jq -r '.source.path, .url, .fetched_at, .v')" = \
	    "page.txt
page.txt
null
1" ]
	echo "$output" | jq -e '.id | test("^[0-9a-f]{32}$")'
	echo "$output" | jq -e '.mentions | type == "array"'
}

@test "standard input is read, and told by its content" {
	run --separate-stderr sh -c \
	    '"$0" - <"$1" | jq -r .title' "$SANDYQ_BIN/sandyq-extract" \
	    "$pages/kk-news.html"
	[ "$output" = "Моноқалалар саны жиырмаға дейін азайды" ]
}

@test "WARC responses, resources and conversions become documents" {
	{
		record warcinfo application/warc-fields x </dev/null
		response 200 'text/html; charset=utf-8' http://a.test/1 \
			<"$pages/ru-news.html"
		response 200 'text/html; charset=windows-1251' http://a.test/2 \
			<"$pages/ru-tables-1251.html"
		record resource text/html http://a.test/3 <"$pages/kk-news.html"
		record conversion text/plain http://a.test/4 <"$pages/ru-lines.txt"
	} >a.warc
	extract a.warc
	[ "$status" -eq 0 ]
	[ "$(echo "$output" | jq -r .url)" = "http://a.test/1
http://a.test/2
http://a.test/3
http://a.test/4" ]
	[ "$(echo "$output" | jq -r .fetched_at | sort -u)" = \
	    2026-02-03T08:00:00Z ]
	echo "$output" | jq -es '.[1].source.offset > .[0].source.offset'
	# Another host's canonical address is not believed.
	[ "$(echo "$output" | head -n 1 | jq -r .canonical_url)" = \
	    http://a.test/1 ]
	gzip -k a.warc
	"$SANDYQ_BIN/sandyq-extract" a.warc.gz 2>/dev/null | jq -r .id >ids
	[ "$(echo "$output" | jq -r .id)" = "$(cat ids)" ]
}

@test "what is no page is skipped, not refused" {
	{
		response 404 text/html http://a.test/1 <"$pages/ru-news.html"
		response 200 image/png http://a.test/2 </dev/null
		response 200 text/plain http://a.test/robots.txt <"$pages/ru-lines.txt"
		echo '<rss><channel></channel></rss>' |
			response 200 text/html http://a.test/3
		response 200 text/html http://a.test/ <"$pages/front-page.html"
		record request application/http http://a.test/4 </dev/null
	} >a.warc
	extract a.warc
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[ ! -s rejects ]
	echo "$stderr" | grep -q 'event=skipped records=6'
}

@test "a broken message is refused by URL and place, the rest goes on" {
	{
		echo nonsense | record response application/http http://a.test/1
		response 200 text/html http://a.test/2 <"$pages/kk-news.html"
	} >a.warc
	extract a.warc
	[ "$status" -eq 3 ]
	[ "$(echo "$output" | jq -r .url)" = http://a.test/2 ]
	jq -e '.subject == "http://a.test/1 (a.warc at 0)"' rejects
}

@test "any number of workers gives the same bytes" {
	set -- "$pages"/*.html "$pages"/*.txt
	"$SANDYQ_BIN/sandyq-extract" "$@" >one 2>/dev/null
	"$SANDYQ_BIN/sandyq-extract" --jobs 2 "$@" >two 2>/dev/null
	"$SANDYQ_BIN/sandyq-extract" --jobs 7 "$@" >seven 2>/dev/null
	[ -s one ]
	cmp one two
	cmp one seven
}

@test "documents get their figures anew and keep the rest" {
	"$SANDYQ_BIN/sandyq-extract" "$pages/ru-news.html" 2>/dev/null >first
	jq -c '.lang = null | .id = "00000000000000000000000000000001" |
	    .mentions = [] | .ruleset = "old" | .mine = {"a": [1]}' first >given
	extract given
	[ "$status" -eq 0 ]
	echo "$output" | jq -e '.lang == null and .mine == {"a": [1]} and
	    .id == "00000000000000000000000000000001"'
	[ "$(echo "$output" | jq -c '[.mentions, .ruleset]')" = \
	    "$(jq -c '[.mentions, .ruleset]' first)" ]
	# Twice gives the same bytes.
	echo "$output" >again
	"$SANDYQ_BIN/sandyq-extract" again 2>/dev/null | cmp - again
}

@test "a broken document is refused by its line" {
	"$SANDYQ_BIN/sandyq-extract" "$pages/ru-news.html" 2>/dev/null >docs
	printf '{"v":1,\n\n' >>docs
	cat docs >both
	"$SANDYQ_BIN/sandyq-extract" "$pages/kk-news.html" 2>/dev/null >>both
	extract both
	[ "$status" -eq 3 ]
	[ "$(echo "$output" | wc -l)" -eq 2 ]
	jq -e '.subject == "both:2"' rejects
}

@test "hostile nesting keeps its text and its time" {
	for tag in div b a span ul table 'div><p' 'button><select'; do
		{
			printf '<html><body>'
			yes "<$tag>" | head -n 50000 | tr -d '\n'
			printf '</a><p>Правительство утвердило план развития моногородов, сообщила служба печати.</p>'
			printf '<p>В плане двадцать городов, в каждом откроют новые заводы, чтобы люди не уезжали.</p>'
		} >deep.html
		run --separate-stderr within 30 "$SANDYQ_BIN/sandyq-extract" \
		    deep.html
		[ "$status" -eq 0 ]
	done
}

@test "wrong usage ends with 2" {
	extract --jobs 0
	[ "$status" -eq 2 ]
	extract --jobs many
	[ "$status" -eq 2 ]
	extract --fetched-at yesterday
	[ "$status" -eq 2 ]
	extract --no-such
	[ "$status" -eq 2 ]
}

@test "a missing file is refused, the others are read" {
	extract none.html "$pages/kk-news.html"
	[ "$status" -eq 3 ]
	[ "$(echo "$output" | wc -l)" -eq 1 ]
	mkdir folder
	extract folder
	[ "$status" -eq 3 ]
}

# valley TITLE FIGURE: a page of one site; they share their last paragraph.
valley() {
	cat <<-PAGE
		<html><head><meta property="og:url" content="https://valley.example/$2">
		<title>$1</title></head><body><h1>$1</h1>
		<p>$1, the council decided on Monday, and it will take until spring, when the snow is gone.</p>
		<p>It costs $2 euros, of which the county pays a half, and the rest comes from a loan of the savings bank.</p>
		<p>People had asked for it in a letter with $2 names, which lay on the table for two years without an answer.</p>
		<p>The Valley Post was founded in 1921, and 40 people bring it to you on every working day of the year.</p>
		</body></html>
	PAGE
}

@test "what repeats on the pages of a site is furniture once it is learnt" {
	valley 'A bridge gets new railings' 1300 >a.html
	valley 'The pool opens in May' 2700 >b.html
	extract --memory site a.html
	[ "$status" -eq 0 ]
	[[ $output == *'founded in 1921'* ]]
	extract --learn site a.html b.html
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	extract --jobs 2 --learn again b.html a.html b.html
	cmp site again
	extract --memory site a.html b.html
	[ "$status" -eq 0 ]
	[ "$(wc -l <<<"$output")" -eq 2 ]
	[[ $output != *'founded in 1921'* ]]
	[[ $output == *'1300 euros'* && $output == *'2700 euros'* ]]
}

@test "a memory that is none is refused before any page" {
	echo nonsense >site
	extract --memory site "$pages/en-news.html"
	[ "$status" -eq 2 ]
	[[ $stderr == *'site:1:'* ]]
	extract --memory site --learn site "$pages/en-news.html"
	[ "$status" -eq 2 ]
}
