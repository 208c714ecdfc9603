# shellcheck shell=bash disable=SC2154,SC2086 # the driver sets its numbers
# sandyq site   looks at a site and proposes the file that describes it.
# Sourced by the driver.

help_site() {
	cat <<'TEXT'
usage: sandyq [-c FILE] site add URL [--dry-run]

Asks the site what it offers (robots.txt, feeds, sitemaps, how its articles
are addressed) and writes a file into the folder of sites, to be read and
mended before the first run.  A site that is described already is left alone,
and for one that does not answer nothing is written.

  --dry-run   print the file instead

  sandyq site add https://example.kz/
TEXT
}

site_add() {
	local code file answer
	stage crawl --propose probe "$1" >"$work/site" 2>"$work/ask"
	answer=$?
	tell $answer "$work/ask"
	ended_well $answer || exit $answer
	[ "$2" = no ] || { cat "$work/site" || exit $FAILED; return; }
	code=$(sed -n "s/^code: '\{0,1\}\([a-z0-9-]*\).*/\1/p" "$work/site")
	file=${setting[sites]}/$code.yaml
	[ -n "$code" ] || { say "no code in what was proposed"; exit $FAILED; }
	if ! (set -o noclobber && cat "$work/site" >"$file") 2>/dev/null; then
		say "$file is there already, or cannot be written"
		exit $USAGE
	fi
	cat "$file"
	cat <<TEXT

written: $file
read it, then: sandyq crawl probe $code
and try it:    sandyq crawl run --site $code --dry-run
TEXT
}

verb_site() {
	local url='' dry=no
	case ${1:-} in
	-h | --help) help_site; return ;;
	add) shift ;;
	*) wrong "site: only \`site add URL\` is known" ;;
	esac
	while [ $# -gt 0 ]; do
		case $1 in
		--dry-run) dry=yes ;;
		-h | --help) help_site; return ;;
		http://* | https://*) url=$1 ;;
		*) wrong "site add: no address: $1" ;;
		esac
		shift
	done
	[ -n "$url" ] || wrong "site add: which URL?"
	prepare
	read_settings
	site_add "$url" $dry
}
