# shellcheck shell=bash disable=SC2154,SC2086 # the driver sets its numbers
# sandyq init   a configuration of one's own.  Sourced by the driver.

help_init() {
	cat <<'TEXT'
usage: sandyq init DIR [--contact ADDRESS] [--all]

Writes a configuration into DIR, with a comment on every key: sandyq.yaml, the
sites and the indicators, to be changed at will.  Rules, lexicon and places are
used where they are installed, so they get better with sandyq; --all copies
them too, to be changed as well.  What is in DIR already is never overwritten.

  --contact ADDRESS   where owners of sites can reach you
  --all               everything, rules and lexicon too

  sandyq init ~/kz --contact aliya@example.kz
  sandyq -c ~/kz/sandyq.yaml run
TEXT
}

# The configuration in force, made one's own: settings TARGET CONTACT.
settings() {
	local from=${setting[config]} expressions=() key path
	expressions+=(-e "s|^data: ''|data: data|")
	# What lies beside it and was not copied is used where it is.
	for key in "${!setting[@]}"; do
		path=${setting[$key]}
		[[ $path == "${from%/*}"/* ]] || continue
		[ -e "$1/${path##*/}" ] ||
			expressions+=(-e "s|^$key: .*|$key: '$(readlink -f "$path")'|")
	done
	sed "${expressions[@]}" -e "s|^  contact: ''|  contact: '$2'|" \
		"$from" >"$1/sandyq.yaml"
}

init() {
	local key copied=(sites indicators)
	[ "$3" = no ] || copied+=(rules lexicon places speakers report)
	mkdir -p "$1" || exit $FAILED
	[ -z "$(ls -A "$1")" ] || wrong "init: $1 is not empty"
	for key in "${copied[@]}"; do
		cp -RL "${setting[$key]}" "$1/" || exit $FAILED
	done
	settings "$1" "$2" || exit $FAILED
	cat <<TEXT
$1/sandyq.yaml      settings; who you are is in \`contact\`
$1/sites/           what to fetch; sandyq site add URL proposes a file
$1/indicators/      what to follow; sandyq indicator new proposes one

next: sandyq -c $1/sandyq.yaml crawl probe SITE
      sandyq -c $1/sandyq.yaml run
TEXT
	! grep -q "^  contact: ''" "$1/sandyq.yaml" || say "before that, say in \`contact\` where you can be reached"
}

verb_init() {
	local dir='' contact='' all=no
	while [ $# -gt 0 ]; do
		case $1 in
		--contact) contact=${2:-} && shift ;;
		--contact=*) contact=${1#*=} ;;
		--all) all=yes ;;
		-h | --help) help_init; return ;;
		-*) wrong "init: what is \"$1\"?" ;;
		*)
			[ -z "$dir" ] || wrong "init: one folder, please"
			dir=$1
			;;
		esac
		[ $# -eq 0 ] || shift
	done
	[ -n "$dir" ] || wrong "init: into which folder?"
	[[ $contact =~ ^[A-Za-z0-9@.+:/_~-]*$ ]] ||
		wrong "init: no address: $contact"
	dir=$(realpath -m -- "$dir")
	[[ $dir != *[\'\|\&]* ]] || wrong "init: a plainer name, please: $dir"
	read_settings
	init "$dir" "$contact" $all
}
