#!/usr/bin/env bats
# `make install` into a folder of its own: what lies there works from there.

setup() {
	cd "$BATS_TEST_TMPDIR" || return 1
	# The sanitizers' build installs the same way; testing one is enough.
	case $SANDYQ_BUILD in */asan) skip "the plain build is installed" ;; esac
	make -s -C "$SANDYQ_SOURCE" install BUILD="$SANDYQ_BUILD" \
		DESTDIR="$PWD/root" PREFIX=/opt/sandyq
	bin=$PWD/root/opt/sandyq/bin
	export HOME=$PWD/home
}

@test "the installed programs tell their version and help" {
	for program in sandyq sandyq-crawl sandyq-extract sandyq-normalize sandyq-store; do
		run "$bin/$program" --version
		[ "$status" -eq 0 ]
		[ "$output" = "$program 0.1.0" ]
		run "$bin/$program" --help
		[ "$status" -eq 0 ]
		[ -n "$output" ]
	done
}

@test "an installed stage finds the installed configuration" {
	run "$bin/sandyq-extract" --print-config
	[ "$status" -eq 0 ]
	case $output in
	*"config=$PWD/root/opt/sandyq/share/sandyq/config/sandyq.yaml"*) ;;
	*) echo "$output" && false ;;
	esac
}

@test "the installed path turns a page into facts" {
	printf '<html><body><article><p>%s</p></article></body></html>' \
		'В этом году в области построено 12 новых школ, сообщил аким в среду на брифинге.' >page.html
	"$bin/sandyq-extract" page.html | "$bin/sandyq-normalize" >facts
	[ "$(jq -c '[.facts[]|[.kind,.value]]' facts)" = '[["count",12]]' ]
}

@test "manual pages and documents are installed" {
	share=$PWD/root/opt/sandyq/share
	for page in "$SANDYQ_SOURCE"/docs/man/*.[15]; do
		cmp "$page" "$share/man/man${page##*.}/${page##*/}"
	done
	for text in "$SANDYQ_SOURCE"/README.md "$SANDYQ_SOURCE"/docs/*.md; do
		cmp "$text" "$share/doc/sandyq/${text##*/}"
	done
}
