# shellcheck shell=bash disable=SC2154,SC2086 # the driver sets its numbers
# Archives by their age.  Sourced by the verbs that ask.

# archives_before YYYYMMDDHHMMSS: "loaded NAME" or "waiting NAME" for each
# archive of the data folder begun before that moment, which is the first
# number of a name.
archives_before() {
	local loaded name begun state
	loaded=$(ask store shards) || return $FAILED
	for name in "${setting[data]}"/warc/*.warc.gz; do
		name=${name##*/}
		begun=${name#*-}
		begun=${begun%%-*}
		[[ $begun =~ ^[0-9]{14}$ && $begun < $1 ]] || continue
		state=waiting
		! grep -qxF -- "$name" <<<"$loaded" || state=loaded
		echo "$state $name"
	done
}
