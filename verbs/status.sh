# shellcheck shell=bash disable=SC2154,SC2086 # the driver sets its numbers
# sandyq status   what was fetched and what is stored; with --exit-code what a
# monitor wants to know: whether somebody should look.  Sourced by the driver.

help_status() {
	cat <<'TEXT'
usage: sandyq [-c FILE] [--data DIR] status [--exit-code] [--days N]

What was fetched of each site and what is due, what is stored.

  --exit-code   end with 4, and say why, when a site that was once read has not
                answered for days, or an archive was not loaded for as long
  --days N      how many days (3)

  sandyq status --exit-code >/dev/null || echo "look at sandyq" | mail ...
TEXT
}

verb_status() {
	local alarm=no days=3 crawled=$DONE told
	while [ $# -gt 0 ]; do
		case $1 in
		--exit-code) alarm=yes ;;
		--days) days=${2:-} && shift ;;
		--days=*) days=${1#*=} ;;
		-h | --help) help_status; return ;;
		*) wrong "status: what is \"$1\"?" ;;
		esac
		[ $# -eq 0 ] || shift
	done
	[[ $days =~ ^[0-9]{1,5}$ ]] || wrong "status: --days N, a whole number"
	read_settings
	[ -e "${setting[data]}/crawl.db" ] || [ -e "${setting[db]}" ] || {
		say "nothing is in ${setting[data]} yet; sandyq run fetches it"
		exit $FAILED
	}
	stage crawl status || crawled=$?
	echo
	stage store status || exit
	[ $alarm = yes ] || exit $crawled
	part concerns
	prepare
	told=$(concerns "$days")
	[ -n "$told" ] || exit $crawled
	printf '\n%s\n' "$told"
	exit $NEWS
}
