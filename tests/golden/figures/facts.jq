# One line a fact of `sandyq-normalize --flat`: the document's last word, the
# figure's own words, and what was understood.
def n: if . == null then "*" else . * 1000 | round / 1000 | tostring end;
def date: if . == null then "*" else . end;
[
	(.url | split("/") | last),
	.surface,
	"\(.kind) \(.value | n) \(.unit // "-")",
	"\(.bound) \(.low | n)..\(.high | n)",
	(if .noun then .noun.lemma else "-" end),
	(if .change then
	    "\(.change.role) \(.change.direction)" else "-" end),
	(if .period and .period.basis == "text" then
	    "\(.period.from | date)/\(.period.until | date)" else "-" end),
	(if .place then .place.name else "-" end),
	(if .modality == "actual" then "-" else .modality end),
	(.speaker // "-"),
	(.indicator // "-")
] | join(" | ")
