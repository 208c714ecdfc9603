#!/usr/bin/env bats
# What is new goes to whoever listens, once.
bats_require_minimum_version 1.5.0
source "$SANDYQ_SOURCE/tests/wait.bash"

setup() {
	golden=$SANDYQ_SOURCE/tests/golden/store
	cd "$BATS_TEST_TMPDIR"
	jq -c -f "$golden/record.jq" "$golden/history.jsonl" >pages
	mkdir data
	head -n 4 pages | load
}

teardown() {
	[ -z "${listener-}" ] || kill "$listener" 2>/dev/null || true
}

sandyq() {
	"$SANDYQ_BIN/sandyq" -c "$SANDYQ_SOURCE/config/sandyq.yaml" \
	    --data data "$@"
}

load() {
	sandyq store load 2>/dev/null
}

# listen ANSWER...: answers each request by the next status, the last for
# ever; bodies go to body.1, body.2 ...; leaves the address in $url.
listen() {
	rm -f port
	python3 - "$@" 3>&- <<-'EOF' &
	import os, socket, sys
	answers = sys.argv[1:]
	server = socket.create_server(("127.0.0.1", 0))
	with open("port.new", "w") as f:
	    f.write(str(server.getsockname()[1]))
	os.rename("port.new", "port")
	n = 0
	while True:
	    conn, _ = server.accept()
	    data = b""
	    while b"\r\n\r\n" not in data:
	        data += conn.recv(65536)
	    head, _, body = data.partition(b"\r\n\r\n")
	    fields = dict(l.lower().split(b": ", 1)
	        for l in head.split(b"\r\n")[1:])
	    while len(body) < int(fields[b"content-length"]):
	        body += conn.recv(65536)
	    n += 1
	    open("head.%d" % n, "wb").write(head)
	    open("body.%d" % n, "wb").write(body)
	    status = answers[min(n, len(answers)) - 1]
	    conn.sendall(("HTTP/1.1 %s x\r\nContent-Length: 0\r\n"
	        "Location: /else\r\nConnection: close\r\n\r\n"
	        % status).encode())
	    conn.close()
	EOF
	listener=$!
	wait_file port
	url=http://127.0.0.1:$(cat port)/figures
}

@test "two posts to one listener do not cross" {
	listen 200
	run -0 sandyq changes --webhook "$url"
	load <pages
	exec 7<"$(echo data/webhooks/*)"
	flock 7
	run -75 sandyq changes --webhook "$url"
	[[ $output == *'another post'* ]]
	exec 7<&-
	[ ! -e body.2 ]
}

@test "what is new is posted once, and what comes then after it" {
	listen 200
	run -4 sandyq changes --webhook "$url" --exit-code
	grep -q '^POST /figures ' head.1
	grep -qi '^content-type: application/json' head.1
	jq -e '.sandyq == "changes" and .after == 0 and
	    .last == (.events | map(.event) | max) and
	    (.events | map(.kind) == ["moved"])' body.1
	run -0 sandyq changes --webhook "$url" --exit-code
	[ ! -e body.2 ]
	load <pages
	run -4 sandyq changes --webhook="$url" --exit-code
	jq -e --slurpfile one body.1 '.after == $one[0].last and
	    (.events | map(.kind) == ["stale"])' body.2
	# Another series, another verb: another listener.
	run -0 sandyq events --webhook "$url" monotown.count
	jq -e '.sandyq == "events" and .after == 0 and
	    (.events | length == 2)' body.3
}

@test "a listener that fails is asked again, now and by the next run" {
	listen 503 200
	run -0 sandyq changes --webhook "$url"
	cmp body.1 body.2
	kill "$listener"
	rm body.*
	listen 404 302 200
	run -75 sandyq changes --webhook "$url"
	[[ $output == *"$url"*404* ]]
	# No redirect is followed, and what was not taken is posted again.
	run -75 sandyq changes --webhook "$url"
	run -0 sandyq changes --webhook "$url"
	cmp body.1 body.3
}

@test "only http and https addresses are posted to" {
	for url in file:///etc/passwd ftp://x.example/ x.example '' '-o/tmp/x'; do
		run -2 sandyq changes --webhook "$url"
	done
	run -2 sandyq changes --webhook http://127.0.0.1:1/ --since 2026-01-01
	run -0 sandyq changes --webhook http://127.0.0.1:1/ --help
}
