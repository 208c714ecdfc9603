# What a site is besides its articles: settings, furniture that changes from
# page to page, dates as people and feeds write them.

# path with {lang} {slug} {y} {m} {d} {n} filled in for article i.
function place(pattern, i, n,    date)
{
	date = meta[i, "date"]
	gsub(/\{lang\}/, meta[i, "lang"], pattern)
	gsub(/\{slug\}/, meta[i, "slug"], pattern)
	gsub(/\{y\}/, substr(date, 1, 4), pattern)
	gsub(/\{m\}/, substr(date, 6, 2), pattern)
	gsub(/\{d\}/, substr(date, 9, 2), pattern)
	gsub(/\{n\}/, n, pattern)
	return pattern
}

# "key: value" lines of site.txt; "lang|text" lines of the two lists.
function read_site(    line, at)
{
	while ((getline line < (dir "/site.txt")) > 0) {
		at = index(line, ":")
		site[substr(line, 1, at - 1)] = substr(line, at + 2)
	}
	while ((getline line < (dir "/trending.txt")) > 0)
		trend[++ntrend] = line
	while ((getline line < (dir "/furniture.txt")) > 0)
		furniture[++nfurniture] = line
	while ((getline line < (dir "/page.html")) > 0)
		template[++ntemplate] = line
	split("января февраля марта апреля мая июня июля августа " \
	    "сентября октября ноября декабря", month_ru, " ")
	split("қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз " \
	    "қыркүйек қазан қараша желтоқсан", month_kk, " ")
	split("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", month_en, " ")
}

# A line of a list belongs to a language or to all ("*"): its text, or "".
function in_lang(line, lang)
{
	if (substr(line, 1, index(line, "|") - 1) !~ ("^([*]|" lang ")$"))
		return ""
	return substr(line, index(line, "|") + 1)
}

# Five of the trending headlines, starting elsewhere on each page.
function trending(i, lang,    j, n, text, s)
{
	for (j = 0; j < ntrend && n < 5; j++) {
		text = in_lang(trend[(i + j) % ntrend + 1], lang)
		if (text == "")
			continue
		n++
		s = s "<li><a href=\"/go/" n "\">" html(text) "</a> <span>" \
		    1200 + (i * 611 + j * 97) % 8000 "</span></li>\n"
	}
	return s
}

function date_text(i,    date, day, month, clock)
{
	date = meta[i, "date"]
	day = substr(date, 9, 2) + 0
	month = substr(date, 6, 2) + 0
	clock = substr(date, 12, 5)
	if (meta[i, "lang"] == "kk")
		return substr(date, 1, 4) " жылғы " day " " month_kk[month] ", " clock
	return day " " month_ru[month] " " substr(date, 1, 4) " года, " clock
}

# The weekday by Sakamoto's table, 0 is Sunday.
function weekday(y, m, d,    t)
{
	split("0 3 2 5 0 3 5 1 4 6 2 4", t, " ")
	if (m < 3)
		y--
	return (y + int(y / 4) - int(y / 100) + int(y / 400) + t[m] + d) % 7
}

function date_rfc822(date,    y, m, d, days)
{
	y = substr(date, 1, 4) + 0
	m = substr(date, 6, 2) + 0
	d = substr(date, 9, 2) + 0
	split("Sun Mon Tue Wed Thu Fri Sat", days, " ")
	return sprintf("%s, %02d %s %d %s %s%s", days[weekday(y, m, d) + 1], d,
	    month_en[m], y, substr(date, 12, 8), substr(date, 20, 3),
	    substr(date, 24, 2))
}

# Articles by date: order[1] is the newest.
function sort_articles(    i, j)
{
	for (i = 1; i <= count; i++) {
		for (j = i - 1; j > 0 && \
		    meta[order[j], "date"] < meta[i, "date"]; j--)
			order[j + 1] = order[j]
		order[j + 1] = i
	}
}
