# shellcheck shell=bash disable=SC2154,SC2086 # the driver sets its numbers
# What somebody should look at: sites that went silent, archives that wait.
# Sourced by the verbs that ask.

# site<TAB>last success, of those that ever had one.
successes() {
	stage crawl status --format json 2>/dev/null | tr '{' '\n' |
		sed -nE 's/.*"site":"([^"]*)".*"last_success":"([^"]*)".*/\1\t\2/p'
}

# concerns DAYS: a line each.
concerns() {
	local limit site last state name
	part archives
	limit=$(moment "-$1 days" +%Y-%m-%dT%H:%M:%SZ) || exit $FAILED
	while IFS=$'\t' read -r site last; do
		[[ $last > $limit ]] || echo "attention: $site has not answered since $last"
	done < <(successes)
	while read -r state name; do
		[ "$state" != waiting ] || echo "attention: $name is not loaded"
	done < <(archives_before "$(moment "-$1 days" +%Y%m%d%H%M%S)")
}
