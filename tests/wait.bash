# shellcheck shell=bash
# Waiting for what another process does; for bats and the fault tests.
#
#   wait_for COMMAND...   until it succeeds, a minute at most
#   wait_file FILE        until it is there and holds something
#   within SECONDS COMMAND...   runs it; each of its processes may take so much
#                         CPU, and all of it five minutes
#
# A busy machine is no reason to fail, a process that never comes is.

wait_for() {
	local i
	for ((i = 0; i < 1200; i++)); do
		! "$@" || return 0
		sleep 0.05
	done
	echo "waited a minute in vain: $*" >&2
	return 1
}

wait_file() {
	wait_for test -s "$1"
}

within() {
	(ulimit -S -t "$1" && exec timeout 300 "${@:2}")
}
