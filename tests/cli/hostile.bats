#!/usr/bin/env bats
# What the web and a worn disk bring: each costs its own record, is named, and
# the run goes on (exit 3).

bats_require_minimum_version 1.5.0
source "$SANDYQ_SOURCE/tests/wait.bash"

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
	good='<html><head><title>Мост открыт</title></head><body><article>
<p>В городе открыт новый мост длиной 820 метров, сообщили в акимате области.</p>
<p>Строительство заняло два года, проект обошёлся в 12 млрд тенге, добавили в пресс-службе.</p>
</article></body></html>'
	printf '%s\n' "$good" >good.html
}

# member FILE: one response record as a gzip member, its body on stdin.
member() {
	printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n' >block
	cat >>block
	{
		printf 'WARC/1.1\r\nWARC-Type: response\r\n'
		printf 'WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-%012d>\r\n' "$2"
		printf 'WARC-Date: 2026-02-03T08:00:00Z\r\n'
		printf 'WARC-Target-URI: http://paper.test/%s\r\n' "$2"
		printf 'Content-Type: application/http;msgtype=response\r\n'
		printf 'Content-Length: %d\r\n\r\n' "$(wc -c <block)"
		cat block
		printf '\r\n\r\n'
	} | gzip -c >>"$1"
}

extract() {
	run --separate-stderr "$SANDYQ_BIN/sandyq-extract" --rejects rejects "$@"
}

@test "a torn WARC tail is refused by name, what stands before it is kept" {
	member a.warc.gz 1 <good.html
	member a.warc.gz 2 <good.html
	truncate -s -40 a.warc.gz
	extract a.warc.gz
	[ "$status" -eq 3 ]
	[ "$(printf '%s\n' "$output" | jq -r .url)" = http://paper.test/1 ]
	grep -q 'a.warc.gz' rejects
}

@test "a page of 50 MB is refused by its URL and the next one is read" {
	{ printf '<html><body><p>'; head -c 50000000 /dev/zero | tr '\0' x; } |
		member big.warc.gz 7
	member big.warc.gz 8 <good.html
	extract big.warc.gz
	[ "$status" -eq 3 ]
	[ "$(printf '%s\n' "$output" | jq -r .url)" = http://paper.test/8 ]
	grep -q 'http://paper.test/7' rejects
}

# peak COMMAND...: runs it; the KiB of its largest process go to the file peak.
# Each process may take 20 seconds of CPU, however busy the machine is.
peak() {
	python3 -c 'import resource, subprocess, sys
resource.setrlimit(resource.RLIMIT_CPU, (20, resource.RLIM_INFINITY))
code = subprocess.call(sys.argv[1:], timeout=300)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=open("peak", "w"))
sys.exit(code)' "$@"
}

# bounded PAGE [BYTES]: read within 64 MiB and the page's bytes, whatever comes
# of it; good.html follows.  The sanitizers' own memory cannot be bounded so.
bounded() {
	local kib=$((64 * 1024 + ${2:-$(wc -c <"$1")} / 1024))
	! nm -D "$SANDYQ_BIN/sandyq-extract" | grep -q __asan_init || kib=100000000
	run --separate-stderr peak "$SANDYQ_BIN/sandyq-extract" \
		--rejects rejects "$1" good.html
	[ "$status" -eq 0 ] || [ "$status" -eq 3 ]
	[ "$(cat peak)" -le "$kib" ] || { echo "$1: $(cat peak) of $kib KiB"; return 1; }
	[ "$status" -eq 0 ] || grep -q "$1" rejects
	[ "$(printf '%s\n' "$output" |
		jq -r 'select(.source.path == "good.html").title')" = 'Мост открыт' ]
}

# many N TEXT: it N times over, with the good page's text behind.
many() {
	printf '<html><body>'
	yes "$2" | head -n "$1" | tr -d '\n'
	cat good.html
}

@test "pages of one thing without end are bounded in memory and refused or read" {
	many 100000 '<tr><td>Область</td><td>27</td></tr>' >rows.html
	many 60000 '<div class="a"><span id="x">слово</span></div>' >marked.html
	many 20000 '<b>' >bold.html
	many 390000 '<p>' >paragraphs.html
	many 200000 '<a href="x">' >links.html
	many 100000 '<table><tr><td>x' >tables.html
	many 1000000 '&nbsp;' >entities.html
	many 300000 'Число 27 млн тенге. ' >text.html
	many 1000000 '<svg>' >drawings.html
	many 1000000 '<!--' >comments.html
	many 1000000 '<' >less.html
	many 1300000 '&nbsp;' >spaces.html
	many 260000 'короткая строка
' >lines.html
	for page in rows marked bold paragraphs links tables entities text \
		drawings comments less spaces lines; do
		bounded $page.html || { echo "$page: $output $stderr"; return 1; }
	done
	for page in rows marked; do
		bounded $page.html
		[ "$status" -eq 3 ]
		grep -q 'page of more than 60000 tags' rejects
	done
}

@test "a page as large as the crawler takes is read, of any make in bounds" {
	size=$("$SANDYQ_BIN/sandyq-crawl" -c "$SANDYQ_SOURCE/config/sandyq.yaml" \
		--print-config | sed -n 's/^body_max=//p')
	[ "$size" -ge 1000000 ]
	comment="<!-- $(yes заметка | head -n 100 | tr '\n' ' ')-->"
	for text in '&nbsp;' "$comment" '<script>"<"</script>' 'слово в тексте, ' \
		"<p>$(yes 'Построено 27 школ.' | head -n 12 | tr '\n' ' ')</p>"; do
		{
			cat good.html
			yes "$text" | tr -d '\n' | head -c $((size - $(wc -c <good.html)))
		} >large.html
		[ "$(wc -c <large.html)" -eq "$size" ]
		bounded large.html
		[ "$status" -eq 0 ] || grep -q 'article over 1048576 bytes' rejects
	done
	{
		cat good.html
		yes "$comment" | tr -d '\n' | head -c $((size - $(wc -c <good.html)))
	} | member large.warc.gz 1
	extract large.warc.gz
	[ "$status" -eq 0 ]
	[ "$(printf '%s\n' "$output" | jq -r .title)" = 'Мост открыт' ]
}

@test "8 MB of lines of a text are bounded in memory" {
	for line in a 'a b' 'короткая строка' 'Число 27.'; do
		yes "$line" | head -c 8000000 >lines.txt
		bounded lines.txt
	done
}

@test "1 MB full of figures is bounded in memory" {
	for text in 'Число 27 млн тенге. ' '5%, 6 млн тенге. ' '7 тенге ' \
		'сократилось с 27 до 20, около 36% и 343,6 млрд тенге; ' \
		'двадцать семь процентов, '; do
		{
			printf '<html><body><p>'
			yes "$text" | tr -d '\n' | head -c 1000000
		} >figures.html
		bounded figures.html
	done
}

@test "1,000,000 attributes are bounded in memory, on one tag and on many" {
	{
		printf '<html><body><div '
		seq 1000000 | sed 's/.*/a&=1/' | tr '\n' ' '
		printf '>'
		cat good.html
	} >one.html
	{
		printf '<html><body>'
		seq 250000 | sed 's/.*/<i a&=1 b c class=d>/' | tr -d '\n'
		cat good.html
	} >many.html
	bounded one.html
	bounded many.html
	[ "$(wc -l <<<"$output")" -eq 2 ]
}

# message CODING: a response with that content coding, its body on stdin.
message() {
	cat >body
	{
		printf 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n'
		printf 'Content-Encoding: %s\r\n\r\n' "$1"
		cat body
	} >block
	{
		printf 'WARC/1.1\r\nWARC-Type: response\r\n'
		printf 'WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000000a>\r\n'
		printf 'WARC-Date: 2026-02-03T08:00:00Z\r\n'
		printf 'WARC-Target-URI: http://paper.test/%s\r\n' "$1"
		printf 'Content-Type: application/http;msgtype=response\r\n'
		printf 'Content-Length: %d\r\n\r\n' "$(wc -c <block)"
		cat block
		printf '\r\n\r\n'
	}
}

@test "bombs in gzip, brotli and zstd cost their own page" {
	head -c 300000000 /dev/zero | gzip -9 | message gzip >bombs.warc
	head -c 300000000 /dev/zero |
		python3 -c 'import sys, zlib
c = zlib.compressobj(9, zlib.DEFLATED, -15)
sys.stdout.buffer.write(c.compress(sys.stdin.buffer.read()) + c.flush())' |
		message deflate >>bombs.warc
	if command -v brotli >/dev/null; then
		head -c 300000000 /dev/zero | brotli -c -q 5 | message br >>bombs.warc
	fi
	if command -v zstd >/dev/null; then
		head -c 300000000 /dev/zero | zstd -c -q | message zstd >>bombs.warc
	fi
	bounded bombs.warc $((8 << 20))
	[ "$status" -eq 3 ]
	grep -q 'http://paper.test/gzip' rejects
	grep -q 'http://paper.test/deflate' rejects
	[ "$(wc -l <rejects)" -eq "$(grep -ac '^WARC/1.1' bombs.warc)" ]
}

@test "a page cut anywhere, of every byte or wrongly labelled, is read" {
	cp "$SANDYQ_SOURCE/tests/golden/pages/ru-news.html" whole.html
	size=$(wc -c <whole.html)
	for part in 1 2 3 4 5 6 7 8 9; do
		head -c $((size * part / 10)) whole.html >"cut$part.html"
	done
	for byte in $(seq 0 255); do
		printf "\\$(printf '%03o' "$byte")"
	done >bytes.html
	{ printf '<html><body>'; cat bytes.html bytes.html; cat good.html; } >all.html
	for label in utf-16 koi8-r shift_jis iso-2022-jp utf-7 nonsense; do
		{
			printf '<html><head><meta charset="%s">' "$label"
			cat good.html
		} >"label-$label.html"
	done
	extract cut?.html bytes.html all.html label-*.html
	[ "$status" -eq 0 ]
	printf '%s\n' "$output" | iconv -f UTF-8 -t UTF-8 >/dev/null
	for page in label-utf-16 label-koi8-r label-iso-2022-jp \
		label-utf-7 label-nonsense; do
		printf '%s\n' "$output" | jq -r --arg p "$page.html" \
			'select(.source.path == $p).text' |
			grep -q 'новый мост' || { echo "$page"; return 1; }
	done
}

@test "50,000 nested divs cost at most their own page, in bounded time" {
	{
		printf '<html><body>'
		yes '<div>' | head -n 50000 | tr -d '\n'
		printf '<p>глубоко</p>'
	} >deep.html
	run --separate-stderr within 10 "$SANDYQ_BIN/sandyq-extract" \
		--rejects rejects deep.html good.html
	[ "$status" -eq 0 ] || [ "$status" -eq 3 ]
	[ "$(printf '%s\n' "$output" | jq -r 'select(.source.path == "good.html").title')" = 'Мост открыт' ]
	[ "$status" -eq 0 ] || grep -q deep.html rejects
}

@test "broken UTF-8 and NUL in a page give valid output" {
	{
		printf '<html><body><article><p>Построено 12 новых школ\377\376, сообщил'
		printf ' аким\000 области, и ещё три детских сада будут сданы осенью.</p></article>'
	} >rotten.html
	extract rotten.html good.html
	[ "$status" -eq 0 ] || [ "$status" -eq 3 ]
	printf '%s\n' "$output" | iconv -f UTF-8 -t UTF-8 >/dev/null
	printf '%s\n' "$output" | jq -e 'select(.source.path == "good.html")' >/dev/null
	printf '%s\n' "$output" |
	    jq -se 'length > 0 and all(.text | explode | index(0) | not)' >/dev/null
}

@test "a line over 16 MiB is refused with its number, the next one is read" {
	{
		printf '{"v":1,"type":"document","id":"a","url":"http://paper.test/a","text":"'
		head -c 17000000 /dev/zero | tr '\0' x
		printf '"}\n'
		printf '{"v":1,"type":"document","id":"b","url":"http://paper.test/b","text":"x","mentions":[]}\n'
	} >long.jsonl
	for program in sandyq-normalize; do
		run --separate-stderr "$SANDYQ_BIN/$program" --rejects rejects long.jsonl
		[ "$status" -eq 3 ]
		[ "$(printf '%s\n' "$output" | jq -r .id)" = b ]
		grep -q 'line 1' rejects || grep -q ':1' rejects
	done
}

@test "rotten lines are refused by file and line, good ones pass" {
	{
		printf 'not json\n'
		printf '{"v":1,"type":"document","id":"a","id":"b","url":"http://p.test/","text":"x"}\n'
		printf '{"v":2,"type":"document","id":"a","url":"http://p.test/","text":"x"}\n'
		printf '{"v":1,"type":"document","id":"a","url":"http://p.test/","text":"x","mentions":[{"start":5,"length":9}]}\n'
		printf '{"v":1,"type":"document","id":"a\\u0000","url":"http://p.test/","text":"x"}\n'
		printf '{"v":1,"type":"document","id":"ok","url":"http://p.test/","text":"x","mentions":[]}\n'
	} >rotten.jsonl
	run --separate-stderr "$SANDYQ_BIN/sandyq-normalize" --rejects rejects rotten.jsonl
	[ "$status" -eq 3 ]
	[ "$(printf '%s\n' "$output" | jq -r .id)" = ok ]
	[ "$(wc -l <rejects)" -eq 5 ]
	[ "$(jq -r .subject rejects | grep -c rotten.jsonl)" -eq 5 ]
	[[ $stderr == *'event=stats in=6 out=1 bad=5'* ]]
}

@test "a wrong configuration key ends each program with file and line" {
	cp -R "$SANDYQ_SOURCE/config" config
	printf 'nonsense: 1\n' >>config/sandyq.yaml
	line=$(wc -l <config/sandyq.yaml)
	for program in crawl extract normalize store; do
		case $program in
		crawl | store) verb=status ;;
		*) verb=/dev/null ;;
		esac
		run --separate-stderr "$SANDYQ_BIN/sandyq-$program" \
			-c config/sandyq.yaml --data data "$verb"
		[ "$status" -eq 2 ]
		case $stderr in
		*"config/sandyq.yaml:$line:"*nonsense*) ;;
		*) echo "$program: $stderr" && false ;;
		esac
	done
}

@test "a reader that goes away ends the pipe without a hang" {
	for i in $(seq 1 200); do cat good.html; done >many.txt
	run within 20 bash -c '"$SANDYQ_BIN/sandyq-extract" $(yes good.html | head -n 2000) | head -n 1'
	[ "$status" -ne 124 ]
}

@test "the same input gives the same bytes with any --jobs" {
	for i in 1 2 3 4 5 6 7 8 9; do
		sed "s/820/8$i/" good.html >"p$i.html"
	done
	"$SANDYQ_BIN/sandyq-extract" --jobs 1 p?.html >one
	"$SANDYQ_BIN/sandyq-normalize" --jobs 1 one >facts1
	for jobs in 2 3 5; do
		"$SANDYQ_BIN/sandyq-extract" --jobs $jobs p?.html | cmp - one
		"$SANDYQ_BIN/sandyq-normalize" --jobs $jobs one | cmp - facts1
	done
	[ "$(wc -l <one)" -eq 9 ]
	[ "$(jq -c '.facts[]' facts1 | wc -l)" -ge 9 ]
}

@test "a folder given for a file is refused by its name" {
	mkdir folder
	config=$SANDYQ_SOURCE/config/sandyq.yaml
	for program in extract normalize; do
		run "$SANDYQ_BIN/sandyq-$program" -c "$config" folder
		[ "$status" -eq 3 ]
		[[ $output == *'subject=folder reason="open: Is a directory"'* ]]
	done
	run "$SANDYQ_BIN/sandyq-store" -c "$config" --db a.db load folder
	[ "$status" -eq 3 ]
	run "$SANDYQ_BIN/sandyq-store" -c "$config" --db '' status
	[ "$status" -eq 2 ]
	run "$SANDYQ_BIN/sandyq-extract" --nonsense
	[ "$status" -eq 2 ]
	[[ $output == 'sandyq-extract: '*nonsense*'--help tells the options' ]]
}

@test "robots takes no empty address" {
	: >robots.txt
	run "$SANDYQ_BIN/sandyq-crawl" robots robots.txt '' https://a.kz/b
	[ "$status" -eq 3 ]
	[[ $output == *$'allow\thttps://a.kz/b\tno rule'* ]]
}
