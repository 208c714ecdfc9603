#!/usr/bin/env bats
# What the tutorial and the recipes show is what comes out.
bats_require_minimum_version 1.5.0

setup_file() {
	export SANDYQ_DATA=$BATS_FILE_TMPDIR/data
	export SANDYQ_CONFIG=$SANDYQ_DATA/config/sandyq.yaml
	"$SANDYQ_BIN/sandyq" -c "$SANDYQ_SOURCE/config/sandyq.yaml" \
	    --data "$SANDYQ_DATA" demo >/dev/null 3>&-
}

setup() {
	PATH=$SANDYQ_BIN:$PATH
	cd "$BATS_TEST_TMPDIR"
}

# Whether every tool that a block names is here: commands, modules of Python,
# packages of R.
here() {
	local tool last=
	for tool in "$@"; do
		case $last in
		python3) python3 -c "import $tool" 2>/dev/null || return ;;
		Rscript) Rscript -e "library($tool)" >/dev/null 2>&1 || return ;;
		*) command -v "$tool" >/dev/null || return ;;
		esac
		last=$tool
	done
}

# The console blocks of a page, each as N.tools, N.sh and N.out.
blocks() {
	awk '
	/^```console/ { n++; sub(/^```console */, ""); print > n ".tools"
	    printf "" > n ".out"; inside = 1; next }
	/^```/ { inside = 0 }
	inside && /^\$ / { print substr($0, 3) > n ".sh"; next }
	inside && /^> / { print substr($0, 3) > n ".sh"; next }
	inside { print > n ".out" }' "$SANDYQ_SOURCE/docs/$1"
}

shown_is_true() {
	local file n ran=0
	blocks "$1"
	for file in *.tools; do
		n=${file%.tools}
		# shellcheck disable=SC2046
		here $(<"$file") || { echo "# $1: no $(<"$file")" >&3; continue; }
		bash -euo pipefail "$n.sh" 2>"$n.log" | tr -d '\r' >"$n.got" ||
		    { cat "$n.sh" "$n.log"; return 1; }
		diff -u "$n.out" "$n.got"
		ran=$((ran + 1))
	done
	[ "$ran" -ge 3 ]
}

@test "the tutorial shows what is printed" {
	shown_is_true tutorial.md
}

@test "the recipes show what is printed" {
	shown_is_true recipes.md
}
