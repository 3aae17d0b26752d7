# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Sourced by the scripts that prove something on a fresh Debian 12.

timed() { # timed NAME COMMAND...
    name=$1
    shift
    begun=$(date +%s)
    "$@"
    echo "== $name: $(($(date +%s) - begun)) s"
}

inside() { # inside COMMAND...: run in the root, with nothing of this environment
    chroot "$root" /usr/bin/env -i HOME=/root LC_ALL=C.UTF-8 \
        PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

remove_root() {
    umount "$root/dev/pts" "$root/proc" 2>/dev/null || true
    [ -n "$keep" ] || rm -rf --one-file-system "$root"
}

# fresh_root [FOLDER]: make a minimal root in FOLDER (a temporary one, removed at
# the end, if none is named) and call it $root. Packages come from the mirror and
# with the settings that apt has on this machine.
fresh_root() {
    [ "$(id -u)" = 0 ] || { echo "$0: must be run as root" >&2; exit 2; }
    # shellcheck disable=SC2016 # apt-get fills in SITE and RELEASE
    mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE)' \
        'Created-By: Packages' | awk '$2 == "bookworm" { print $1; exit }')
    if [ -z "$mirror" ]; then
        echo "$0: apt on this machine names no mirror for bookworm" >&2
        exit 2
    fi
    keep=${1:-}
    root=$keep
    [ -n "$root" ] || root=$(mktemp -d)
    trap remove_root EXIT
    mkdir -p "$root"

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
}
