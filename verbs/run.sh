# shellcheck shell=bash disable=SC2154,SC2086 # the driver sets its numbers
# sandyq run   crawls, then loads every archive that is not loaded yet.
# Sourced by the driver.
#
# An archive is loaded when all three of its stages ended well; until then the
# next run tries it again.  So a run may be cut off anywhere and started anew.

help_run() {
	cat <<'TEXT'
usage: sandyq [-c FILE] [--data DIR] run [crawl|load]

Fetches what is due from the sites of config/sites, then takes each archive
of DATA/warc that is not loaded yet through extract, normalize and store.
What the pages of a site repeat is learnt first, from all these archives, and
kept in DATA/memory/sites.  One run at a time: a second one ends at once with
exit 75.  It may be stopped at any point; the next run goes on where it ended.
What a stage had to refuse is kept in DATA/rejects, with the reason.

`run crawl` and `run load` are its two halves, for machines that schedule them
apart: the first needs the network, the second only the data folder.

  sandyq --data ~/kz run && sandyq --data ~/kz series monotown.count
TEXT
}

declare -gA count=([fetched]=0 [unchanged]=0 [documents]=0 [facts]=0 [changes]=0)
memory=() # --memory FILE, once the memory of sites is there

# On a terminal the crawler shows its own progress.
crawl() {
	local code pages
	if [ -t 2 ]; then
		stage crawl run
		code=$?
	else
		stage crawl run 2>"$work/crawl"
		code=$?
		tell $code "$work/crawl"
	fi
	pages=$(ask crawl status --format json)
	count[fetched]=$(tally '"new":|"changed":' <<<"$pages")
	count[unchanged]=$(tally '"unchanged":' <<<"$pages")
	return $code
}

# learn NAME...: what the pages of each site repeat, before any is read.  An
# archive that is learnt twice changes nothing, so a run cut off here is none
# the worse.  What cannot be read is told when it is loaded.
learn() {
	local file=memory/sites code
	progress "learning from $# archives"
	mkdir -p memory
	stage extract --learn "$file" "${@/#/warc/}" 2>"$work/learn"
	code=$?
	memory=(--memory "$file")
	ended_well $code && return
	memory=()
	[ $stopped = no ] || return
	tell $code "$work/learn"
	say "pages are read without ${setting[data]}/$file"
}

# load NAME: one archive through the three stages.
load() {
	local log=$work/$1 kept=${setting[rejects]}/${1%.warc.gz} codes code
	local bad=$DONE
	stage extract --rejects "$kept.extract.jsonl" "${memory[@]}" \
		"warc/$1" 2>"$log.extract" |
		stage normalize --rejects "$kept.normalize.jsonl" \
			2>"$log.normalize" |
		stage store --rejects "$kept.load.jsonl" load 2>"$log.load"
	codes=("${PIPESTATUS[@]}")
	tell "${codes[0]}" "$log.extract"
	tell "${codes[1]}" "$log.normalize"
	tell "${codes[2]}" "$log.load"
	find "${setting[rejects]}" -name "${1%.warc.gz}.*" -empty -delete
	[ $stopped = no ] || return $LATER
	for code in "${codes[@]}"; do
		ended_well "$code" || return $FAILED
		[ "$code" -eq $DONE ] || bad=$REFUSED
	done
	ask store shards --done "$1" || return $FAILED
	count[documents]=$((count[documents] + $(
		grep ' event=stats ' "$log.extract" | tally ' out=')))
	count[facts]=$((count[facts] + $(
		grep ' event=loaded ' "$log.load" | tally ' facts=')))
	return $bad
}

# Every archive not loaded yet, oldest name first.
load_all() {
	local loaded names=() name i=0 code worst=$DONE
	cd "${setting[data]}" || return $FAILED
	loaded=$(ask store shards) || return $FAILED
	for name in warc/*.warc.gz; do
		name=${name#warc/}
		[ -e "warc/$name" ] || continue
		grep -qxF -- "$name" <<<"$loaded" || names+=("$name")
	done
	[ ${#names[@]} -eq 0 ] || learn "${names[@]}"
	[ $stopped = no ] || return $LATER
	for name in "${names[@]}"; do
		i=$((i + 1))
		progress "loading $i of ${#names[@]}: $name"
		load "$name"
		code=$?
		[ $stopped = no ] || return $LATER
		if ! ended_well $code; then
			say "$name is not loaded; the next run tries it again"
			worst=$FAILED
		elif [ $worst -eq $DONE ]; then
			worst=$code
		fi
	done
	progress ''
	return $worst
}

count_changes() {
	[ -e "${setting[db]}" ] || return
	ask store changes --format jsonl |
		grep -cE '"kind":"(moved|stated)"'
}

summary() {
	echo "sandyq: ${count[fetched]} pages fetched," \
		"${count[unchanged]} unchanged; ${count[documents]} documents," \
		"${count[facts]} new facts, ${count[changes]} changes"
}

# The whole path; leaves its numbers in count.
run() {
	local crawled loaded changes
	read_settings
	take_lock
	changes=$(count_changes)
	crawl
	crawled=$?
	[ $crawled -ne $USAGE ] || exit $USAGE
	[ $stopped = no ] || return $LATER
	load_all
	loaded=$?
	[ $loaded -ne $LATER ] || return $LATER
	count[changes]=$(($(count_changes) - changes))
	ended_well $crawled || return $crawled
	[ $loaded -eq $DONE ] && [ $crawled -eq $REFUSED ] && return $REFUSED
	return $loaded
}

# Only the half with the network; the crawler holds its own lock, so archives
# are loaded meanwhile.
run_crawl() {
	read_settings
	crawl
}

# Only the half with the database.
run_load() {
	local changes code
	read_settings
	take_lock
	changes=$(count_changes)
	load_all
	code=$?
	count[changes]=$(($(count_changes) - changes))
	return $code
}

verb_run() {
	local code half=run
	case ${1:-} in
	crawl | load) half=run_$1 && shift ;;
	esac
	nothing_more run "$@"
	prepare
	$half
	code=$?
	[ $stopped = no ] || say "stopped; the next run goes on from here"
	[ $stopped = yes ] || summary || exit $FAILED
	exit $code
}
