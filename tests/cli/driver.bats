#!/usr/bin/env bats
# The driver over stages that only pretend: order, exit codes, resumption,
# the lock, and which verb goes where.
source "$SANDYQ_SOURCE/tests/wait.bash"

setup() {
	bin=$BATS_TEST_TMPDIR/bin
	data=$BATS_TEST_TMPDIR/data
	calls=$BATS_TEST_TMPDIR/calls
	export calls data
	parts=$BATS_TEST_TMPDIR/libexec/sandyq/verbs
	mkdir -p "$bin" "$parts"
	cp "$SANDYQ_SOURCE/sandyq" "$bin/sandyq"
	cp "$SANDYQ_SOURCE"/verbs/*.sh "$parts"
	fake crawl 'mkdir -p "$data/warc"
	    case " $* " in *" status "*)
	        echo "[{\"site\":\"a\",\"new\":2,\"changed\":1,\"unchanged\":3},"
	        echo "{\"site\":\"b\",\"new\":4,\"changed\":0,\"unchanged\":5}]"
	        exit ;;
	    esac
	    for n in ${new:-}; do echo "$n" >"$data/warc/$n.warc.gz"; done
	    exit ${crawl_code:-0}'
	fake extract 'if [ "${1:-}" = --learn ]; then
	        cat "${@:3}" >>"$2"; exit ${learn_code:-0}
	    fi
	    cat "${@: -1}"
	    echo "ts=0 stage=extract level=info event=stats in=3 out=2 bad=0" >&2
	    echo "{}" >"$rejects"
	    case " ${extract_bad:-} " in *" $(cat "${@: -1}") "*) exit 1 ;; esac
	    exit ${extract_code:-0}'
	fake normalize 'cat; exit ${normalize_code:-0}'
	fake store 'case " $* " in
	    *" --print-config "*) echo "data=$data"; echo "rejects=$data/rejects" ;;
	    *" --version "*) echo "sandyq-store 9.9" ;;
	    " --help ") echo "  series CODE"; echo "  changes [CODE]" ;;
	    *" load "*) cat >>"$data/loaded"
	        echo "ts=0 stage=store level=warn event=odd" >&2
	        echo "ts=0 stage=store level=info event=loaded facts=5" >&2
	        exit ${load_code:-0} ;;
	    *" shards --done "*) echo "${@: -1}" >>"$data/shards" ;;
	    *" shards "*) cat "$data/shards" 2>/dev/null; true ;;
	    *" changes "*) ;;
	    *) echo "store answers: $*" ;;
	esac'
	unset new crawl_code learn_code extract_bad extract_code normalize_code
	unset load_code
}

# fake STAGE BODY: a program that notes its call and does BODY.
fake() {
	{
		echo '#!/bin/bash'
		echo "echo \"$1 \$*\" >>\"\$calls\""
		echo 'while [ "${1:-}" = -c ] || [ "${1:-}" = --data ] ||'
		echo '    [ "${1:-}" = --rejects ]; do'
		echo '    [ "$1" != --rejects ] || rejects=$2; shift 2; done'
		echo 'if [ "${1:-}" = --memory ]; then shift 2; fi'
		echo "$2"
	} >"$bin/sandyq-$1"
	chmod +x "$bin/sandyq-$1"
}

sandyq() {
	"$bin/sandyq" --data "$data" "$@"
}

@test "a run takes every archive through the stages, in name order" {
	export new="b a c"
	run sandyq run
	[ "$status" -eq 0 ]
	[ "$(cat "$data/loaded")" = $'a\nb\nc' ]
	[ "$(cat "$data/shards")" = $'a.warc.gz\nb.warc.gz\nc.warc.gz' ]
	[ "${lines[-1]}" = "sandyq: 7 pages fetched, 8 unchanged; 6 documents, \
15 new facts, 0 changes" ]
}

@test "a second run loads nothing again" {
	new="a b" sandyq run
	run sandyq run
	[ "$status" -eq 0 ]
	[ "$(cat "$data/loaded")" = $'a\nb' ]
	[[ $output == *"0 documents, 0 new facts"* ]]
}

@test "sites are learnt from all new archives before any is read" {
	export new="b a"
	sandyq run
	[ "$(cat "$data/memory/sites")" = $'a\nb' ]
	grep -o '^extract.*' "$calls" | grep -o -- '--[lm][e].*' >"$data/order"
	[ "$(cat "$data/order")" = \
	    "--learn memory/sites warc/a.warc.gz warc/b.warc.gz
--memory memory/sites warc/a.warc.gz
--memory memory/sites warc/b.warc.gz" ]
	new=c sandyq run
	[ "$(cat "$data/memory/sites")" = $'a\nb\nc' ]
}

@test "without a memory of sites pages are read all the same" {
	export new=a
	learn_code=2 run sandyq run
	[ "$status" -eq 0 ]
	[ "$(cat "$data/loaded")" = a ]
	[[ $output == *"pages are read without $data/memory/sites"* ]]
	[ "$(grep -c -- --memory "$calls")" -eq 0 ]
}

@test "nothing is left where temporary files are" {
	mkdir "$BATS_TEST_TMPDIR/tmp"
	export new="a b" TMPDIR=$BATS_TEST_TMPDIR/tmp
	sandyq run
	extract_bad=c new=c run sandyq run
	[ "$status" -eq 1 ]
	[ -z "$(ls "$TMPDIR")" ]
}

@test "an open archive is left alone" {
	mkdir -p "$data/warc"
	echo x >"$data/warc/x.warc.gz.open"
	run sandyq run
	[ "$status" -eq 0 ]
	[ ! -e "$data/loaded" ]
}

@test "an archive whose stage failed is tried again, the others are loaded" {
	export new="a b c"
	extract_bad=b run sandyq run
	[ "$status" -eq 1 ]
	[[ $output == *"b.warc.gz is not loaded"* ]]
	[ "$(cat "$data/shards")" = $'a.warc.gz\nc.warc.gz' ]
	new= run sandyq run
	[ "$status" -eq 0 ]
	[ "$(tail -n 1 "$data/shards")" = b.warc.gz ]
}

@test "the exit code of each stage of the pipe is examined" {
	export new=a
	for stage in extract normalize load; do
		rm -rf "$data"
		run env "${stage}_code=1" "$bin/sandyq" --data "$data" run
		[ "$status" -eq 1 ]
		[ ! -e "$data/shards" ]
		rm -rf "$data"
		run env "${stage}_code=3" "$bin/sandyq" --data "$data" run
		[ "$status" -eq 3 ]
		[ "$(cat "$data/shards")" = a.warc.gz ]
	done
}

@test "a crawl that refused records is tolerated and told" {
	export new=a
	crawl_code=3 run sandyq run
	[ "$status" -eq 3 ]
	[ "$(cat "$data/shards")" = a.warc.gz ]
}

@test "a crawl that failed does not keep archives from being loaded" {
	export new=a
	crawl_code=1 run sandyq run
	[ "$status" -eq 1 ]
	[ "$(cat "$data/shards")" = a.warc.gz ]
}

@test "a crawl with a wrong configuration ends the run" {
	export new=a
	crawl_code=2 run sandyq run
	[ "$status" -eq 2 ]
	[ ! -e "$data/loaded" ]
}

@test "refused records are kept by archive and stage, empty files are not" {
	new=a sandyq run
	[ "$(ls "$data/rejects")" = a.extract.jsonl ]
}

@test "warnings of the stages are shown, the rest is quiet" {
	new=a run sandyq run
	[[ $output == *"level=warn event=odd"* ]]
	[[ $output != *event=stats* ]]
	[[ $output != *$'\r'* ]]
}

@test "a stage that failed is heard, whatever it said" {
	fake normalize 'echo "out of luck" >&2; exit 1'
	new=a run sandyq run
	[ "$status" -eq 1 ]
	[[ $output == *"out of luck"* ]]
}

@test "a second run at the same time ends with 75" {
	fake crawl '[[ " $* " == *" run "* ]] || exit 0
	    echo >"$data/up"; while [ -e "$data/up" ]; do sleep 0.05; done'
	sandyq run 3>&- &
	first=$!
	wait_file "$data/up"
	run sandyq run
	[ "$status" -eq 75 ]
	[[ $output == *"another run"* ]]
	rm "$data/up"
	wait "$first"
}

@test "a stopped run marks nothing done and ends with 75" {
	fake extract 'step=load; [ "${1:-}" != --learn ] || step=learn
	    [ $step = "$where" ] || exit 0
	    echo >"$data/up"; while [ -e "$data/up" ]; do sleep 0.05; done'
	export where new=a
	for where in learn load; do
		"$bin/sandyq" --data "$data" run 3>&- &
		first=$!
		wait_file "$data/up"
		kill -TERM "$first"
		rm "$data/up"
		code=0
		wait "$first" || code=$?
		[ "$code" -eq 75 ]
		[ ! -e "$data/shards" ]
	done
}

@test "options reach every stage as absolute paths" {
	cd "$BATS_TEST_TMPDIR"
	touch my.yaml
	new=a "$bin/sandyq" -c my.yaml --data=data run
	[ "$(grep -vc -- "-c $BATS_TEST_TMPDIR/my.yaml --data $data" \
	    "$calls")" -eq 0 ]
}

@test "a verb that nobody knows is refused by the driver" {
	for verb in nosuch '' --help= '.*'; do
		run sandyq "$verb"
		[ "$status" -eq 2 ]
		[[ $output == 'sandyq: no '*'sandyq help tells'* ]]
	done
	run sandyq help nosuch
	[ "$status" -eq 2 ]
}

# As a script gives whose variable was not set.
@test "an empty word is not the same as none" {
	for words in '-c' '--config' '--data'; do
		run "$bin/sandyq" "$words" '' run
		[ "$status" -eq 2 ]
		run "$bin/sandyq" "$words"
		[ "$status" -eq 2 ]
	done
	run sandyq run ''
	[ "$status" -eq 2 ]
	[ ! -e "$calls" ]
}

@test "what could not be told is a failure" {
	export new=a
	for verb in run --version; do
		code=0
		"$bin/sandyq" --data "$data" "$verb" >/dev/full 2>/dev/null ||
			code=$?
		[ "$code" -eq 1 ]
	done
}

@test "a verb of the store is handed on with its arguments" {
	run sandyq series monotown.count --format csv
	[ "$status" -eq 0 ]
	[ "$output" = "store answers: series monotown.count --format csv" ]
}

@test "a stage can be run by its short name" {
	run sandyq normalize --flat <<<'text'
	[ "$output" = text ]
	grep -q -- "^normalize --data $data --flat" "$calls"
}

@test "without a verb, with a wrong option, with too much: exit 2" {
	run "$bin/sandyq"
	[ "$status" -eq 2 ]
	[[ $output == usage:* ]]
	run "$bin/sandyq" --what
	[ "$status" -eq 2 ]
	run "$bin/sandyq" --data
	[ "$status" -eq 2 ]
	run sandyq run twice
	[ "$status" -eq 2 ]
}

@test "help and version are told without a configuration" {
	run "$bin/sandyq" --help
	[ "$status" -eq 0 ]
	[[ $output == usage:* ]]
	run "$bin/sandyq" help run
	[[ $output == *"One run at a time"* ]]
	run "$bin/sandyq" run --help
	[ "$status" -eq 0 ]
	[[ $output == *"One run at a time"* ]]
	run "$bin/sandyq" --version
	[ "$output" = "sandyq 9.9" ]
}

@test "a missing stage is named" {
	rm "$bin/sandyq-store"
	PATH=/usr/bin:/bin run sandyq series x
	[ "$status" -eq 1 ]
	[[ $output == *"sandyq-store is neither beside sandyq nor on PATH"* ]]
}
