#!/bin/sh
# lint.sh FILE...   format, static analysis and the fences of the house.
# Every check runs; the exit status says whether one of them found something.
set -u
: "${BUILD:=build}" "${JOBS:=2}"
bad=0
complain() {
	echo "lint: $*" >&2
	bad=1
}
sources=$(printf '%s\n' "$@" | grep '\.c$')
headers=$(printf '%s\n' "$@" | grep '\.h$')

echo "lint: clang-format"
clang-format --dry-run -Werror "$@" || bad=1

echo "lint: headers stand alone, with guard, under 100 lines"
for h in $headers; do
	guard=$(echo "$h" | tr 'a-z/.-' 'A-Z___')
	grep -q "^#ifndef $guard\$" "$h" || complain "$h: guard is not $guard"
	[ "$(wc -l <"$h")" -le 100 ] || complain "$h: over 100 lines"
	echo "#include \"$h\"" | gcc -std=c11 -D_GNU_SOURCE -I. -Wall \
		-include common/banned.h -xc -fsyntax-only - ||
		complain "$h: does not compile alone"
done

echo "lint: fences"
# A stage includes its own headers and common's, nothing else of ours.
for s in crawler extract normalize store; do
	# shellcheck disable=SC2046 # file names without spaces
	grep -nE '^#include "(crawler|extract|normalize|store)/' \
		$(printf '%s\n' "$@" | grep "^$s/") /dev/null |
		grep -v "\"$s/" && complain "$s includes another stage"
done
grep -nE '^#include "(crawler|extract|normalize|store)/' common/*.[ch] &&
	complain "common includes a stage"
# A foreign library is included by the files named here and no others.
fence() {
	header=$1
	shift
	found=$(grep -lE "^#include <$header" common/*.[ch] crawler/*.[ch] \
		extract/*.[ch] normalize/*.[ch] store/*.[ch] 2>/dev/null)
	for f in $found; do
		case " $* " in
		*" $f "*) ;;
		*) complain "$f includes <$header>; only $* may" ;;
		esac
	done
}
fence curl/ crawler/fetch.c crawler/transfer.c
fence gumbo.h extract/dom.c
fence pcre2.h common/pattern.c
fence sqlite3.h crawler/sql.c store/db.c store/query.c
fence yaml.h common/yaml.c common/yaml_bind.c
fence jansson.h
fence expat.h crawler/xml.c
fence libdeflate.h common/gzip.c
fence zlib.h common/gzip.c
fence brotli/ common/coding.c
fence zstd.h common/coding.c
fence uchardet extract/charset.c
fence iconv.h crawler/xml.c extract/charset.c
fence utf8proc.h common/utf8.c
fence libstemmer.h normalize/stem.c
fence libexttextcat extract/language.c
fence xxhash.h common/hash.c
fence openssl/ common/digest.c
fence libpsl.h crawler/domain.c
fence idn2.h common/host.c
fence seccomp.h common/narrow.c
fence xlsxwriter.h store/table_xlsx.c

echo "lint: names and sizes"
for f in "$@"; do
	case ${f##*/} in
	*util* | *misc* | *helper* | *manager* | common2*)
		complain "$f: says nothing about what it holds" ;;
	esac
done
for f in $sources; do
	case $f in tests/*) continue ;; esac
	[ "$(wc -l <"$f")" -le 500 ] || complain "$f: over 500 lines"
done
# shellcheck disable=SC2086 # a list of files
grep -nE '(^|[^a-z_])(handle|process|do)_[a-z_]+\(' $sources |
	grep -vE 'tests/' && complain "a function is called handle_, process_ or do_"

echo "lint: no state at file scope"
# Writable symbols: log.c's state and stage.c's stop flag, nobody else's.
# .data.rel.ro is constant once the program is loaded.
for o in "$BUILD"/obj/common/*.o "$BUILD"/obj/crawler/*.o \
	"$BUILD"/obj/extract/*.o "$BUILD"/obj/normalize/*.o \
	"$BUILD"/obj/store/*.o; do
	[ -e "$o" ] || continue
	case $o in */common/log.o | */common/stage.o) continue ;; esac
	nm -f sysv "$o" | awk -F'|' '$7 ~ /^\.(data|bss)$/ || $7 ~ /COM/' |
		grep . && complain "$o: writable data"
done

echo "lint: cppcheck"
# varFuncNullUB: NULL is a pointer in every C library we build on.
# shellcheck disable=SC2086 # a list of files
cppcheck -q -j"$JOBS" --enable=warning,performance,portability,style \
	--inline-suppr --error-exitcode=1 --std=c11 -I. \
	--suppress=missingIncludeSystem --suppress=unusedStructMember \
	--suppress=constParameterCallback --suppress=variableScope \
	--suppress=varFuncNullUB --suppress=funcArgOrderDifferent \
	--suppress=unmatchedSuppression --suppress=redundantContinue \
	$sources || bad=1

echo "lint: manual pages"
mandoc -T lint -W warning docs/man/*.[15] || bad=1

echo "lint: shellcheck"
# shellcheck disable=SC2046 # a list of files
shellcheck $(git ls-files '*.sh' '*.bash' sandyq tests/run .ci/run) || bad=1

echo "lint: clang-tidy"
# A file is looked at again only when it, a header or the rules changed.
mkdir -p "$BUILD/tidy"
list=$BUILD/tidy/list.$$ # two runs may meet here
# shellcheck disable=SC2086 # a list of files
rules=$(cat .clang-tidy compile_flags.txt $headers | cksum | tr ' ' -)
for f in $sources; do
	stamp=$BUILD/tidy/$(echo "$f" | tr / _).$(cat "$f" - <<-E | cksum | tr ' ' -
		$rules
	E
	)
	[ -e "$stamp" ] || echo "$f $stamp"
done >"$list"
# One library's header names what we ban: it is read before the ban.
# shellcheck disable=SC2016 # the inner shell's own arguments
xargs -r -P "$JOBS" -L1 sh -c '
	first=
	[ "$1" != store/table_xlsx.c ] ||
		first="--extra-arg-before=-include --extra-arg-before=xlsxwriter.h"
	clang-tidy --quiet $first "$1" 2>/dev/null && : >"$2"' tidy \
	<"$list" || bad=1
rm -f "$list"

[ $bad -eq 0 ] && echo "lint: clean"
exit $bad
