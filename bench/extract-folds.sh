#!/bin/sh
# extract-folds.sh [SET...]   how even the quality of the main text is.
#
# The pages of each open set of ../shared/eval are parted into FOLDS (5) by a
# hash of their site, so that no site is in two parts; one line a part shows
# what it would have scored alone.  Rules that were fitted to seen pages show
# as one good part among poor ones.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
source=$(dirname "$here")
: "${BUILD:=$source/build}" "${FOLDS:=5}"
cache=${BENCH_CACHE:-$BUILD/bench/cache}
sets=$source/../shared/eval/extract
export SANDYQ_CONFIG="${SANDYQ_CONFIG:-$source/config/sandyq.yaml}"

[ -f "$sets/score.py" ] || {
	echo "extract-folds.sh: no open sets at $sets" >&2
	exit 0
}
[ $# -gt 0 ] ||
	set -- daniel-ru-dev scrapinghub-dev fundus-news-dev wcxb-article-dev
mkdir -p "$cache"

# The answers as the scorer reads them; 3 says that a page was refused.
answers() {
	"$BUILD/bin/sandyq-extract" --fetched-at 2026-01-01T00:00:00Z \
		"$1"/html/*.html >"$cache/folds.jsonl" 2>"$cache/folds.log" ||
		[ $? -eq 3 ]
	jq -c '{id: (.source.path | split("/")[-1] | .[:-5]), text}' \
		"$cache/folds.jsonl"
}

# The scorer is a module; it is asked once for each part.
judge() {
	python3 - "$sets" "$1" "$2" "$FOLDS" <<'PYTHON'
import glob, json, os, statistics, sys, zlib
from urllib.parse import urlsplit
sys.path.insert(0, sys.argv[1])
import score
folder, answers, folds = sys.argv[2], sys.argv[3], int(sys.argv[4])
site = {}
for path in glob.glob(folder + "/gold/*.json"):
    with open(path, encoding="utf-8") as file:
        gold = json.load(file)
    host = gold.get("site") or urlsplit(gold.get("url") or "").hostname
    site[os.path.basename(path)[:-5]] = (host or path).removeprefix("www.")
rows = score.score(folder, score.load(answers))
parts = [[] for _ in range(folds)]
for row in rows:
    parts[zlib.crc32(site[row["id"]].encode()) % folds].append(row)
line = "{:<18}{:>6}{:>6} pages  F1 {:.3f}  P {:.3f}  R {:.3f}  word F1 {:.3f}"
name = os.path.basename(folder)
found = []
for i, part in enumerate([rows] + parts):
    if not part:
        continue
    m = score.agg(part)
    print(line.format(name, i or "all", m["n"], m["F1"], m["P"], m["R"],
        m["wF1"]))
    if i:
        found.append(m["F1"])
print("{:<18}spread F1 {:.3f} to {:.3f}, deviation {:.3f}".format(
    name, min(found), max(found), statistics.pstdev(found)))
PYTHON
}

for set in "$@"; do
	[ -d "$cache/$set" ] || tar -C "$cache" -xJf "$sets/$set.tar.xz"
	answers "$cache/$set" >"$cache/$set.answers.jsonl"
	judge "$cache/$set" "$cache/$set.answers.jsonl"
done
