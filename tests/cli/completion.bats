#!/usr/bin/env bats
# Completion asks the programs for their own words.

# complete WORDS...: what is offered for the last of them
complete_words() {
	bash -c 'source "$1/completions/sandyq.bash"
	    PATH=$2:$PATH; shift 2
	    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
	    _sandyq; printf "%s\n" "${COMPREPLY[@]}"' - \
	    "$SANDYQ_SOURCE" "$SANDYQ_BIN" "$@"
}

@test "verbs and options come from the programs" {
	[ "$(complete_words sandyq pru)" = prune ]
	[ "$(complete_words sandyq prune --d)" = --dry-run ]
	[ "$(complete_words sandyq --data x series --plo)" = --plot ]
	[ "$(complete_words sandyq-crawl prob)" = probe ]
	complete_words sandyq-extract --j | grep -qx -- --jobs
	[ -z "$(complete_words sandyq --data '')" ]
}

@test "zsh can read its file" {
	command -v zsh >/dev/null || skip 'no zsh'
	zsh -n "$SANDYQ_SOURCE/completions/_sandyq"
}
