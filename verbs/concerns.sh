# shellcheck shell=bash disable=SC2154,SC2086 # the driver sets its numbers
# What somebody should look at: sites that went silent, archives that wait.
# Sourced by the verbs that ask.

# site<TAB>last success, of those that ever had one.
successes() {
	stage crawl status --format json 2>/dev/null | tr '{' '\n' |
		sed -nE 's/.*"site":"([^"]*)".*"last_success":"([^"]*)".*/\1\t\2/p'
}

# waiting BEFORE: archives begun before that moment and not loaded.
waiting() {
	local loaded name
	[ -d "${setting[data]}/warc" ] || return 0
	loaded=$(stage store shards 2>/dev/null)
	(cd "${setting[data]}" && archives_before "$1") |
		while IFS= read -r name; do
			grep -qxF -- "$name" <<<"$loaded" || printf '%s\n' "$name"
		done
}

# concerns DAYS: a line each.
concerns() {
	local limit site last name
	part archives
	limit=$(moment "-$1 days" +%Y-%m-%dT%H:%M:%SZ) || exit $FAILED
	while IFS=$'\t' read -r site last; do
		[[ $last > $limit ]] || echo "attention: $site has not answered since $last"
	done < <(successes)
	while IFS= read -r name; do
		echo "attention: $name is not loaded"
	done < <(waiting "$(moment "-$1 days" +%Y%m%d%H%M%S)")
}
