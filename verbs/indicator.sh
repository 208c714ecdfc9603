# shellcheck shell=bash disable=SC2154,SC2086 # the driver sets its numbers
# sandyq indicator   proposes a series from examples and from what is stored.
# Sourced by the driver.

help_indicator() {
	cat <<'TEXT'
usage: sandyq [-c FILE] [--data DIR] indicator new CODE [--title-ru T]
              [--title-kk T] [--title-en T] [--example SENTENCE]... [--dry-run]

Proposes a series.  From sentences that say its figure it learns what kind of
figure it is and what is counted, from the figures already stored how large
they are; writes a file into the folder of indicators, to be read and mended.
On a terminal it asks for what is not given.

  --title-ru, --title-kk, --title-en   what people call it
  --example SENTENCE                   one that says it; may be given often
  --dry-run                            print the file instead

  sandyq indicator new theatre.count --title-ru 'Количество театров' \
      --example 'В стране работают 68 театров.' \
      --example 'Елімізде 68 театр бар.'
TEXT
}

json_text() {
	local text=${1//\\/\\\\}
	printf '%s' "${text//\"/\\\"}" | tr -d '\000-\037'
}

# The figure of a sentence as a fact, one line of JSON.
example_fact() {
	printf '{"v":1,"type":"document","id":"example","text":"%s"}\n' \
		"$(json_text "$1")" |
		stage extract - 2>>"$work/ask" |
		stage normalize --flat 2>>"$work/ask" | head -n 1
}

# member NAME: of a fact on standard input; nothing for null.
member() {
	sed -nE "s/.*\"$1\":(\"([^\"\\\\]*)\"|([-0-9.e+]+)).*/\2\3/p"
}

# In single quotes, as YAML wants them.
quoted() {
	printf "'%s'" "${1//\'/\'\'}"
}

# ask_for PROMPT: a line from a person; nothing where nobody is there.
ask_for() {
	local answer=''
	[ -t 0 ] && [ -t 2 ] && IFS= read -r -p "$1: " answer
	printf '%s' "$answer"
}

# span LEMMA...: least and greatest value stored of what is counted.
span() {
	local list='' lemma
	for lemma in "$@"; do
		list+=${list:+,}\'${lemma//\'/\'\'}\'
	done
	stage store sql "SELECT min(value),max(value) FROM fact
		WHERE lemma IN ($list) AND kind='$kind'" --format csv \
		2>/dev/null | sed -n '2s/\r$//p'
}

# Reads the examples into kind, unit, lemmas and lines.
examples_read() {
	local sentence fact value lemma
	for sentence in "${examples[@]}"; do
		fact=$(example_fact "$sentence")
		[ -n "$fact" ] || { say "no figure is read in: $sentence"; continue; }
		: "${kind:=$(member kind <<<"$fact")}"
		: "${unit:=$(member unit <<<"$fact")}"
		value=$(member value <<<"$fact")
		lemma=$(member lemma <<<"$fact")
		[ -z "$lemma" ] || lemmas+=("$lemma")
		lines+=("      - { text: $(quoted "$sentence"), value: $value }")
		values+=("$value")
	done
	[ -n "$kind" ] || wrong "indicator new: no example says a figure"
}

# How large the figure may be: twice as wide as what was seen.
bounds() {
	local seen
	seen=$(span "${lemmas[@]:-}")
	printf '%s\n' "${values[@]}" ${seen//,/ } | LC_ALL=C awk '
		NR == 1 { low = high = $1 }
		{ if ($1 < low) low = $1; if ($1 > high) high = $1 }
		END { printf "    low: %.15g\n    high: %.15g\n",
		    (low > 0 ? low / 2 : low * 2),
		    (high > 0 ? high * 2 : high / 2) }'
}

# The counted noun where there is one; else words for a person to write.
patterns() {
	local lemma seen=' '
	if [ ${#lemmas[@]} -eq 0 ]; then
		echo "    # the words a sentence must have, folded; all match"
		echo "    context: ['WRITE A PATTERN HERE']"
		return
	fi
	printf '    noun: ['
	for lemma in "${lemmas[@]}"; do
		[[ $seen != *" $lemma "* ]] || continue
		[ "$seen" = ' ' ] || printf ', '
		quoted "^$lemma"
		seen+="$lemma "
	done
	echo ']'
}

propose() {
	local key
	cat <<TEXT
# Proposed from examples; monotowns.yaml explains the keys.  Examples are
# tests: make rules-check, or sandyq recompute, tells what they say.
indicators:
  - code: $1
TEXT
	for key in ru kk en; do
		[ -z "${titles[$key]:-}" ] ||
			echo "    title_$key: $(quoted "${titles[$key]}")"
	done
	echo "    # stock (how many there are), flow (how many came), rate, price"
	echo "    kind: $([ "$kind" = percent ] && echo rate || echo stock)"
	echo "    fact: $kind"
	[ -z "$unit" ] || echo "    unit: $(quoted "$unit")"
	patterns
	bounds
	echo "    scope: country"
	echo "    examples:"
	printf '%s\n' "${lines[@]}"
}

indicator_new() {
	local kind='' unit='' lemmas=() lines=() values=() file more='' key
	for key in ru kk en; do
		[ -n "${titles[$key]:-}" ] ||
			titles[$key]=$(ask_for "title ($key)")
	done
	while [ ${#examples[@]} -eq 0 ] || [ -n "$more" ]; do
		more=$(ask_for 'a sentence that says it (none: done)')
		[ -n "$more" ] || break
		examples+=("$more")
	done
	[ ${#examples[@]} -gt 0 ] ||
		wrong "indicator new: --example SENTENCE, one at least"
	examples_read
	[ "$2" = no ] || { propose "$1"; return; }
	file=${setting[indicators]}/$1.yaml
	if ! (set -o noclobber && propose "$1" >"$file") 2>/dev/null; then
		say "$file is there already, or cannot be written"
		exit $USAGE
	fi
	cat "$file"
	printf '\nwritten: %s\nread it, then: sandyq recompute\n' "$file"
}

verb_indicator() {
	local code='' dry=no examples=()
	local -A titles=()
	case ${1:-} in
	-h | --help) help_indicator; return ;;
	new) shift ;;
	*) wrong "indicator: only \`indicator new CODE\` is known" ;;
	esac
	while [ $# -gt 0 ]; do
		case $1 in
		--title-ru | --title-kk | --title-en)
			titles[${1#--title-}]=${2:-} && shift
			;;
		--example) examples+=("${2:-}") && shift ;;
		--dry-run) dry=yes ;;
		-h | --help) help_indicator; return ;;
		-*) wrong "indicator new: what is \"$1\"?" ;;
		*) code=$1 ;;
		esac
		[ $# -eq 0 ] || shift
	done
	[[ $code =~ ^[a-z][a-z0-9._-]{0,63}$ ]] ||
		wrong "indicator new: a code like theatre.count, please"
	prepare
	read_settings
	indicator_new "$code" $dry
}
