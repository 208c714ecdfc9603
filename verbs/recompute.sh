# shellcheck shell=bash disable=SC2154,SC2086 # the driver sets its numbers
# sandyq recompute   the rules as they are now over the stored texts.  Sourced
# by the driver.

help_recompute() {
	cat <<'TEXT'
usage: sandyq [-c FILE] [--data DIR] recompute

Runs the figure rules, the lexicon and the indicators as they are now over
every text in the database; nothing is fetched or parsed again.  What both old
and new rules say goes on; what only the old ones said is closed, not lost, so
--recorded-as-of answers as before; judgements stay.  Prints what changed, by
rule.

  sandyq recompute && sandyq changes --since 2026-01-01
TEXT
}

# The stored texts through the rules and back; leaves their number in facts.
recompute() {
	local log=$work/recompute codes code i=0 worst=$DONE
	local names=(documents extract normalize load)
	stage store documents 2>"$log.documents" |
		stage extract - 2>"$log.extract" |
		stage normalize 2>"$log.normalize" |
		stage store --rejects "${setting[rejects]}/recompute.jsonl" \
			load --reread 2>"$log.load"
	codes=("${PIPESTATUS[@]}")
	for code in "${codes[@]}"; do
		tell "$code" "$log.${names[$i]}"
		i=$((i + 1))
		ended_well "$code" || worst=$FAILED
		[ "$code" -ne $REFUSED ] || [ $worst -ne $DONE ] || worst=$REFUSED
	done
	find "${setting[rejects]}" -name recompute.jsonl -empty -delete
	[ $stopped = no ] || return $LATER
	facts=$(grep ' event=loaded ' "$log.load" | tally ' facts=')
	return $worst
}

verb_recompute() {
	local code facts=0
	nothing_more recompute "$@"
	prepare
	read_settings
	take_lock
	recompute
	code=$?
	ended_well $code || exit $code
	if [ "$facts" -gt 0 ]; then
		ask store rereading || exit $FAILED
	else
		echo "sandyq: the rules say what they said before" ||
			exit $FAILED
	fi
	exit $code
}
