#!/bin/sh
# run.sh [NAME...]   builds the fuzz targets (all, or those named) with clang
# and the sanitizers, and runs each for FUZZ_SECONDS from its seeds in corpus/.
#
# A target is fuzz_NAME.c.  It links libcommon, and the library of the stage
# that its first line names, as in: /* fuzz: extract */
# What a run learns stays in BUILD/fuzz, and so does the input of a finding.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
: "${BUILD:=build}" "${FUZZ_SECONDS:=60}"
out=$BUILD/fuzz
sanitize=-fsanitize=address,undefined
flags="-fno-sanitize-recover=all -fno-omit-frame-pointer"

# build TARGET...   by the Makefile's own rules, in a folder of their own.
build() {
	make -s CC=clang BUILD="$out" OPTFLAGS=-O1 \
		SANFLAGS="-fsanitize=fuzzer-no-link $sanitize $flags" "$@"
}

libraries() {
	# shellcheck disable=SC2016 # make's variables
	make -s --eval "libraries:; @echo \$($1_LIBS) \$(COMMON_LIBS)" libraries
}

[ $# -gt 0 ] || set -- "$here"/fuzz_*.c
bad=0
for source in "$@"; do
	name=$(basename "$source" .c)
	name=${name#fuzz_}
	stage=$(sed -n '1s|^/\* fuzz: \([a-z]*\) \*/$|\1|p' \
		"tests/fuzz/fuzz_$name.c")
	set -- "$out/obj/tests/fuzz/fuzz_$name.o"
	[ -z "$stage" ] || set -- "$@" "$out/lib/lib$stage.a"
	set -- "$@" "$out/lib/libcommon.a"
	build "$@"
	mkdir -p "$out/corpus/$name" "tests/fuzz/corpus/$name"
	# shellcheck disable=SC2046 # a list of libraries
	clang -fsanitize=fuzzer $sanitize -o "$out/fuzz_$name" "$@" \
		$(libraries "${stage:-common}")
	log=$out/$name.log
	echo "fuzz: $name for $FUZZ_SECONDS s" >&2
	if "$out/fuzz_$name" -max_total_time="$FUZZ_SECONDS" -timeout=20 \
		-rss_limit_mb=2048 -max_len=16384 -print_final_stats=1 \
		-artifact_prefix="$out/finding-$name-" \
		"$out/corpus/$name" "tests/fuzz/corpus/$name" 2>"$log"; then
		sed -n 's/^stat::number_of_executed_units: */fuzz: runs=/p' \
			"$log" >&2
	else
		tail -n 60 "$log" >&2
		echo "fuzz: $name: a finding, see $out/finding-$name-*" >&2
		bad=1
	fi
done
exit $bad
