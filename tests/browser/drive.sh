# shellcheck shell=bash
# A headless Chromium, driven over WebDriver (W3C) on loopback; for bats.
#
#   browser_start FOLDER   keeps its own things there
#   browser_open URL       goes to a page
#   browser_js SCRIPT      runs it in the page, prints what it returns
#   browser_shot FILE      a picture of the page, to be looked at
#   browser_log KIND       browser (the console) or performance, a line each
#   browser_stop
# shellcheck source=/dev/null
source "${BASH_SOURCE[0]%/*}/../wait.bash"

browser_start() {
	local options
	chromedriver --port=0 >"$1/chromedriver" 2>&1 3>&- &
	browser_process=$!
	wait_for grep -q 'successfully on port [1-9]' "$1/chromedriver"
	browser=http://127.0.0.1:$(sed -n \
		's/.*successfully on port \([0-9]*\).*/\1/p' "$1/chromedriver")
	options=$(jq -n --arg home "$1/profile" '{capabilities: {alwaysMatch: {
	    browserName: "chrome",
	    "goog:loggingPrefs": {browser: "ALL", performance: "ALL"},
	    "goog:chromeOptions": {args: ["--headless=new", "--no-sandbox",
	      "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
	      "--window-size=1200,1400", "--disable-background-networking",
	      "--user-data-dir=\($home)"]}}}}')
	browser=$browser/session
	browser+=/$(browser_post '' "$options" | jq -re .value.sessionId)
}

browser_post() {
	curl -sS --noproxy '*' -m 120 -H 'Content-Type: application/json' \
		-d "$2" "$browser$1"
}

browser_open() {
	browser_post /url "$(jq -n --arg url "$1" '{url: $url}')" >/dev/null
}

browser_js() {
	browser_post /execute/async "$(jq -n --arg s "
	    const done = arguments[arguments.length - 1];
	    (async () => { $1 })().then(done, (e) => done('' + e));" \
		'{script: $s, args: []}')" | jq -r .value
}

browser_shot() {
	curl -sS --noproxy '*' -m 120 "$browser/screenshot" | jq -r .value |
		base64 -d >"$1"
}

browser_log() {
	browser_post /se/log "$(jq -n --arg k "$1" '{type: $k}')" |
		jq -c '.value[]'
}

browser_stop() {
	curl -sS --noproxy '*' -m 120 -X DELETE "$browser" >/dev/null || true
	kill "$browser_process" 2>/dev/null || true
}
