#!/usr/bin/env bash
# package.sh FILE.deb   installs the package, runs the demonstration as another
# user, and takes it away again; needs root.  What is left behind is named.
set -euo pipefail
deb=$(readlink -f "$1")
user=sandyq-test
before=$(mktemp)
trap 'rm -f "$before"; userdel -r $user 2>/dev/null || true' EXIT

found() {
	find /usr /etc /var/lib /opt -xdev -path /var/lib/dpkg -prune -o \
		-path /var/lib/apt -prune -o -path /var/lib/systemd -prune -o \
		-name '*sandyq*' -print | sort
}

found >"$before"
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
	--no-install-recommends "$deb" >/dev/null
useradd -m $user
su - $user -c 'sandyq demo' >"/home/$user/shown"
grep -q '27 -> 20' "/home/$user/shown"
grep -q "^look: /home/$user/.*/index.html" "/home/$user/shown"
su - $user -c 'man -w sandyq sandyq-crawl >/dev/null' ||
	[ ! -x /usr/bin/man ]
DEBIAN_FRONTEND=noninteractive apt-get purge -y -qq sandyq >/dev/null
userdel -r $user 2>/dev/null
found | diff "$before" -
echo "package: installed, shown to another user, and gone"
