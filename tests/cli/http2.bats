#!/usr/bin/env bats
# Pages that came by HTTP/2, from nginx on loopback, and what the archive says
# of them.

bats_require_minimum_version 1.5.0

setup() {
	nginx=$(PATH=$PATH:/usr/sbin command -v nginx) || skip 'no nginx'
	"$nginx" -V 2>&1 | grep -q http_v2_module || skip 'nginx without HTTP/2'
	work=$BATS_TEST_TMPDIR/work
	data=$BATS_TEST_TMPDIR/data
	mkdir -p "$work/sites" "$work/root/n" "$work/nginx"
	chmod -R go+rX "$BATS_TEST_TMPDIR"
	echo '<title>t</title><a href="/n/1.html">1</a>' >"$work/root/index.html"
	echo '<title>1</title>the one page' >"$work/root/n/1.html"
	openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=town.test \
		-addext subjectAltName=DNS:town.test -days 3650 \
		-keyout "$work/key" -out "$work/cert" 2>/dev/null
	serve
	cat >"$work/sandyq.yaml" <<-END
		sites: sites
		indicators: i
		rules: r
		lexicon: l
		places: p.yaml
		crawl: { user_agent: sandyq-test/1, delay: 0, ca_file: cert }
	END
	cat >"$work/sites/town.yaml" <<-END
		code: town
		name: Town
		home: https://town.test/
		kind: media
		article: '/n/'
		connect: 127.0.0.1:$port
		private_addresses: yes
	END
}

teardown() {
	[ ! -s "$work/nginx/pid" ] || kill "$(cat "$work/nginx/pid")"
}

# Listens on a port that nobody has.
serve() {
	local kind
	for _ in $(seq 20); do
		port=$((20000 + RANDOM % 20000))
		{
			echo "daemon on; worker_processes 1; user $(id -un);"
			echo "pid $work/nginx/pid; events { }"
			echo 'http { access_log off; types { text/html html; }'
			for kind in client_body proxy fastcgi uwsgi scgi; do
				echo "${kind}_temp_path $work/nginx/$kind;"
			done
			echo "server { listen 127.0.0.1:$port ssl http2;"
			echo "root $work/root; ssl_certificate $work/cert;"
			echo "ssl_certificate_key $work/key; } }"
		} >"$work/nginx.conf"
		! "$nginx" -e "$work/nginx/log" -c "$work/nginx.conf" \
			2>/dev/null 3>&- || return 0
	done
	skip 'nginx will not start'
}

crawl() {
	"$SANDYQ_BIN/sandyq-crawl" -c "$work/sandyq.yaml" --data "$data" run
}

# The header lines of the records of the one page.
heads() {
	zcat "$data"/warc/*.warc.gz | tr -d '\r' | LC_ALL=C awk '
		/^WARC\/1/ { hit = 0; head = "" }
		/^WARC-Target-URI: .*\/n\/1.html$/ { hit = 1 }
		{ if (hit) print }'
}

@test "HTTP/1.1 is spoken unless the site asks for more" {
	run crawl
	[ "$status" -eq 0 ]
	heads | grep -x 'HTTP/1.1 200 OK'
	heads | grep -x 'GET /n/1.html HTTP/1.1'
	[ "$(heads | grep -c WARC-Protocol)" -eq 0 ]
}

@test "HTTP/2 is archived in lines any reader knows, and named" {
	echo 'http2: yes' >>"$work/sites/town.yaml"
	run crawl
	[ "$status" -eq 0 ]
	[ "$(heads | grep -cx 'WARC-Protocol: h2')" -eq 2 ]
	heads | grep -Ex 'HTTP/1.1 200 ?'
	heads | grep -x 'GET /n/1.html HTTP/1.1'
	heads | grep -x '<title>1</title>the one page'
	[ "$(heads | grep -c "^HTTP/2")" -eq 0 ]
	run --separate-stderr "$SANDYQ_BIN/sandyq-crawl" check \
		"$data"/warc/*.warc.gz
	[ "$status" -eq 0 ]
	[[ $output == *' response='*' bad=0' ]]
	local reader=${XDG_CACHE_HOME:-$HOME/.cache}/sandyq/npm/node_modules/.bin/warcio
	[ ! -x "$reader" ] || [ "$("$reader" cdx-index "$data"/warc/*.warc.gz |
		grep -c '"status":"200"')" -eq 2 ]
}

@test "a certificate that is not trusted is no answer" {
	sed -i 's/, ca_file: cert//' "$work/sandyq.yaml"
	run crawl
	[ "$status" -eq 3 ]
	[ "$(sqlite3 "$data/crawl.db" "SELECT DISTINCT fault FROM page
		WHERE key = 'https://town.test/robots.txt'")" = tls ]
}
