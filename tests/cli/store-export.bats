#!/usr/bin/env bats
# What leaves the store opens in the tools it is meant for.
bats_require_minimum_version 1.5.0

setup() {
	cd "$BATS_TEST_TMPDIR"
	golden=$SANDYQ_SOURCE/tests/golden/store
	mkdir sites indicators
	cp "$SANDYQ_SOURCE/config/sandyq.yaml" "$SANDYQ_SOURCE/config/speakers.yaml" "$SANDYQ_SOURCE/config/places.yaml" .
	printf '%s\n' 'code: qala' 'name: Қала' 'home: https://qala.example/' \
	    'kind: media' >sites/qala.yaml
	{
		cat "$golden/history.jsonl"
		jq -n -c '{url: "r", site: "qala", at: "2026-02-21T04:00:00Z",
		    text: "=cmd() 4,5 тыс; в области",
		    says: [{figure: "4,5", value: 4.5, indicator: "roads.km",
		        unit: "km", place: {kato: "350000000",
		        name: "Карагандинская область", basis: "sentence"}}]}'
	} | jq -c -f "$golden/record.jq" | ask load
}

store() {
	"$SANDYQ_BIN/sandyq-store" -c sandyq.yaml --db s.db "$@"
}

ask() {
	store "$@" 2>/dev/null
}

@test "csv has every figure of every series and opens in sqlite3" {
	ask export >observations.csv
	[ "$(sqlite3 :memory: -cmd '.mode csv' \
	    -cmd '.import observations.csv t' \
	    "SELECT count(*), sum(value), count(DISTINCT indicator) FROM t" |
	    tr -d '\r')" = "7,145.5,2" ]
	diff observations.csv <(ask export --format csv)
	[ "$(ask export --format jsonl | wc -l)" -eq 7 ]
	[ "$(ask export roads.km --format jsonl | wc -l)" -eq 1 ]
	[ "$(ask export --since 2026-02-04 --format jsonl | wc -l)" -eq 4 ]
	[ "$(ask export --as-of 2023-12-31 --format jsonl | wc -l)" -eq 1 ]
}

@test "the spreadsheet dialect has commas in numbers and runs nothing" {
	ask export --excel >excel.csv
	[ "$(head -c 3 excel.csv | od -An -tx1 | tr -d ' ')" = efbbbf ]
	python3 - <<-'EOF'
	import csv
	rows = list(csv.DictReader(open("excel.csv", newline="",
	    encoding="utf-8-sig"), delimiter=";"))
	assert len(rows) == 7, rows
	assert rows[-1]["value"] == "4,5", rows[-1]
	assert rows[-1]["sentence"] == "'=cmd() 4,5 тыс; в области"
	assert rows[-1]["reported_at"] == "2026-02-21 04:00:00"
	EOF
	run store export --format sdmx-csv --excel
	[ "$status" -eq 2 ]
}

@test "the workbook opens, runs nothing and is the same every time" {
	jq -n -c '{url: "c", site: "qala", at: "2026-02-22T04:00:00Z",
	    text: "\u0001<b>\u001b[31m 5,5 & \"тыс\"", says: [{figure: "5,5",
	    value: 5.5, indicator: "roads.km", unit: "km"}]}' |
		jq -c -f "$golden/record.jq" | ask load
	ask export --format xlsx -o one.xlsx
	sleep 1.1
	ask export --format xlsx >two.xlsx
	cmp one.xlsx two.xlsx
	ask export --format csv >all.csv
	python3 - <<-'EOF'
	import csv, datetime, zipfile
	import xml.etree.ElementTree as xml
	ns = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
	book = zipfile.ZipFile("one.xlsx")
	assert book.testzip() is None
	for name in book.namelist():
	    if name.endswith((".xml", ".rels")):
	        xml.fromstring(book.read(name))
	sheet = xml.fromstring(book.read("xl/worksheets/sheet1.xml"))
	rows = sheet.findall("m:sheetData/m:row", ns)
	wanted = list(csv.reader(open("all.csv", newline="", encoding="utf-8")))
	assert len(rows) == len(wanted) == 9, len(rows)
	assert not sheet.findall(".//m:f", ns)
	def column(ref):
	    n = 0
	    for c in ref.rstrip("0123456789"):
	        n = n * 26 + ord(c) - 64
	    return n - 1
	for row, want in zip(rows, wanted):
	    got = [""] * len(want)
	    for cell in row:
	        text = "".join(cell.itertext())
	        at = column(cell.get("r"))
	        if cell.get("s") == "2":
	            day = datetime.datetime(1899, 12, 30)
	            day += datetime.timedelta(seconds=round(float(text) * 86400))
	            text = day.strftime("%Y-%m-%dT%H:%M:%SZ")
	        got[at] = text
	    for head, g, w in zip(wanted[0], got, want):
	        if g != w and head not in ("sentence",):
	            assert float(g) == float(w), (head, g, w)
	texts = ["".join(c.itertext()) for r in rows for c in r]
	assert "=cmd() 4,5 тыс; в области" in texts
	EOF
	run store export --format xlsx --excel
	[ "$status" -eq 2 ]
	run env TMPDIR=/no/such/folder "$SANDYQ_BIN/sandyq-store" --db s.db \
	    export --format xlsx
	[ "$status" -eq 1 ]
	[[ $output == *workbook* ]]
}

@test "vintages are the moves of the line" {
	[ "$(ask export --format vintages | tr -d '\r')" = \
	    "id,time,pub_date,value
monotown.count,2023-05-04,2023-05-04,27
monotown.count,2026-02-03,2026-02-03,20
roads.km.350000000,2026-02-21,2026-02-21,4.5" ]
}

@test "sdmx-csv names its dataflow in every row" {
	ask export --format sdmx-csv | tr -d '\r' >sdmx.csv
	[ "$(head -n 1 sdmx.csv)" = "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,\
REF_AREA,TIME_PERIOD,PUB_DATE,OBS_VALUE,UNIT_MEASURE,OBS_STATUS,SOURCE,SOURCE_URL" ]
	[ "$(sed 1d sdmx.csv | grep -c '^dataflow,SANDYQ:OBSERVATIONS(1.0),I,')" \
	    -eq 3 ]
	grep -q ',roads.km,350000000,2026-02-21,2026-02-21,4.5,km,A,qala,r$' \
	    sdmx.csv
}

# What the field guide of SDMX-CSV 2.1 and its types ask of every row.
@test "sdmx-csv keeps the rules of SDMX, one value a key" {
	for at in 04,21 09,22 15,23; do
		jq -n -c --arg h "${at%,*}" --argjson v "${at#*,}" '{
		    url: "d\($v)", site: "qala", at: "2026-02-24T\($h):00:00Z",
		    text: "Их \($v), \"запятая\"",
		    says: [{figure: "\($v)", value: $v, speaker: "министр"}]}'
	done | jq -c -f "$golden/record.jq" | ask load
	ask export --format sdmx-csv >sdmx.csv
	ask export --format vintages >vintages.csv
	python3 - <<-'EOF'
	import csv, re
	text = open("sdmx.csv", newline="", encoding="utf-8").read()
	assert text.endswith("\r\n") and not text.startswith("\ufeff")
	rows = list(csv.reader(text.splitlines(), strict=True))
	head, rows = rows[0], rows[1:]
	# Structure columns first, in this order; each component once.
	assert head[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
	assert len(set(head)) == len(head)
	for name in head:
	    assert re.fullmatch(r"[A-Z][A-Z0-9_]*", name), name
	keys = set()
	for r in rows:
	    assert len(r) == len(head), r
	    cell = dict(zip(head, r))
	    assert cell["STRUCTURE"] in ("dataflow", "datastructure",
	        "dataprovision")
	    assert re.fullmatch(r"[A-Za-z][\w.-]*:[\w@$-]+\(\d+\.\d+(\.\d+)?\)",
	        cell["STRUCTURE_ID"])
	    assert cell["ACTION"] in ("I", "A", "M", "R", "D")
	    assert cell["INDICATOR"] and cell["REF_AREA"]
	    for name in ("TIME_PERIOD", "PUB_DATE"):
	        assert re.fullmatch(r"\d{4}-\d\d-\d\d", cell[name]), cell
	    assert re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?",
	        cell["OBS_VALUE"])
	    assert cell["OBS_STATUS"] == "A"
	    key = tuple(cell[n] for n in ("INDICATOR", "REF_AREA",
	        "TIME_PERIOD", "PUB_DATE"))
	    assert key not in keys, key
	    keys.add(key)
	assert [r[7] for r in rows if r[6] == "2026-02-24"] == ["23"]
	seen = list(csv.DictReader(open("vintages.csv", newline="")))
	named = {(v["id"], v["time"], v["pub_date"]) for v in seen}
	assert len(named) == len(seen) == len(rows)
	EOF
}

@test "datapackage.json describes the very columns of the csv" {
	ask export -o observations.csv
	ask export --format datapackage -o datapackage.json
	[ "$(jq -r '[.resources[0].schema.fields[].name] | join(",")' \
	    datapackage.json)" = "$(head -n 1 observations.csv | tr -d '\r')" ]
	python3 - <<-'EOF'
	import csv, datetime, json
	package = json.load(open("datapackage.json"))
	import re
	# What the schemas of Data Package 1.0 and Table Schema ask for.
	for key in ("name", "profile", "resources", "sources", "licenses"):
	    assert package[key], key
	slug = re.compile(r"^([-a-z0-9._/])+$")
	assert slug.match(package["name"])
	assert package["profile"] == "tabular-data-package"
	for license in package["licenses"]:
	    assert "name" in license or "path" in license
	for source in package["sources"]:
	    assert source["title"]
	    assert re.match(r"https?://", source.get("path", "http://"))
	assert len(package["resources"]) == 1
	resource = package["resources"][0]
	assert slug.match(resource["name"])
	assert not resource["path"].startswith(("/", ".."))
	assert resource["profile"] == "tabular-data-resource"
	assert resource["encoding"] == "utf-8"
	fields = resource["schema"]["fields"]
	assert len({f["name"] for f in fields}) == len(fields) > 0
	for f in fields:
	    assert f["type"] in ("string", "number", "integer", "date",
	        "datetime"), f
	read = {
	    "number": float, "integer": int, "string": str,
	    "date": datetime.date.fromisoformat,
	    "datetime": lambda x: datetime.datetime.strptime(
	        x, "%Y-%m-%dT%H:%M:%SZ"),
	}
	types = {f["name"]: f["type"] for f in resource["schema"]["fields"]}
	rows = csv.DictReader(open(resource["path"], newline=""))
	for row in rows:
	    for name, value in row.items():
	        if value != "":
	            read[types[name]](value)
	assert {"title": "Қала", "path": "https://qala.example/"} in \
	    package["sources"], package["sources"]
	EOF
}

# conforms FILE SCHEMA, by whichever Python has the package.
conforms() {
	local python
	for python in python3 /usr/bin/python3; do
		"$python" -W ignore -c 'import jsonschema' 2>/dev/null || continue
		"$python" -W ignore -m jsonschema -i "$1" "$2"
		return
	done
	skip 'no python3-jsonschema here'
}

@test "the descriptor and the feed are what their JSON Schemas ask for" {
	ask export --format datapackage >datapackage.json
	ask feed --format json >feed.json
	[ "$(jq '.items | length' feed.json)" -gt 0 ]
	for of in datapackage feed; do
		conforms "$of.json" "$golden/$of.schema.json"
	done
	# The schemas do say no.
	jq 'del(.resources[0].schema.fields[0].type)' datapackage.json >no.json
	run conforms no.json "$golden/datapackage.schema.json"
	[ "$status" -ne 0 ]
	jq '.items[0].id = 7' feed.json >no.json
	run conforms no.json "$golden/feed.schema.json"
	[ "$status" -ne 0 ]
}

@test "an unknown form is wrong usage" {
	for words in 'export --format table' 'export --format yaml' \
	    'export nope' 'publish'; do
		# shellcheck disable=SC2086 # words
		run store $words
		[ "$status" -eq 2 ]
	done
}

@test "publish writes a whole copy that needs nothing beside it" {
	ask publish copy.db
	[ "$(stat -c %a copy.db)" = 444 ]
	[ ! -e copy.db-wal ]
	[ ! -e copy.db.new ]
	[ "$(sqlite3 "file:copy.db?immutable=1" 'PRAGMA integrity_check;
	    PRAGMA journal_mode; SELECT count(*) FROM fact')" = "ok
delete
8" ]
	jq -e .title copy.db.metadata.json
	"$SANDYQ_BIN/sandyq-store" --db copy.db check 2>/dev/null
	# Again, over the one before; and nowhere.
	ask publish copy.db
	run store publish no/such/folder/copy.db
	[ "$status" -eq 1 ]
}

@test "metrics are OpenMetrics" {
	ask metrics >sandyq.prom
	python3 - <<-'EOF'
	import re
	lines = open("sandyq.prom").read().split("\n")
	assert lines[-2:] == ["# EOF", ""], lines[-2:]
	sample = re.compile(r'^([a-z_]+)(\{[a-z]+="(?:[^"\\\n]|\\.)*"'
	    r'(?:,[a-z]+="(?:[^"\\\n]|\\.)*")*\})? -?[0-9.e+]+$')
	known = set()
	for line in lines[:-2]:
	    if line.startswith("# TYPE "):
	        name, kind = line.split()[2:]
	        assert name not in known and kind == "gauge"
	        known.add(name)
	    elif not line.startswith("# HELP "):
	        assert sample.match(line).group(1) in known, line
	EOF
	grep -qx 'sandyq_documents 7' sandyq.prom
	grep -qxF 'sandyq_indicator_value{indicator="monotown.count",place="KZ"} 20' \
	    sandyq.prom
}
