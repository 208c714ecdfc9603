# shellcheck shell=bash disable=SC2154,SC2086 # the driver sets its numbers
# sandyq diff   what is new since the last look; sandyq watch looks again and
# again.  Sourced by the driver.

help_diff() {
	cat <<'TEXT'
usage: sandyq [-c FILE] [--data DIR] diff [--keep] [--exit-code]

What is new since diff was last asked: what changed, who says otherwise, how
many figures came to each series, and which sites went silent.  DATA/looked
remembers the look.  Colours on a terminal only, and not with NO_COLOR set.

  --keep        leave the last look where it is
  --exit-code   end with 4 when something is new

  sandyq diff --exit-code >news.txt || mail -s "figures" me <news.txt
TEXT
}

readonly SILENT_DAYS=3

# head_of COLOUR TEXT: the title of a part.
head_of() {
	if [ $coloured = yes ]; then
		printf '\n\033[1;%sm%s\033[0m\n' "$1" "$2"
	else
		printf '\n%s\n' "$2"
	fi
}

# section COLOUR TITLE: what comes in, under its title; nothing when it is
# empty or only a table's head.
section() {
	local text
	text=$(cat)
	[ -n "$text" ] && [ "$(wc -l <<<"$text")" -gt "${3:-1}" ] || return 1
	head_of "$1" "$2"
	printf '%s\n' "$text"
}

# number SQL: the first cell of the answer.
number() {
	stage store sql "$1" --format csv 2>/dev/null | sed -n '2s/\r$//p'
}

# news EVENT MOMENT: all parts; fails when there is nothing.
news() {
	local found=1
	stage store changes --after "$1" 2>"$work/ask" |
		section 33 'What changed' && found=0
	stage store disagreements --after "$1" 2>>"$work/ask" |
		section 31 'Who says otherwise' && found=0
	stage store sql "SELECT i.code AS indicator,count(*) AS figures,
		count(DISTINCT d.source_id) AS sources
		FROM observation o JOIN indicator i USING(indicator_id)
		JOIN document d USING(document_id)
		WHERE o.recorded_at>'$2' GROUP BY i.code
		ORDER BY 2 DESC,1" 2>>"$work/ask" |
		section 32 'New figures' && found=0
	grep ' level=error ' "$work/ask" >&2
	concerns $SILENT_DAYS | section 35 'Worth a look' 0 && found=0
	return $found
}

# Prints what is new since the look that DATA/looked remembers.
look() {
	local event=0 moment='' now coloured=no
	[ ! -t 1 ] || [ -n "${NO_COLOR:-}" ] || coloured=yes
	# A load of nothing writes down what the last one left to be told.
	stage store load </dev/null 2>"$work/ask" ||
		{ cat "$work/ask" >&2; exit $FAILED; }
	read -r event moment <"${setting[data]}/looked" || true
	now="$(number 'SELECT coalesce(max(event_id),0) FROM event') $(
		number 'SELECT coalesce(max(recorded_at),0) FROM version')"
	[ "$now" != ' ' ] || { cat "$work/ask" >&2; exit $FAILED; }
	news "${event:-0}" "$moment" >"$work/news"
	local found=$?
	# What was not shown is still new.
	cat "$work/news" || exit $FAILED
	[ "$1" = yes ] || echo "$now" >"${setting[data]}/looked" || exit $FAILED
	return $found
}

verb_diff() {
	local keep=no alarm=no found
	while [ $# -gt 0 ]; do
		case $1 in
		--keep) keep=yes ;;
		--exit-code) alarm=yes ;;
		-h | --help) help_diff; return ;;
		*) wrong "diff: what is \"$1\"?" ;;
		esac
		shift
	done
	part concerns
	prepare
	read_settings
	: >>"${setting[data]}/looked" || exit $FAILED
	look $keep
	found=$?
	[ $found -eq 0 ] || echo 'sandyq: nothing new' || exit $FAILED
	[ $found -ne 0 ] || [ $alarm = no ] || exit $NEWS
}
