# Writes one site: pages, lists, feed, sitemaps, and the truth about them.

function emit(where, text, date,    file, folder)
{
	file = out "/" host where (where ~ /\/$/ ? "index.html" : "")
	folder = file
	sub(/\/[^\/]*$/, "", folder)
	if (!(folder in made))
		system("mkdir -p '" folder "'")
	made[folder] = 1
	printf "%s", text > file
	close(file)
	print date, file >> (out "/dates.txt")
	return file
}

# The template with {{names}} from f[] put in; %if lines ask on[].
function fill(f, on,    j, line, s, a, b, depth, hidden)
{
	for (j = 1; j <= ntemplate; j++) {
		line = template[j]
		if (line ~ /^%if /) {
			depth++
			if (!hidden && !on[substr(line, 5)])
				hidden = depth
			continue
		}
		if (line == "%end") {
			if (hidden == depth)
				hidden = 0
			depth--
			continue
		}
		if (hidden)
			continue
		while ((a = index(line, "{{")) > 0) {
			b = index(line, "}}")
			s = s substr(line, 1, a - 1) f[substr(line, a + 2, b - a - 2)]
			line = substr(line, b + 2)
		}
		s = s line "\n"
	}
	return s
}

# What changes on each page around the article.
function furnish(f, i, lang)
{
	f["lang"] = lang
	f["usd"] = sprintf("%.1f", 500 + (i * 37 % 200) / 10)
	f["eur"] = sprintf("%.1f", 585 + (i * 53 % 200) / 10)
	f["rub"] = sprintf("%.2f", 6 + (i * 29 % 70) / 100)
	f["temp"] = i * 11 % 40 - 18
	f["views"] = 311 + i * 7919 % 9000
	f["shares"] = i * 13 % 60
	f["likes"] = i * 17 % 90
	f["trending"] = trending(i, lang)
}

function write_article(i, at,    f, on, lang, k, j, n, date, file)
{
	lang = meta[i, "lang"]
	furnish(f, at, lang)
	f["url"] = "http://" host path[i]
	f["slug"] = meta[i, "slug"]
	f["title"] = html(meta[i, "title"])
	f["title_json"] = json(meta[i, "title"])
	date = f["date"] = meta[i, "date"]
	f["date_text"] = date_text(i)
	f["section"] = html(meta[i, "section"])
	f["author"] = html(meta[i, "author"])
	f["body"] = render_body(i, site["markup"] == "breaks")
	f["comments"] = render_comments(i)
	for (k = 1; k <= count && n < 3; k++) {
		j = order[(at + k * 3 - 1) % count + 1]
		if (j == i || meta[j, "lang"] != lang || meta[j, "closed"] != "")
			continue
		n++
		f["related"] = f["related"] "<li><a href=\"" path[j] "\">" \
		    html(meta[j, "title"]) "</a></li>\n"
	}
	f["charset"] = meta[i, "charset"] == "" ? "utf-8" : meta[i, "charset"]
	on["article"] = on[lang] = 1
	on["meta"] = meta[i, "charset"] != "header"
	file = emit(path[i], fill(f, on), date)
	if (site["gzip"] == "yes")
		print file >> (out "/gzip.txt")
	if (meta[i, "charset"] == "")
		return
	print file >> (out "/recode.txt")
	emit(path[i] ".headers", "Content-Type: text/html" \
	    (on["meta"] ? "" : "; charset=windows-1251") "\n", date)
}

function words(s, n, from_end,    w, m, j, r)
{
	m = split(s, w, " ")
	for (j = 1; j <= n && j <= m; j++)
		r = from_end ? w[m - j + 1] (j > 1 ? " " : "") r : \
		    r (j > 1 ? " " : "") w[j]
	return r
}

function write_truth(i,    j, text)
{
	if (meta[i, "closed"] != "") {
		print "http://" host path[i] >> (out "/closed.txt")
		return
	}
	for (j = 1; j <= nfurniture; j++) {
		text = in_lang(furniture[j], meta[i, "lang"])
		if (text != "")
			drop(i, text)
	}
	printf "{\"url\":\"http://%s%s\",\"title\":\"%s\",\"date\":\"%s\"," \
	    "\"lang\":\"%s\",\"author\":\"%s\",\"first\":\"%s\",\"last\":\"%s\"," \
	    "\"figures\":[%s],\"text\":[%s],\"boilerplate\":[%s]}\n", host,
	    path[i], json(meta[i, "title"]), meta[i, "date"], meta[i, "lang"],
	    json(meta[i, "author"]), json(words(first[i], 5, 0)),
	    json(words(last[i], 5, 1)), figures[i], kept[i], junk[i] \
	    >> (out "/truth.jsonl")
}

# The articles of one list: by language when its address names one.
function member(i, lang)
{
	return site["list"] !~ /\{lang\}/ || meta[i, "lang"] == lang
}

function write_lists(lang,    k, i, n, list, pages)
{
	for (k = 1; k <= count; k++) {
		i = order[k]
		if (!member(i, lang))
			continue
		list = list "<div class=\"item\"><a href=\"" path[i] "\">" \
		    html(meta[i, "title"]) "</a> <span>" date_text(i) "</span></div>\n"
		if (++n % 8 == 0) {
			write_list(lang, n / 8, list, 1)
			list = ""
		}
	}
	if (list != "")
		write_list(lang, int(n / 8) + 1, list, 0)
}

function write_list(lang, n, list, more,    f, on, date, i, where)
{
	furnish(f, n, lang)
	i = 1
	while (!member(i, lang))
		i++
	f["list"] = list
	f["charset"] = "utf-8"
	if (more)
		f["pages"] = "<a rel=\"next\" href=\"" place(site["page"], i, n + 1) \
		    "\">" n + 1 "</a>"
	on["list"] = on["meta"] = on[lang] = 1
	date = meta[order[1], "date"]
	where = place(site[n == 1 ? "list" : "page"], i, n)
	emit(where, fill(f, on), date)
	if (n == 1 && lang == langs[1] && where != "/")
		emit("/", fill(f, on), date)
}

function rss_item(i)
{
	return "<item><title>" html(meta[i, "title"]) "</title><link>http://" \
	    host path[i] "</link><guid>http://" host path[i] "</guid><pubDate>" \
	    date_rfc822(meta[i, "date"]) "</pubDate><description>" \
	    html(blocks[i, 1]) "</description></item>\n"
}

function atom_entry(i)
{
	return "<entry><title>" html(meta[i, "title"]) \
	    "</title><link rel=\"alternate\" href=\"http://" host path[i] \
	    "\"/><id>http://" host path[i] "</id><published>" meta[i, "date"] \
	    "</published><updated>" meta[i, "date"] "</updated><summary>" \
	    html(blocks[i, 1]) "</summary></entry>\n"
}

# The ten newest open articles, as RSS 2.0 or Atom.
function write_feed(lang,    part, k, i, n, s, head, atom)
{
	split(site["feed"], part, " ")
	atom = part[1] == "atom"
	for (k = 1; k <= count && n < 10; k++) {
		i = order[k]
		if (!member(i, lang) || meta[i, "closed"] != "")
			continue
		n++
		s = s (atom ? atom_entry(i) : rss_item(i))
	}
	head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	if (atom)
		s = head "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>" \
		    site["name"] "</title><id>http://" host "/</id><updated>" \
		    meta[order[1], "date"] "</updated>\n" s "</feed>\n"
	else
		s = head "<rss version=\"2.0\"><channel><title>" site["name"] \
		    "</title><link>http://" host "/</link><description>" \
		    site["name"] "</description>\n" s "</channel></rss>\n"
	gsub(/\{lang\}/, lang, part[2])
	emit(part[2], s, meta[order[1], "date"])
}

# One sitemap for each value its address takes, and the index of them.
function write_sitemaps(    k, i, n, where, parts, urls, newest, s, head)
{
	head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	for (k = 1; k <= count; k++) {
		i = order[k]
		where = place(site["sitemap"], i)
		if (!(where in urls)) {
			newest[where] = meta[i, "date"]
			parts[++n] = where
		}
		urls[where] = urls[where] "<url><loc>http://" host path[i] \
		    "</loc><lastmod>" meta[i, "date"] "</lastmod></url>\n"
	}
	for (k = 1; k <= n; k++) {
		where = parts[k]
		emit(where, head "<urlset xmlns=\"http://www.sitemaps.org/schemas/" \
		    "sitemap/0.9\">\n" urls[where] "</urlset>\n", newest[where])
		s = s "<sitemap><loc>http://" host where "</loc><lastmod>" \
		    newest[where] "</lastmod></sitemap>\n"
	}
	emit("/sitemap.xml", head "<sitemapindex xmlns=\"http://www.sitemaps.org/" \
	    "schemas/sitemap/0.9\">\n" s "</sitemapindex>\n", meta[order[1], "date"])
}

END {
	read_site()
	sort_articles()
	for (i = 1; i <= count; i++)
		path[i] = (i, "path") in meta ? meta[i, "path"] : place(site["path"], i)
	for (k = 1; k <= count; k++) {
		write_article(order[k], count - k + 1)
		write_truth(order[k])
	}
	nlangs = split(site["list"] ~ /\{lang\}/ ? site["langs"] : \
	    substr(site["langs"], 1, 2), langs, " ")
	for (k = 1; k <= nlangs; k++) {
		write_lists(langs[k])
		write_feed(langs[k])
	}
	if ("sitemap" in site)
		write_sitemaps()
}
