# shellcheck shell=bash disable=SC2154,SC2086 # the driver sets its numbers
# Archives by their age.  Sourced by the verbs that ask.

# archives_before YYYYMMDDHHMMSS: names in ./warc begun before that moment,
# which is the first number of a name.
archives_before() {
	local name begun
	for name in warc/*.warc.gz; do
		name=${name#warc/}
		begun=${name#*-}
		begun=${begun%%-*}
		[[ $begun =~ ^[0-9]{14}$ ]] || continue
		[[ $begun < $1 ]] && printf '%s\n' "$name"
	done
}
