#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# scripts/prove_fresh_debian.sh [FOLDER]: show that a fresh Debian 12 needs
# nothing but the two commands of the README. Makes a minimal root in FOLDER (a
# temporary folder if none is named, removed afterwards), clones the committed
# state of this checkout into it, and runs scripts/quickstart.sh and
# scripts/test.sh there, twice. Needs root; packages come from the mirror and
# with the settings that apt has on this machine.
set -eu
cd "$(dirname "$0")/.."
[ "$(id -u)" = 0 ] || { echo "$0: must be run as root" >&2; exit 2; }
sh scripts/install_packages.sh long

# shellcheck disable=SC2016 # apt-get fills in SITE and RELEASE
mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE)' \
    'Created-By: Packages' | awk '$2 == "bookworm" { print $1; exit }')
if [ -z "$mirror" ]; then
    echo "$0: apt on this machine names no mirror for bookworm" >&2
    exit 2
fi

root=${1:-}
keep=$root
[ -n "$root" ] || root=$(mktemp -d)
finish() {
    umount "$root/dev/pts" "$root/proc" 2>/dev/null || true
    [ -n "$keep" ] || rm -rf --one-file-system "$root"
}
trap finish EXIT
mkdir -p "$root"

timed() { # timed NAME COMMAND...
    name=$1
    shift
    begun=$(date +%s)
    "$@"
    echo "== $name: $(($(date +%s) - begun)) s"
}
inside() { chroot "$root" /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }

echo "== minimal root"
debootstrap --variant=minbase bookworm "$root" "$mirror" >"$root.log" 2>&1 ||
    { tail -n 20 "$root.log"; exit 1; }
rm -f "$root.log"

# Name resolution and the way to the mirror as on this machine.
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
apt-config dump | grep -E '^Acquire::(http|https|Check|Retries)' \
    >"$root/etc/apt/apt.conf.d/90host" || true
mount -t proc proc "$root/proc"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"

git clone -q --no-hardlinks . "$root/root/forecast"
echo "== commit $(git rev-parse --short HEAD) on Debian" \
    "$(cat "$root/etc/debian_version"), $(inside dpkg -l | grep -c ^ii) packages"
timed "quickstart" inside sh -c 'cd /root/forecast && scripts/quickstart.sh'
timed "test" inside sh -c 'cd /root/forecast && scripts/test.sh'
timed "quickstart again" inside sh -c 'cd /root/forecast && scripts/quickstart.sh'
timed "test again" inside sh -c 'cd /root/forecast && scripts/test.sh'
