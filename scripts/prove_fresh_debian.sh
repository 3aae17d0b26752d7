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

mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE)' \
    'Created-By: Packages' | awk '$2 == "bookworm" { print $1; exit }')
if [ -z "$mirror" ]; then
    echo "$0: apt on this machine names no mirror for bookworm" >&2
    exit 2
fi

root=${1:-}
mounted=""
finish() {
    for place in $mounted; do umount "$root/$place" || true; done
    [ -n "${1:-}" ] || rm -rf --one-file-system "$root"
}
if [ -n "$root" ]; then
    trap 'finish keep' EXIT
    mkdir -p "$root"
else
    root=$(mktemp -d)
    trap 'finish' EXIT
fi

timed() { # timed NAME COMMAND...
    name=$1
    shift
    begun=$(date +%s)
    "$@"
    echo "== $name: $(($(date +%s) - begun)) s"
}
inside() { chroot "$root" /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 \
    PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }

timed "minimal root" debootstrap --variant=minbase bookworm "$root" "$mirror" \
    >"$root.log" 2>&1 || { tail -n 20 "$root.log"; exit 1; }
rm -f "$root.log"

# Name resolution, mirror and its settings as on this machine.
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
cp -a /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
for place in proc dev; do
    mount --rbind "/$place" "$root/$place"
    mount --make-rslave "$root/$place"
    mounted="$place $mounted"
done

git clone -q --no-hardlinks . "$root/root/forecast"
echo "== commit $(git rev-parse --short HEAD), on $(. "$root/etc/os-release"
    echo "$PRETTY_NAME"), $(inside dpkg -l | grep -c ^ii) packages"
timed "quickstart" inside sh -c 'cd /root/forecast && scripts/quickstart.sh'
timed "test" inside sh -c 'cd /root/forecast && scripts/test.sh'
timed "quickstart again" inside sh -c 'cd /root/forecast && scripts/quickstart.sh'
timed "test again" inside sh -c 'cd /root/forecast && scripts/test.sh'
