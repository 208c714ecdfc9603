#!/bin/sh
# crawl.sh   sandyq-crawl against a bare libcurl loop and wget, over nginx on
# loopback: 20 hosts, 2,000 pages of 60 KB, no delay.  Then thousands of hosts
# (BENCH_HOSTS, 4000; 0: none) each on a delay of BENCH_DELAY (30) seconds,
# and what waiting for them costs.  RUNS turns each (5).
set -eu
umask 022
# shellcheck disable=SC3045 # every sh of Debian has it
ulimit -n "$(ulimit -Hn)"
here=$(cd "$(dirname "$0")" && pwd)
source=$(dirname "$here")
: "${BUILD:=$source/build}" "${RUNS:=5}"
: "${BENCH_HOSTS:=4000}" "${BENCH_DELAY:=30}"
race=$BUILD/bench/race
hosts=20 pages=100 bytes=60000
ticks=$(getconf CLK_TCK)
work=$(mktemp -d)
chmod 755 "$work" # the server's worker is another user
server='' crawler=''
clean_up() {
	[ -z "$crawler" ] || kill "$crawler" 2>/dev/null || :
	[ -z "$server" ] || kill "$server" 2>/dev/null || :
	wait
	rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' INT TERM

# A port nobody listens on, as far as one can know.
free_port() {
	python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])'
}

# Every host is a folder of root; those on a delay share one.
serve() {
	mkdir -p "$work/nginx"
	cat >"$work/nginx.conf" <<-CONF
		daemon off;
		worker_processes 1;
		pid $work/nginx/pid;
		error_log $work/nginx/error.log;
		events { worker_connections 8192; }
		http {
			access_log off;
			types { text/html html; text/xml xml; text/plain txt; }
			charset utf-8;
			sendfile on;
			tcp_nopush on;
			keepalive_requests 100000;
			client_body_temp_path $work/nginx/body;
			proxy_temp_path $work/nginx/proxy;
			fastcgi_temp_path $work/nginx/fastcgi;
			uwsgi_temp_path $work/nginx/uwsgi;
			scgi_temp_path $work/nginx/scgi;
			server {
				listen 127.0.0.1:$port;
				server_name ~^waiting;
				root $work/root/waiting;
				access_log $work/waiting.log;
			}
			server {
				listen 127.0.0.1:$port default_server;
				root $work/root/\$host;
			}
		}
	CONF
	/usr/sbin/nginx -e "$work/nginx/error.log" -c "$work/nginx.conf" &
	server=$!
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		curl_ok && return
		sleep 0.2
	done
	cat "$work/nginx/error.log" >&2
	exit 1
}

curl_ok() {
	wget -q -O /dev/null --header 'Host: bench01.test' \
		"http://127.0.0.1:$port/robots.txt"
}

# site FOLDER HOST DELAY: one file of a configuration.
site() {
	code=${2%.test}
	cat >"$1/sites/$code.yaml" <<-SITE
		code: $code
		name: $code
		home: http://$2/
		sitemaps: ['http://$2/sitemap.xml']
		article: '/news-\\d+\\.html\$'
		delay: $3
		pages: 1000
		connect: 127.0.0.1:$port
		private_addresses: yes
	SITE
}

configuration() {
	mkdir -p "$1/sites"
	cat >"$1/sandyq.yaml" <<-CONFIG
		sites: sites
		indicators: $source/config/indicators
		rules: $source/config/rules
		lexicon: $source/config/lexicon
		places: $source/config/places.yaml
		crawl:
		  user_agent: sandyq-bench/0.1
		  contact: bench@example.test
		  delay: 0
		  private_addresses: yes
	CONFIG
}

# make_hosts: the hosts with their pages, and who is where.
make_hosts() {
	configuration "$work/config"
	for i in $(seq -w 1 $hosts); do
		host=bench$i.test
		mkdir -p "$work/root/$host"
		awk -f "$here/pages.awk" -v host="$host" -v pages=$pages \
			-v bytes=$bytes -v dir="$work/root/$host" \
			"$here/words.txt"
		site "$work/config" "$host" 0
	done
	# Round the hosts, as a crawler takes them.
	for page in $(seq 1 $pages); do
		for i in $(seq -w 1 $hosts); do
			echo "http://bench$i.test/news-$page.html"
		done
	done >"$work/urls"
}

compare() {
	data=$work/data
	crawl="$BUILD/bin/sandyq-crawl -c $work/config/sandyq.yaml --data $data"
	proxy="http_proxy=127.0.0.1:$port"
	echo "== $hosts hosts, $((hosts * pages)) pages of $bytes bytes"
	"$race" -n "$RUNS" -u "page=$((hosts * pages))" \
		"bare libcurl multi, gzip -4" "rm -f $work/bare.gz" \
		"exec $BUILD/bench/curl_bare 127.0.0.1:$port $work/urls \
		    $work/bare.gz" \
		"sandyq-crawl run" "rm -rf $data" \
		"exec $crawl run >/dev/null 2>$work/crawl.log" \
		"wget --warc-file" "rm -rf $work/wget; mkdir $work/wget" \
		"cd $work/wget && exec env $proxy wget -q -i $work/urls \
		    -O /dev/null --warc-file=$work/wget/all"
	fetched=$(zcat "$data"/warc/*.warc.gz | tr -d '\r' |
		grep '^WARC-Target-URI: .*/news-[0-9]*\.html$' | sort -u | wc -l)
	echo "pages in the archive of sandyq-crawl: $fetched"
	du -b "$work/bare.gz" "$data"/warc/*.warc.gz "$work"/wget/*.warc.gz |
		sed "s|$work/||"
	echo
}

# cpu PID: what it has used, in clock ticks
cpu() {
	sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'
}

# watch WHAT SECONDS: what the crawler uses meanwhile.
watch() {
	before=$(cpu $crawler)
	served=$(wc -l <"$work/waiting.log")
	sleep "$2"
	after=$(cpu $crawler)
	awk -v what="$1" -v n=$((after - before)) -v t="$ticks" -v s="$2" \
		-v served=$(($(wc -l <"$work/waiting.log") - served)) 'BEGIN {
		printf "%-34s %6.2f %% of a core over %d s, %d requests", \
		    what, 100 * n / t / s, s, served
		printf served ? ", CPU ms each: %.3f\n" : "\n", \
		    1e3 * n / t / (served ? served : 1) }'
}

wait_for_hosts() {
	mkdir -p "$work/root/waiting"
	awk -f "$here/pages.awk" -v host=waiting -v pages=0 -v bytes=0 \
		-v dir="$work/root/waiting" "$here/words.txt"
	for i in $(seq 1 50); do
		echo "<a href=\"/news-$i.html\">$i</a>"
		echo "<title>$i</title><p>$i" >"$work/root/waiting/news-$i.html"
	done >>"$work/root/waiting/index.html"
	configuration "$work/many"
	for i in $(seq 1 "$BENCH_HOSTS"); do
		site "$work/many" "waiting$i.test" "$BENCH_DELAY"
		sed -i 's/^sitemaps.*/start: ["http:\/\/waiting'"$i"'.test\/"]/' \
			"$work/many/sites/waiting$i.yaml"
	done
	echo "== $BENCH_HOSTS hosts, each on a delay of $BENCH_DELAY s"
	"$BUILD/bin/sandyq-crawl" -c "$work/many/sandyq.yaml" \
		--data "$work/many/data" run >/dev/null 2>"$work/many/log" &
	crawler=$!
	# robots.txt of every host is due at once; then nothing is, for a while.
	sleep $((BENCH_DELAY / 2))
	watch "nothing due" $((BENCH_DELAY / 3))
	# The start pages come after one delay, articles after two.
	sleep $((BENCH_DELAY * 2 - BENCH_DELAY / 6))
	watch "a page of every host" "$BENCH_DELAY"
	awk '/VmHWM/ { printf "%.1f MiB\n", $2 / 1024 }' /proc/$crawler/status
	kill "$crawler"
	wait "$crawler" || :
	crawler=''
	tail -n 1 "$work/many/log"
}

port=$(free_port)
make_hosts
serve
compare
[ "$BENCH_HOSTS" -eq 0 ] || wait_for_hosts
