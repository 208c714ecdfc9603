# Short notes of a page to the document record that normalize writes:
#   {"url","site","at","text","says":[{"figure","value",...}]}
# The sentence of a figure is the line it stands on.

# Code points before the first $part of a text.
def before($part): (split($part)[0]) | length;

def sentence($text; $start):
  ($text | split("\n")) as $lines
  | reduce $lines[] as $line ({at: 0, found: null};
      if .found == null and $start < .at + ($line | length) + 1
      then .found = {start: .at, length: ($line | length)}
      else .at += ($line | length) + 1 end)
  | .found;

def fact($page; $nth):
  . as $say
  | ($page.text | before($say.figure)) as $start
  | {start: $start, length: ($say.figure | length), surface: $say.figure,
     sentence: sentence($page.text; $start), kind: ($say.kind // "count"),
     value: $say.value, low: ($say | if has("low") then .low else .value end),
     high: ($say | if has("high") then .high else .value end),
     bound: ($say.bound // "exact"), unit: $say.unit,
     noun: {surface: ($say.noun // "моногородов"), lemma: "моногород"},
     place: $say.place,
     period: ($say.period // {from: null, until: null, basis: "published"}),
     change: (if $say.role then {group: ($say.group // "c1"), role: $say.role,
       direction: ($say.direction // "down")} else null end),
     modality: ($say.modality // "actual"), speaker: $say.speaker,
     indicator: ($say | if has("indicator") then .indicator
       else "monotown.count" end),
     rule: "count", anchor: ($say.anchor // "\($page.url)#\($nth)")};

. as $page
| {v: 1, type: "document", id: ($page.id // $page.url), url: $page.url,
   canonical_url: $page.url, site: $page.site, fetched_at: $page.fetched,
   published_at: $page.at,
   published_from: (if $page.at then "meta" else null end),
   modified_at: $page.modified, title: ($page.title // "Моногорода"),
   lang: "ru", text: $page.text, blocks: [],
   facts: [($page.says // []) | to_entries[] | .key as $nth
     | .value | fact($page; $nth)],
   source: {path: ($page.path // "day.warc.gz"), offset: ($page.offset // 0),
     length: 100, record_id: null},
   extractor: "0.1", ruleset: ($page.ruleset // "r1")}
