# shellcheck shell=bash disable=SC2154,SC2086 # the driver sets its numbers
# sandyq watch   looks again and again, and shows what came.  Sourced by the
# driver.

help_watch() {
	cat <<'TEXT'
usage: sandyq [-c FILE] [--data DIR] watch [--every SECONDS]

What `sandyq diff` shows, as it comes, until it is interrupted.

  --every SECONDS   how often to look (60)

  sandyq watch --every 600
TEXT
}

verb_watch() {
	local every=60
	while [ $# -gt 0 ]; do
		case $1 in
		--every) every=${2:-} && shift ;;
		--every=*) every=${1#*=} ;;
		-h | --help) help_watch; return ;;
		*) wrong "watch: what is \"$1\"?" ;;
		esac
		[ $# -eq 0 ] || shift
	done
	[[ $every =~ ^[1-9][0-9]{0,5}$ ]] ||
		wrong "watch: --every SECONDS, a whole number"
	part diff
	part concerns
	prepare
	read_settings
	: >>"${setting[data]}/looked" || exit $FAILED
	while [ $stopped = no ]; do
		look no
		sleep "$every" &
		wait $!
		kill $! 2>/dev/null # a signal ends the wait, not the sleep
	done
}
