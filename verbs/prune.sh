# shellcheck shell=bash disable=SC2154,SC2086 # the driver sets its numbers
# sandyq prune   takes away archives that are old, loaded, and so no longer
# needed to answer; what was read from them stays in the database.  Sourced by
# the driver.

help_prune() {
	cat <<'TEXT'
usage: sandyq [-c FILE] [--data DIR] prune --warc-older-than DAYS [--dry-run]

Removes the archives of DATA/warc (and the index beside each) that were begun
more than DAYS days ago.  One that is not loaded yet is kept, whatever its age.
The texts and figures read from them stay; the page a quote points at is then
only on the web, if there.

  --warc-older-than DAYS   how old
  --dry-run                tells what would go, and leaves it

  sandyq prune --warc-older-than 365
TEXT
}

prune() {
	local before=$1 dry=$2 archives state name size freed=0 gone=0
	local told=removed
	[ "$dry" = no ] || told='would be removed'
	archives=$(archives_before "$before") || return $FAILED
	cd "${setting[data]}" || return $FAILED
	while read -r state name; do
		case $state in
		'') continue ;; # there is none
		waiting)
			say "$name is not loaded: kept"
			continue
			;;
		esac
		size=$(stat -c %s "warc/$name") || continue
		[ "$dry" = yes ] || rm -f -- "warc/$name" \
			"warc/${name%.warc.gz}.cdxj" || return $FAILED
		echo "$name" || return $FAILED
		gone=$((gone + 1))
		freed=$((freed + size))
	done <<<"$archives"
	say "$gone archives $told, $((freed / 1048576)) MiB"
}

verb_prune() {
	local days='' dry=no before
	while [ $# -gt 0 ]; do
		case $1 in
		--warc-older-than) days=${2:-} && shift ;;
		--warc-older-than=*) days=${1#*=} ;;
		--dry-run) dry=yes ;;
		-h | --help) help_prune; return ;;
		*) wrong "prune: what is \"$1\"?" ;;
		esac
		[ $# -eq 0 ] || shift
	done
	[[ $days =~ ^[0-9]{1,5}$ ]] ||
		wrong "prune: --warc-older-than DAYS, a whole number"
	before=$(moment "-$days days" +%Y%m%d%H%M%S) || exit $FAILED
	part archives
	prepare
	read_settings
	take_lock
	prune "$before" $dry
}
