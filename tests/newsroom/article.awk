# Reads articles/*.txt and renders their bodies.  A source is "key: value"
# lines, an empty line, then blocks with an empty line between them:
#   ## heading     - item     1. item     > quote     | cell | cell |
#   !photo what | by whom   !also SLUG   !ad text   !comment who | when | what
# Arrays are by file (1..count): meta[i, key], blocks[i, j], and what a test
# needs to know: kept[i] (JSON strings that survive), junk[i] (that do not).

function html(s)
{
	gsub(/&/, "\\&amp;", s)
	gsub(/</, "\\&lt;", s)
	gsub(/>/, "\\&gt;", s)
	gsub(/"/, "\\&quot;", s)
	return s
}

function json(s)
{
	gsub(/\\/, "\\\\", s)
	gsub(/"/, "\\\"", s)
	return s
}

function keep(i, s)
{
	kept[i] = kept[i] (kept[i] == "" ? "" : ",") "\"" json(s) "\""
	if (!(i in first))
		first[i] = s
	last[i] = s
}

function drop(i, s)
{
	junk[i] = junk[i] (junk[i] == "" ? "" : ",") "\"" json(s) "\""
}

FNR == 1 {
	count++
	slug = FILENAME
	sub(/.*\//, "", slug)
	sub(/\.txt$/, "", slug)
	meta[count, "slug"] = slug
	by_slug[slug] = count
	heading = 1
	open = 0
}

heading && /^$/ {
	heading = 0
	next
}

heading {
	key = substr($0, 1, index($0, ":") - 1)
	value = substr($0, index($0, ":") + 2)
	if (key == "figure")
		figures[count] = figures[count] \
		    (figures[count] == "" ? "" : ",") "\"" value "\""
	else
		meta[count, key] = value
	next
}

/^!comment / {
	comments[count] = comments[count] substr($0, 10) "\n"
	next
}

# The lines of one list or table make one block.
/^$/ {
	open = 0
	next
}

!open {
	nblocks[count]++
	open = 1
	blocks[count, nblocks[count]] = $0
	next
}

{
	blocks[count, nblocks[count]] = blocks[count, nblocks[count]] "\n" $0
}

function render_list(i, block,    lines, n, j, tag, s)
{
	n = split(block, lines, "\n")
	tag = lines[1] ~ /^-/ ? "ul" : "ol"
	s = "<" tag ">\n"
	for (j = 1; j <= n; j++) {
		sub(/^(-|[0-9]+\.) /, "", lines[j])
		keep(i, lines[j])
		s = s "<li>" html(lines[j]) "</li>\n"
	}
	return s "</" tag ">"
}

function render_table(i, block,    lines, cells, n, m, j, k, tag, s)
{
	n = split(block, lines, "\n")
	s = "<table class=\"data\">\n"
	for (j = 1; j <= n; j++) {
		m = split(lines[j], cells, / *\| */)
		tag = j == 1 ? "th" : "td"
		s = s "<tr>"
		for (k = 2; k < m; k++) {
			keep(i, cells[k])
			s = s "<" tag ">" html(cells[k]) "</" tag ">"
		}
		s = s "</tr>\n"
	}
	return s "</table>"
}

function render_also(i, to, breaks,    label, s)
{
	if (!(to in by_slug)) {
		print "compose: no article " to > "/dev/stderr"
		exit 1
	}
	label = meta[i, "lang"] == "kk" ? "Оқи отырыңыз:" : "Читайте также:"
	drop(i, meta[by_slug[to], "title"])
	s = label " <a href=\"" path[by_slug[to]] "\">" \
	    html(meta[by_slug[to], "title"]) "</a>"
	return breaks ? "<b>" s "</b><br><br>" : "<div class=\"inline-also\">" s "</div>"
}

# An old site tells what is on a picture in its alt text and credits it in a
# line; a new one has a caption.
function render_photo(i, text, breaks,    part, img)
{
	split(text, part, / \| /)
	drop(i, part[1])
	drop(i, part[2])
	img = "<img src=\"/img/" meta[i, "slug"] ".jpg\" alt=\"" \
	    html(part[1]) "\">"
	text = html(part[2])
	if (breaks)
		return img "<br><small>" text "</small><br><br>"
	return "<figure>" img "<figcaption>" html(part[1]) ". <span>" text \
	    "</span></figcaption></figure>"
}

function render_text(i, tag, text, breaks)
{
	keep(i, text)
	text = html(text)
	if (!breaks)
		return tag == "blockquote" ? \
		    "<blockquote><p>" text "</p></blockquote>" : \
		    "<" tag ">" text "</" tag ">"
	if (tag == "h2")
		text = "<b>" text "</b>"
	return text "<br><br>"
}

function render_block(i, block, breaks,    ad)
{
	if (block ~ /^(-|[0-9]+\.) /)
		return render_list(i, block)
	if (block ~ /^\|/)
		return render_table(i, block)
	if (block ~ /^!also /)
		return render_also(i, substr(block, 7), breaks)
	if (block ~ /^!photo /)
		return render_photo(i, substr(block, 8), breaks)
	if (block ~ /^## /)
		return render_text(i, "h2", substr(block, 4), breaks)
	if (block ~ /^> /)
		return render_text(i, "blockquote", substr(block, 3), breaks)
	if (block ~ /^!ad /) {
		ad = substr(block, 5)
		drop(i, ad)
		return "<div class=\"adv\"><a href=\"/adv/\">" html(ad) "</a></div>"
	}
	return render_text(i, "p", block, breaks)
}

function render_body(i, breaks,    j, s)
{
	for (j = 1; j <= nblocks[i]; j++)
		s = s render_block(i, blocks[i, j], breaks) "\n"
	return s
}

function render_comments(i,    lines, part, n, j, s)
{
	n = split(comments[i], lines, "\n") - 1
	for (j = 1; j <= n; j++) {
		split(lines[j], part, / \| /)
		drop(i, part[3])
		s = s "<div class=\"comment\"><b>" html(part[1]) "</b> <span>" \
		    html(part[2]) "</span><br>" html(part[3]) " <small>+" \
		    (j * 7) % 13 " / -" (j * 5) % 9 "</small></div>\n"
	}
	return s
}
