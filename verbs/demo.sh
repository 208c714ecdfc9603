# shellcheck shell=bash disable=SC2154,SC2086 # the driver sets its numbers
# sandyq demo   the whole path over three invented newsrooms, served on this
# machine.  Sourced by the driver.

help_demo() {
	cat <<'TEXT'
usage: sandyq [--data DIR] demo

Serves three invented newsrooms on 127.0.0.1, crawls them, loads what they say
and shows the number of monotowns over three years: 27, then 20, with outlets
and sentences, and who still prints 27.  The data stays in DIR
(~/.cache/sandyq/demo); the second time nothing new is there, and the last
lines say so.
TEXT
}

# first_of PATH...: the one that is there, beside the build or installed.
first_of() {
	local path
	for path in "$@"; do
		[ ! -e "$path" ] || { readlink -f "$path" && return; }
	done
	say "the demonstration is not here: no $1 (make newsroom builds it)"
	exit $FAILED
}

# Serves the newsrooms; leaves the port in the file given.
start_server() {
	local httpd i
	httpd=$(first_of "$here/../server/httpd" \
		"$here/../libexec/sandyq/httpd") || exit $FAILED
	"$httpd" --root "$1" --port-file "$2" --log "$3" &
	server=$!
	for ((i = 0; i < 100; i++)); do
		[ ! -s "$2" ] || return 0
		kill -0 "$server" 2>/dev/null || break
		sleep 0.05
	done
	say "the demonstration server did not start"
	exit $FAILED
}

# configure ROOM DATA PORT: a configuration that knows the server's port and
# takes rules, lexicon and indicators from the one in force.
configure() {
	local key file expressions=(-e "s|@PORT@|$3|")
	read_settings
	for key in indicators rules lexicon places report dygraphs; do
		expressions+=(-e "s|@${key^^}@|$(readlink -f "${setting[$key]}")|")
	done
	mkdir -p "$2/config/sites" || exit $FAILED
	for file in sandyq.yaml sites/dala-habar.yaml sites/qala.yaml \
		sites/zhetisu-post.yaml; do
		sed "${expressions[@]}" "$1/config/$file" >"$2/config/$file" ||
			exit $FAILED
	done
}

# The newsrooms end in February 2026; each demonstration is a day later than
# the one before, so that the second one finds pages due and nothing new.
demo_day() {
	local days=0
	[ -z "${SANDYQ_NOW:-}" ] || return 0
	[ ! -e "$1/days" ] || days=$(<"$1/days")
	export SANDYQ_NOW
	SANDYQ_NOW=$(date -u -d "2026-03-01T06:00:00Z +$days days" \
		+%Y-%m-%dT%H:%M:%SZ) || exit $FAILED
	echo $((days + 1)) >"$1/days"
}

verb_demo() {
	local room data code
	nothing_more demo "$@"
	room=$(first_of "$here/../newsroom" "$here/../share/sandyq/newsroom") ||
		exit $FAILED
	read_settings
	data=${XDG_CACHE_HOME:-$HOME/.cache}/sandyq/demo
	[[ " ${options[*]} " != *' --data '* ]] || data=${setting[data]}
	mkdir -p "$data" || exit $FAILED
	part run
	prepare
	demo_day "$data"
	start_server "$room" "$work/port" "$data/access.log"
	configure "$room" "$data" "$(cat "$work/port")"
	options=(-c "$data/config/sandyq.yaml" --data "$data")
	run
	code=$?
	ended_well $code || exit $code
	echo "== How many monotowns does Kazakhstan have?"
	ask store series monotown.count || exit $FAILED
	echo
	echo "== What changed, and who has not noticed"
	ask store changes monotown.count || exit $FAILED
	echo
	summary
	echo "ask on: sandyq ${options[*]} facts"
	echo "look: $(stage store report 2>/dev/null)"
	exit $code
}
