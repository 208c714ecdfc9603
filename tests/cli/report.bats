#!/usr/bin/env bats
# The report in a real browser: what it shows, what it does under the hand,
# and that nothing a site wrote becomes part of the page.
bats_require_minimum_version 1.5.0

setup_file() {
	command -v chromedriver >/dev/null || return 0
	source "$SANDYQ_SOURCE/tests/browser/drive.sh"
	# Under a name of its own: bats waits for whoever holds its pipes.
	browser_start "$BATS_FILE_TMPDIR"
	export browser browser_process
}

teardown_file() {
	command -v chromedriver >/dev/null || return 0
	source "$SANDYQ_SOURCE/tests/browser/drive.sh"
	browser_stop
}

setup() {
	command -v chromedriver >/dev/null || skip 'no chromedriver'
	source "$SANDYQ_SOURCE/tests/browser/drive.sh"
	here=$BATS_FILE_TMPDIR
	golden=$SANDYQ_SOURCE/tests/golden/store
	config=$SANDYQ_SOURCE/config/sandyq.yaml
	db=$here/history.db
	[ -e "$db" ] || jq -c -f "$golden/record.jq" "$golden/history.jsonl" |
	    store load
}

store() {
	"$SANDYQ_BIN/sandyq-store" -c "$config" --db "$db" "$@" 2>/dev/null
}

# text SELECTOR: what a reader sees there
text() {
	browser_js "return document.querySelector('$1').innerText"
}

show() {
	browser_open "file://$1"
	browser_js 'await new Promise((r) => setTimeout(r, 50));
	    return document.title' >/dev/null
}

# Nothing in the console, nothing asked of anybody but the disk.
quiet() {
	browser_log browser >"$BATS_TEST_TMPDIR/console"
	cat "$BATS_TEST_TMPDIR/console"
	[ ! -s "$BATS_TEST_TMPDIR/console" ]
	browser_log performance | jq -r '.message | fromjson | .message |
	    select(.method == "Network.requestWillBeSent") |
	    .params.request.url' | grep -vE '^(file|data|blob|chrome):' \
	    >"$BATS_TEST_TMPDIR/asked" || true
	cat "$BATS_TEST_TMPDIR/asked"
	[ ! -s "$BATS_TEST_TMPDIR/asked" ]
}

@test "the demonstration ends with a report of 27, then 20" {
	run --separate-stderr "$SANDYQ_BIN/sandyq" -c "$config" \
	    --data "$here/demo" demo
	[ "$status" -eq 0 ]
	[ "${lines[-1]}" = "look: $here/demo/report/index.html" ]
	[ "$(du -sb "$here/demo/report" | cut -f1)" -lt 409600 ]

	show "$here/demo/report/index.html"
	[ "$(browser_js 'return document.querySelectorAll("tbody tr").length
	    > 10')" = true ]
	text 'a[href="monotown.count.html"]' >/dev/null
	browser_js 'document.querySelector(
	    "a[href=\"monotown.count.html\"]").click()' >/dev/null
	text .sentence | tee "$BATS_TEST_TMPDIR/sentence"
	grep -q '20.*27 -> 20.*2026-01-20' "$BATS_TEST_TMPDIR/sentence"
	grep -q '27 (2026-02-12)' "$BATS_TEST_TMPDIR/sentence"
	[ "$(browser_js 'return [...document.querySelectorAll(
	    ".quotes mark")].map((m) => m.innerText).join("|")' |
	    tr '|' '\n' | grep -c .)" -ge 10 ]
	text .status-stale | grep -q '27 моногородов'
	browser_js 'return document.querySelector(".quotes a").href' |
	    grep -q '^http://'
	browser_js 'return [...document.querySelectorAll(".quotes a")].map(
	    (a) => a.getAttribute("href")).join("\n")' |
	    grep -q '^\.\./warc/.*\.warc\.gz$'
	browser_shot "$here/series.png"
	quiet
}

@test "the chart answers the pointer and the slider" {
	store report "$here/folder" >/dev/null
	show "$here/folder/monotown.count.html"
	[ "$(browser_js 'return document.querySelectorAll(
	    ".chart canvas").length')" -ge 2 ]
	[ "$(browser_js 'return document.querySelectorAll(
	    ".dygraph-annotation").length')" -ge 1 ]
	browser_js 'const c = document.querySelectorAll(".chart canvas")[1];
	    const box = c.getBoundingClientRect();
	    for (let x = 60; x < box.width; x += 10)
	      c.dispatchEvent(new MouseEvent("mousemove", {bubbles: true,
	        clientX: box.left + x, clientY: box.top + 60,
	        view: window}));' >/dev/null
	text .pointed | grep -q 'моногородов'
	text .sentence | grep -q '27 -> 20'
	browser_js 'const s = document.getElementById("as-of");
	    s.value = "0"; s.dispatchEvent(new Event("input"))' >/dev/null
	text output | grep -q 2023-05-04
	text .sentence | grep -q 27
	[[ $(text .sentence) != *20,* ]]
	[ "$(browser_js 'return document.querySelectorAll(
	    ".quotes tbody tr").length')" -eq 1 ]
	quiet
}

@test "the list is found, sorted and read in each language" {
	store report --lang en "$here/folder" >/dev/null
	show "$here/folder/index.html"
	browser_js 'document.getElementById("find").value = "no such series";
	    document.getElementById("find").dispatchEvent(new Event("input"))' \
	    >/dev/null
	[[ $(text tbody) == 'Nothing found.' ]]
	for name in Қазақша Русский English; do
		browser_js "[...document.querySelectorAll('nav button')].find(
		    (b) => b.innerText === '$name').click()" >/dev/null
		browser_js 'return document.documentElement.lang + " " +
		    document.querySelector("h1").innerText'
	done >"$BATS_TEST_TMPDIR/heads"
	[ "$(sort -u "$BATS_TEST_TMPDIR/heads" | wc -l)" -eq 3 ]
	browser_js 'document.querySelector("th button").click();
	    return document.querySelector("th").getAttribute("aria-sort")' |
	    grep -qx descending
	quiet
}

@test "every language has every word" {
	cd "$SANDYQ_SOURCE/config/report/words"
	for file in *.yaml; do
		sed -n 's/^  \([a-z_]*\):.*/\1/p' "$file" | sort \
		    >"$BATS_TEST_TMPDIR/$file"
		diff "$BATS_TEST_TMPDIR/en.yaml" "$BATS_TEST_TMPDIR/$file" ||
		    diff "$BATS_TEST_TMPDIR/$file" <(sed -n \
		    's/^  \([a-z_]*\):.*/\1/p' en.yaml | sort)
	done
	grep -ohE "word\('[a-z_]+'" ../*.js | sed "s/.*'\(.*\)'/\1/" |
	    sort -u | comm -23 - "$BATS_TEST_TMPDIR/en.yaml" |
	    tee "$BATS_TEST_TMPDIR/missing"
	[ ! -s "$BATS_TEST_TMPDIR/missing" ]
}

@test "one file holds it all, and what a site wrote stays text" {
	local evil='</script><img src=x onerror=document.title=1>'
	jq -cn --arg t "$evil" '{url: "javascript:document.title=2",
	    site: "evil", at: "2026-02-25T04:00:00Z", title: $t,
	    text: "\($t) <b>27 моногородов</b> <!-- &lt; \u2028 =1+1",
	    path: "../../x\"><script>", says: [{figure: "27 моногородов",
	    value: 27}]}' | jq -c -f "$golden/record.jq" | store load
	store report --single "$here/one.html"
	show "$here/one.html"
	browser_js 'location.hash = "#monotown.count";
	    await new Promise((r) => setTimeout(r, 100));' >/dev/null
	browser_js 'return [...document.querySelectorAll(".quotes tr")].map(
	    (r) => r.innerText).join("\n")' | grep -qF "$evil"
	browser_js 'return document.title' | grep -qv '^[12]$'
	[ "$(browser_js 'return document.querySelectorAll(
	    "table img, #report script, #report b").length')" -eq 0 ]
	[ "$(browser_js 'return [...document.querySelectorAll("a")].filter(
	    (a) => a.href.startsWith("javascript")).length')" -eq 0 ]
	quiet
}

@test "a missing library or folder is named, and nothing is left" {
	sed 's|^dygraphs:.*|dygraphs: /nowhere/dygraph.js|' "$config" \
	    >"$BATS_TEST_TMPDIR/sandyq.yaml"
	for key in sites indicators rules lexicon report; do
		ln -s "$SANDYQ_SOURCE/config/$key" "$BATS_TEST_TMPDIR/$key"
	done
	run --separate-stderr "$SANDYQ_BIN/sandyq-store" \
	    -c "$BATS_TEST_TMPDIR/sandyq.yaml" --db "$db" report \
	    "$BATS_TEST_TMPDIR/out"
	[ "$status" -eq 1 ]
	[[ $stderr == */nowhere/dygraph.js*libjs-dygraphs* ]]
	[ ! -e "$BATS_TEST_TMPDIR/out/index.html" ]
	run store report --single
	[ "$status" -eq 2 ]
}
