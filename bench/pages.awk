# pages.awk   a site of news pages for the crawler: a robots.txt, a sitemap
# and as many articles as asked, of the size asked.
#
#   awk -f pages.awk -v host=H -v dir=D -v pages=N -v bytes=B words.txt
{
	word[NR] = $1
}

function words(n,    i, s) {
	for (i = 0; i < n; i++)
		s = s word[int(rand() * NR) + 1] " "
	return s
}

function menu(    i, s) {
	for (i = 0; i < 40; i++)
		s = s "<li class=\"menu-item\"><a href=\"/section/" i "\">" \
		    words(2) "</a></li>\n"
	return "<ul class=\"menu\">\n" s "</ul>\n"
}

function article(number, path,    s) {
	s = "<!DOCTYPE html>\n<html lang=\"ru\">\n<head>" \
	    "<meta charset=\"utf-8\"><title>" words(6) number "</title>" \
	    "</head>\n<body>\n" menu() "<article>\n<h1>" words(6) "</h1>\n"
	while (length(s) < bytes)
		s = s "<p>" words(30) int(rand() * 1000) " " words(20) "</p>\n"
	printf "%s</article>\n</body>\n</html>\n", s >path
	close(path)
}

END {
	srand(length(host) + substr(host, match(host, /[0-9]+/)))
	map = dir "/sitemap.xml"
	print "User-agent: *\nAllow: /" >(dir "/robots.txt")
	print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset " \
	    "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">" >map
	for (i = 1; i <= pages; i++) {
		article(i, dir "/news-" i ".html")
		print "<url><loc>http://" host "/news-" i ".html</loc></url>" \
		    >map
	}
	print "</urlset>" >map
	printf "<!DOCTYPE html>\n<title>%s</title>\n<p>%s</p>\n", host, \
	    words(9) >(dir "/index.html")
}
