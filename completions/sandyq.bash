# bash completion of sandyq and its stages: verbs and options are asked of the
# programs themselves, so nothing is to be kept in step here.

# Words that begin a line of help: verbs, or options.
_sandyq_words() {
	"$@" 2>/dev/null | sed -nE \
		's/^  (-[a-z], )?(--[a-z-]+).*/\2/p; s/^  ([a-z]+)( .*|$)/\1/p'
}

_sandyq() {
	local word=${COMP_WORDS[COMP_CWORD]} program=${COMP_WORDS[0]} verb='' i
	for ((i = 1; i < COMP_CWORD; i++)); do
		case ${COMP_WORDS[i]} in
		-c | --config | --data) i=$((i + 1)) ;;
		-*) ;;
		*) verb=${COMP_WORDS[i]} && break ;;
		esac
	done
	case ${COMP_WORDS[COMP_CWORD - 1]} in
	-c | --config | --data | -o | --output | --rejects) return ;;
	esac
	if [ -n "$verb" ]; then
		mapfile -t COMPREPLY < <(compgen -W "$(
			_sandyq_words "$program" "$verb" --help |
				grep -- '^--')" -- "$word")
	else
		mapfile -t COMPREPLY < <(compgen -W "$(
			_sandyq_words "$program" --help)" -- "$word")
	fi
}

complete -o default -F _sandyq sandyq sandyq-crawl sandyq-extract \
	sandyq-normalize sandyq-store
