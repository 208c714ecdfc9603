# shellcheck shell=bash disable=SC2154,SC2086 # the driver sets its numbers
# sandyq changes --webhook URL, sandyq events --webhook URL: what the log of
# events has new goes to a program that listens.  Sourced by the driver.
#
# The store itself has no network; this asks it, and curl posts to the one
# address that the user names.

readonly POST_WAIT=10 POST_SECONDS=60 POST_TRIES=3

help_webhook() {
	cat <<'TEXT'
usage: sandyq [-c FILE] [--data DIR] changes|events --webhook URL [CODE]

Posts what is new in the log of events since the last time, as one JSON
document: {"sandyq":"changes","after":N,"last":M,"events":[...]}, with the
columns of `sandyq-store events --format json`.  Nothing new, nothing posted.
DATA/webhooks remembers, by verb, address and series, up to which event the
listener has said yes (any 2xx); it is asked three times more after a refused
connection, a time-out or an answer of 408, 429 or 5xx, and again by the next
run: exit 75.

  --exit-code   end with 4 when something was posted

  sandyq run && sandyq changes --webhook http://127.0.0.1:8080/figures
TEXT
}

# mark VERB URL CODE: the file that remembers this listener.
mark() {
	printf '%s/webhooks/%s\n' "${setting[data]}" \
		"$(printf '%s\n' "$@" | sha256sum | cut -c1-32)"
}

# post URL FILE: whether the listener took it.
post() {
	local code
	code=$(curl --silent --show-error --proto '=http,https' \
		--connect-timeout $POST_WAIT --max-time $POST_SECONDS \
		--retry $POST_TRIES --retry-delay 1 --retry-connrefused \
		--user-agent "${setting[user_agent]}" \
		--header 'Content-Type: application/json' \
		--data-binary "@$2" --output /dev/null \
		--write-out '%{http_code}' -- "$1" 2>"$work/curl") &&
		[[ $code == 2?? ]] && return
	say "$1: $(tail -n 1 "$work/curl") (answer $code)"
	return 1
}

# deliver VERB URL CODE: 0 when something was posted, 1 when there is nothing.
deliver() {
	local after=0 last file words=("$1")
	[ -z "$3" ] || words+=("$3")
	file=$(mark "$@")
	mkdir -p "${file%/*}" && exec 8>>"$file" || exit $FAILED
	flock -n 8 || { say "another post to $2 is at work"; exit $LATER; }
	read -r after <"$file" || after=0
	stage store "${words[@]}" --after "$after" --format json \
		>"$work/events" 2>"$work/ask" ||
		{ cat "$work/ask" >&2; exit $FAILED; }
	# A quote within a text is written \", so this is the column's own.
	last=$(grep -oE '"event":[0-9]+' "$work/events" | tail -n 1 | cut -d: -f2)
	[ -n "$last" ] || return 1
	printf '{"sandyq":"%s","after":%s,"last":%s,"events":%s}\n' "$1" \
		"$after" "$last" "$(cat "$work/events")" >"$work/post"
	post "$2" "$work/post" || exit $LATER
	echo "$last" >"$work/mark" && mv "$work/mark" "$file" || exit $FAILED
}

verb_webhook() {
	local verb=$1 url='' code='' alarm=no
	shift
	while [ $# -gt 0 ]; do
		case $1 in
		--webhook=*) url=${1#*=} ;;
		--webhook) url=${2:-}; shift ;;
		--exit-code) alarm=yes ;;
		-h | --help) help_webhook; return ;;
		-*) wrong "$verb --webhook posts the log; $1 does not go with it" ;;
		*) [ -z "$code" ] || wrong "one word too many: $1"; code=$1 ;;
		esac
		shift
	done
	[[ $url =~ ^https?://[^[:space:]]+$ ]] ||
		wrong "--webhook wants an http or https address: ${url:-(none)}"
	command -v curl >/dev/null || { say 'curl is missing'; exit $FAILED; }
	prepare
	read_settings
	deliver "$verb" "$url" "$code" || return 0
	[ $alarm = no ] || exit $NEWS
}
